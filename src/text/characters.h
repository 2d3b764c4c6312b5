// SPDX-License-Identifier: Apache-2.0
// characters.h — what a character is to the segmenter and the sentence splitter.
#pragma once
#include <cstdint>
#include <string_view>

#include "dau/unicode/case.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
// `extend`: combining marks, and format characters that do not show; they belong to what stands before them.
enum class CharacterClass : std::uint8_t { space, letter, digit, extend, mark, symbol };

namespace character_details {
inline bool is_format(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF ||
         (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F);
}
inline CharacterClass class_of_other(char32_t c) {
  if (is_format(c)) return CharacterClass::extend;
  if (unicode::is_letter(c)) return CharacterClass::letter;
  if (unicode::is_digit(c)) return CharacterClass::digit;
  if (unicode::is_combining(c)) return CharacterClass::extend;
  if (unicode::is_space(c)) return CharacterClass::space;
  const bool symbol = c >= 0x2190 && !(c >= 0x2E00 && c <= 0x303F) && !(c >= 0xFE10 && c <= 0xFFFF);
  return symbol ? CharacterClass::symbol : CharacterClass::mark;
}
}  // namespace character_details

inline CharacterClass class_of(char32_t c) {
  if (c < 0x80) {
    const char32_t low = c | 0x20;
    if (low >= U'a' && low <= U'z') return CharacterClass::letter;
    if (c >= U'0' && c <= U'9') return CharacterClass::digit;
    return c == U' ' || (c >= 9 && c <= 13) ? CharacterClass::space : CharacterClass::mark;
  }
  // Latin letters, Vietnamese ones among them.
  if ((c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00)) return CharacterClass::letter;
  return character_details::class_of_other(c);
}

inline bool is_word_class(CharacterClass c) { return c == CharacterClass::letter || c == CharacterClass::digit; }

// The code point before `offset`; offset > 0 and on a boundary.
inline unicode::CodePoint decode_before(std::string_view text, std::size_t offset) {
  std::size_t begin = offset - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return unicode::decode_at(text, begin);
}
}  // namespace dau::text
