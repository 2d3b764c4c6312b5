// SPDX-License-Identifier: Apache-2.0
// utf8proc_adapter.h — the Unicode character database as utf8proc holds it; its types stop here.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dau::unicode::ucd {
enum class Category : std::uint8_t { other, upper, lower, other_letter, mark, digit, separator };

Category category(char32_t c) noexcept;
std::string_view general_category(char32_t c) noexcept;  // "Lu", "Mn", …; "Cn" where nothing is assigned
std::uint8_t combining_class(char32_t c) noexcept;
char32_t lower(char32_t c) noexcept;  // simple mapping
char32_t upper(char32_t c) noexcept;

// The full canonical decomposition; no character has one longer than four.
struct Decomposition {
  std::array<char32_t, 4> chars;
  std::size_t size;
};
Decomposition decompose(char32_t c) noexcept;

// The primary composite of two characters, or 0.
char32_t compose(char32_t first, char32_t second) noexcept;
}  // namespace dau::unicode::ucd
