// SPDX-License-Identifier: Apache-2.0
// case.cc — case and character classes.
#include "dau/unicode/case.h"

#include <array>
#include <cstddef>

#include "dau/unicode/utf8.h"
#include "unicode/utf8proc_adapter.h"

namespace dau::unicode {
namespace {
using ucd::Category;

struct Entry {
  char32_t lower, upper;
  Category category;
};

// Latin up to U+024F and U+1E00–U+1EFF, where all of Vietnamese lives, copied from the database at first use.
constexpr char32_t kLowEnd = 0x250, kHighBegin = 0x1E00, kHighEnd = 0x1F00;
using Table = std::array<Entry, kLowEnd + (kHighEnd - kHighBegin)>;

Entry look_up(char32_t c) noexcept { return {ucd::lower(c), ucd::upper(c), ucd::category(c)}; }

Table make_table() noexcept {
  Table table{};
  for (char32_t c = 0; c < kLowEnd; ++c) table[c] = look_up(c);
  for (char32_t c = kHighBegin; c < kHighEnd; ++c) table[kLowEnd + (c - kHighBegin)] = look_up(c);
  return table;
}

Entry entry(char32_t c) noexcept {
  static const Table table = make_table();
  if (c < kLowEnd) return table[c];
  return c - kHighBegin < kHighEnd - kHighBegin ? table[kLowEnd + (c - kHighBegin)] : look_up(c);
}

template <class Mapping>
std::string map_text(std::string_view text, Mapping mapping) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    append_utf8(out, mapping(point.value));
    i += point.size;
  }
  return out;
}
}  // namespace

bool is_letter(char32_t c) noexcept {
  const Category category = entry(c).category;
  return category == Category::upper || category == Category::lower || category == Category::other_letter;
}
bool is_combining(char32_t c) noexcept { return entry(c).category == Category::mark; }
bool is_digit(char32_t c) noexcept { return entry(c).category == Category::digit; }
bool is_space(char32_t c) noexcept {
  return (c >= 0x09 && c <= 0x0D) || c == 0x85 || entry(c).category == Category::separator;
}
bool is_upper(char32_t c) noexcept { return entry(c).category == Category::upper; }
bool is_lower(char32_t c) noexcept { return entry(c).category == Category::lower; }
char32_t to_lower(char32_t c) noexcept { return entry(c).lower; }
char32_t to_upper(char32_t c) noexcept { return entry(c).upper; }

std::string to_lower(std::string_view text) {
  return map_text(text, [](char32_t c) { return to_lower(c); });
}
std::string to_upper(std::string_view text) {
  return map_text(text, [](char32_t c) { return to_upper(c); });
}
}  // namespace dau::unicode
