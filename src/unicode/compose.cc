// SPDX-License-Identifier: Apache-2.0
// compose.cc — the algorithms of Unicode Standard Annex 15 over code points.
#include "unicode/compose.h"

#include <algorithm>
#include <cstdint>

#include "dau/unicode/utf8.h"
#include "unicode/utf8proc_adapter.h"

namespace dau::unicode {
namespace {
// Starters that compose with the one before: vowel signs (all of category M), Hangul vowels and tails, and the vowel
// signs of Kirat Rai (category Lo, Unicode 16). A few in these ranges do not compose; a longer run does no harm.
bool may_join_previous(char32_t c) noexcept {
  if (c < 0x300) return false;
  return (c >= 0x1160 && c < 0x1200) || (c >= 0x16D40 && c < 0x16D80) || ucd::category(c) == ucd::Category::mark;
}

bool is_start(char32_t c) noexcept { return ucd::combining_class(c) == 0 && !may_join_previous(c); }

void decompose(std::u32string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    const auto parts = ucd::decompose(point.value);
    out.append(parts.chars.data(), parts.size);
    i += point.size;
  }
}

// Sorts each run of combining marks by class; equal classes keep their order.
void order_marks(std::u32string& chars) {
  const auto is_mark = [](char32_t c) { return c >= 0x300 && ucd::combining_class(c) != 0; };
  const auto by_class = [](char32_t a, char32_t b) { return ucd::combining_class(a) < ucd::combining_class(b); };
  for (auto begin = std::find_if(chars.begin(), chars.end(), is_mark); begin != chars.end();) {
    const auto end = std::find_if_not(begin, chars.end(), is_mark);
    if (!std::is_sorted(begin, end, by_class)) std::stable_sort(begin, end, by_class);
    begin = std::find_if(end, chars.end(), is_mark);
  }
}

constexpr std::size_t kNone = std::u32string::npos;

// Composes in place. A mark is blocked from its starter by a kept character of the same or a higher class between.
void compose(std::u32string& chars) {
  std::size_t starter = kNone, kept = 0;
  std::uint8_t last_class = 0;
  for (const char32_t c : chars) {
    const std::uint8_t ccc = ucd::combining_class(c);
    const bool free = starter != kNone && (kept == starter + 1 || last_class < ccc);
    if (const char32_t composite = free ? ucd::compose(chars[starter], c) : 0; composite != 0) {
      chars[starter] = composite;
      continue;
    }
    if (ccc == 0) starter = kept;
    last_class = ccc;
    chars[kept++] = c;
  }
  chars.resize(kept);
}

void append_chars(std::string& out, const std::u32string& chars) {
  for (const char32_t c : chars) append_utf8(out, c);
}
}  // namespace

bool has_boundary_before(char32_t c) noexcept { return c < 0x300 || is_start(ucd::decompose(c).chars[0]); }

bool is_stable(char32_t c) noexcept {
  if (c < 0x300) return true;
  const auto parts = ucd::decompose(c);
  if (!is_start(parts.chars[0])) return false;
  if (parts.size == 1) return parts.chars[0] == c;
  std::u32string chars(parts.chars.data(), parts.size);
  compose(chars);
  return chars.size() == 1 && chars[0] == c;
}

std::size_t run_end(std::string_view text, std::size_t begin) noexcept {
  std::size_t i = begin;
  do {
    i += decode_at(text, i).size;
  } while (i < text.size() && !has_boundary_before(decode_at(text, i).value));
  return i;
}

void append_nfc(std::string& out, std::string_view text, std::u32string& scratch) {
  scratch.clear();
  decompose(scratch, text);
  order_marks(scratch);
  compose(scratch);
  append_chars(out, scratch);
}

void append_nfd(std::string& out, std::string_view text, std::u32string& scratch) {
  scratch.clear();
  decompose(scratch, text);
  order_marks(scratch);
  append_chars(out, scratch);
}
}  // namespace dau::unicode
