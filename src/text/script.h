// SPDX-License-Identifier: Apache-2.0
// script.h — the alphabet of a letter, where it tells the language.
#pragma once
#include <cstdint>
#include <string_view>

namespace dau::text {
// Languages that have a script to themselves, or nearly so; for the shared alphabets a model has to decide.
enum class Script : std::uint8_t {
  none,    // no letter
  shared,  // Latin, Cyrillic, Arabic
  other,   // a letter of a script that is not told apart
  greek,
  hebrew,
  armenian,
  georgian,
  devanagari,
  thai,
  lao,
  khmer,
  myanmar,
  hangul,
  kana,
  han,
};
inline constexpr std::size_t kScripts = 15;

Script script_of(char32_t c) noexcept;

// ISO 639-1; empty for none, shared and other. Devanagari is told as Hindi, Hebrew letters as Hebrew.
std::string_view language_of(Script script) noexcept;

// The script that most letters of `text` (well-formed UTF-8) have. Kana makes the Han beside it Japanese.
Script main_script(std::string_view text) noexcept;
}  // namespace dau::text
