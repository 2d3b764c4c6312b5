// SPDX-License-Identifier: Apache-2.0
// misread.h — UTF-8 that holds bytes taken for Windows-1252 or Latin-1: back to these bytes.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace dau::unicode {
struct Misread {
  std::string bytes;
  std::size_t end;  // of the characters in the text
};

// The bytes of the characters from `begin` up to the first that neither code page has. `text`: UTF-8.
Misread misread_bytes(std::string_view text, std::size_t begin);

// The offset in `text` of the character that byte number `index` of misread_bytes(text, begin) was.
std::size_t misread_offset(std::string_view text, std::size_t begin, std::size_t index);

// The byte that was taken for `c`, or −1.
int misread_byte(char32_t c);
}  // namespace dau::unicode
