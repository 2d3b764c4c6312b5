// SPDX-License-Identifier: Apache-2.0
// misread.cc — characters to the bytes that they were.
#include "unicode/misread.h"

#include "dau/unicode/utf8.h"
#include "unicode/legacy_tables.h"

namespace dau::unicode {
int misread_byte(char32_t c) {
  if (c < 0x100) return static_cast<int>(c);  // Latin-1, its control characters among them
  for (int byte = 0x80; byte < 0xA0; ++byte)
    if (windows_1252()[static_cast<std::size_t>(byte)] == c) return byte;
  return -1;
}

Misread misread_bytes(std::string_view text, std::size_t begin) {
  Misread found{{}, begin};
  while (found.end < text.size()) {
    const CodePoint point = decode_at(text, found.end);
    const int byte = misread_byte(point.value);
    if (byte < 0) break;
    found.bytes += static_cast<char>(static_cast<unsigned char>(byte));
    found.end += point.size;
  }
  return found;
}

std::size_t misread_offset(std::string_view text, std::size_t begin, std::size_t index) {
  for (; index > 0 && begin < text.size(); --index) begin += decode_at(text, begin).size;
  return begin;
}
}  // namespace dau::unicode
