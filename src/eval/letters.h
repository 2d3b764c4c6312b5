// SPDX-License-Identifier: Apache-2.0
// letters.h — characters taken apart as the metrics define it, which is wider than Vietnamese (ñ is n with a tilde).
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dau::eval {
struct CharParts {
  std::array<char32_t, 4> base{};  // lower case, with every combining mark that Vietnamese does not have; then zeros
  char32_t mark = 0;               // combining circumflex, breve or horn; U'đ' for the stroke of đ; 0 for none
  char32_t tone = 0;               // the combining tone mark; 0 for none
  bool upper = false;
  friend bool operator==(const CharParts&, const CharParts&) = default;
};

// `c`: one character of an NFC text.
CharParts split_char(char32_t c);

// NFD without non-spacing marks; đ stays. What the error types call the base of a token, once in lower case.
std::string without_marks(std::string_view text);

// What two tokens must share for their difference to be one of marks or case: strip_diacritics in lower case.
std::string folded_base(std::string_view text);
}  // namespace dau::eval
