// SPDX-License-Identifier: Apache-2.0
// utf8.h — checked UTF-8: find the bad byte, then walk code points without checking again.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dau/api.h"
#include "dau/result.h"

namespace dau::unicode {
// A half-open byte range [begin, end) of some input, on UTF-8 boundaries.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

// Returns the offset of the first byte that cannot belong to well-formed UTF-8 (Unicode 15, table 3-7: no overlong
// forms, no surrogates, nothing above U+10FFFF), or nothing. A sequence cut short by the end is bad at its first byte.
// Cost: one pass; ASCII at memory speed.
DAU_API std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) noexcept;

// How many of `bytes`, which are bad at their begin (find_invalid_utf8 gave 0), one U+FFFD stands for where bad bytes
// are replaced: those that could begin a character, else one. Source: Unicode 15, section 3.9, "U+FFFD Substitution of
// Maximal Subparts"; as the WHATWG Encoding Standard and Python do it.
DAU_API std::size_t invalid_utf8_size(std::string_view bytes) noexcept;

// Errc::invalid_utf8 with `at` = "<base + offset>" when `bytes` is not UTF-8.
DAU_API Result<void> check_utf8(std::string_view bytes, std::uint64_t base_offset = 0);

struct CodePoint {
  char32_t value;
  std::uint8_t size;  // bytes it takes, 1 to 4
};

// The code point at `offset` of well-formed UTF-8; offset < text.size() and on a boundary.
inline CodePoint decode_at(std::string_view text, std::size_t offset) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[offset + i])); };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (lead < 0xF0) return {(lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return {(lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

// Appends `c` (a Unicode scalar value) as UTF-8.
DAU_API void append_utf8(std::string& out, char32_t c);
}  // namespace dau::unicode
