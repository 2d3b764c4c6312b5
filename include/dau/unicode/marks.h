// SPDX-License-Identifier: Apache-2.0
// marks.h — the letters of Vietnamese taken apart: base letter, letter mark and tone; and text without its marks.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "dau/api.h"

namespace dau::unicode {
enum class Tone : std::uint8_t { level, grave, acute, hook, tilde, dot };  // ngang huyền sắc hỏi ngã nặng
enum class Mark : std::uint8_t { none, circumflex, breve, horn, stroke };  // â ă ơ đ

struct Letter {
  char32_t base = 0;  // without Vietnamese marks, same case: U'A' for Ấ; any other character is its own base
  Mark mark = Mark::none;
  Tone tone = Tone::level;
};

// Takes one NFC character apart. Only Vietnamese letters have parts: ñ, ç and ö come back whole. Cost: one table
// look-up.
DAU_API Letter split_letter(char32_t c) noexcept;

// The NFC character with these parts, or 0 when Vietnamese has none (a stroke on an a, a tone on a b).
DAU_API char32_t join_letter(const Letter& letter) noexcept;

// True when the NFC character carries a Vietnamese mark or tone.
DAU_API bool has_mark(char32_t c) noexcept;

// `text` (UTF-8, any normalisation form) without Vietnamese marks and tones; combining marks on other letters and all
// else stay byte for byte. strip_marks(strip_marks(x)) = strip_marks(x). é is Vietnamese and becomes e; ñ stays, and so
// does a mark that a foreign one of the same class separates from its letter (o + diaeresis + acute).
DAU_API std::string strip_marks(std::string_view text);

// True when any character of `text` carries a Vietnamese mark or tone.
DAU_API bool has_marks(std::string_view text) noexcept;
}  // namespace dau::unicode
