// SPDX-License-Identifier: Apache-2.0
// utf8proc_adapter.cc — the one file that includes utf8proc.
#include "unicode/utf8proc_adapter.h"

#include <utf8proc.h>

namespace dau::unicode::ucd {
namespace {
constexpr char32_t kHangulLead = 0x1100, kHangulVowel = 0x1161, kHangulTail = 0x11A7, kHangulSyllable = 0xAC00;
constexpr char32_t kLeads = 19, kVowels = 21, kTails = 28;

// utf8proc 2.8 also swallows U+11A7, which is not a tail; so Hangul is composed here.
char32_t compose_hangul(char32_t first, char32_t second) noexcept {
  if (first - kHangulLead < kLeads && second - kHangulVowel < kVowels)
    return kHangulSyllable + ((first - kHangulLead) * kVowels + (second - kHangulVowel)) * kTails;
  const char32_t index = first - kHangulSyllable;
  const bool open = index < kLeads * kVowels * kTails && index % kTails == 0;
  return open && second > kHangulTail && second - kHangulTail < kTails ? first + (second - kHangulTail) : 0;
}

bool is_hangul(char32_t c) noexcept {
  return c - kHangulLead < kLeads || c - kHangulSyllable < kLeads * kVowels * kTails;
}
}  // namespace

Category category(char32_t c) noexcept {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
      return Category::upper;
    case UTF8PROC_CATEGORY_LL:
      return Category::lower;
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return Category::other_letter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return Category::mark;
    case UTF8PROC_CATEGORY_ND:
      return Category::digit;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return Category::separator;
    default:
      return Category::other;
  }
}

std::string_view general_category(char32_t c) noexcept {
  return utf8proc_category_string(static_cast<utf8proc_int32_t>(c));
}

std::uint8_t combining_class(char32_t c) noexcept {
  return static_cast<std::uint8_t>(utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->combining_class);
}

char32_t lower(char32_t c) noexcept {
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

// utf8proc maps ß to ẞ; Unicode has no simple mapping for it.
char32_t upper(char32_t c) noexcept {
  if (c == U'ß') return c;
  return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

Decomposition decompose(char32_t c) noexcept {
  std::array<utf8proc_int32_t, 4> buffer{};
  int boundary = 0;
  const auto size = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), buffer.data(), buffer.size(),
                                            UTF8PROC_DECOMPOSE, &boundary);
  Decomposition result{{c}, 1};
  if (size < 1 || size > static_cast<utf8proc_ssize_t>(buffer.size())) return result;
  result.size = static_cast<std::size_t>(size);
  for (std::size_t i = 0; i < result.size; ++i) result.chars[i] = static_cast<char32_t>(buffer[i]);
  return result;
}

char32_t compose(char32_t first, char32_t second) noexcept {
  if (is_hangul(first)) return compose_hangul(first, second);
  std::array<utf8proc_int32_t, 2> pair{static_cast<utf8proc_int32_t>(first), static_cast<utf8proc_int32_t>(second)};
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  return utf8proc_normalize_utf32(pair.data(), 2, options) == 1 ? static_cast<char32_t>(pair[0]) : 0;
}
}  // namespace dau::unicode::ucd
