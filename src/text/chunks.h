// SPDX-License-Identifier: Apache-2.0
// chunks.h — white-space separated chunks of a line, and the classes of bytes by which protected.cc and code.cc judge
// them. Any byte outside ASCII counts as part of a word.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "dau/unicode/utf8.h"

namespace dau::text {
inline bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool ascii_digit(char c) { return c >= '0' && c <= '9'; }
inline bool word_byte(char c) {
  return ascii_letter(c) || ascii_digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0;
}
inline char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

class Chunks {
 public:
  explicit Chunks(std::string_view line) : line_(line) {}
  // The next chunk's bytes of the line; nothing at its end.
  std::optional<unicode::Span> next();

 private:
  std::string_view line_;
  std::size_t at_ = 0;
};
}  // namespace dau::text
