// SPDX-License-Identifier: Apache-2.0
// letters.h — a word as the channels see it: letter by letter, with marks, tones and case apart.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dau/unicode/syllable.h"
#include "text/vocabulary.h"

namespace dau::text {
inline constexpr std::size_t kMostTyped = 20;  // letters of a word that is looked at

// What a letter as typed is known to be. A letter that was left out or hit wrongly says nothing of its marks.
struct Seen {
  unicode::Mark mark = unicode::Mark::none;
  unicode::Tone tone = unicode::Tone::level;
  bool known = true;
};

struct TypedChar {
  char base = 0;  // a–z, 0–9, an ASCII sign, or kCedilla for ç
  bool upper = false;
  Seen seen;
};
inline constexpr char kCedilla = '%';

struct TypedWord {
  std::array<TypedChar, kMostTyped> chars;
  std::size_t size = 0;
  std::size_t uppers = 0;
  bool first_upper = false;

  bool read(std::string_view text);  // appends; false when it has other characters or too many
  bool carries_marks() const;
  std::string bases() const;
};

enum class Case : std::uint8_t { lower, title, upper };
Case case_of(const TypedWord& word);

// A base with the marks of a form, in the case asked for.
std::string spell(std::string_view base, const Form* form, Case letter_case, unicode::TonePlacement placement);
// The same for lower-case text of an expansion.
std::string in_case(std::string_view text, Case letter_case);
}  // namespace dau::text
