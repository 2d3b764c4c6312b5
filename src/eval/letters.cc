// SPDX-License-Identifier: Apache-2.0
// letters.cc — base letter, mark and tone of any character; texts without their marks.
#include "eval/letters.h"

#include <algorithm>

#include "dau/eval/metrics.h"
#include "dau/unicode/normalize.h"
#include "eval/python_text.h"

namespace dau::eval {
namespace {
// grave, acute, hook above, tilde, dot below
bool is_tone(char32_t c) noexcept { return c == 0x300 || c == 0x301 || c == 0x309 || c == 0x303 || c == 0x323; }

// circumflex, breve, horn
bool is_mark(char32_t c) noexcept { return c == 0x302 || c == 0x306 || c == 0x31B; }

std::u32string decompose(char32_t c) {
  const char32_t one[] = {c};
  return decode(unicode::to_nfd(encode({one, 1})));
}

bool is_marked_letter(char32_t c) {
  if (c < 0x80) return false;
  const CharParts parts = split_char(c);
  if (parts.mark == U'đ') return true;
  return (parts.mark != 0 || parts.tone != 0) && parts.base[1] == 0 &&
         std::u32string_view(U"aeiouy").find(parts.base[0]) != std::u32string_view::npos;
}

std::string without_stroke(std::string_view text) {
  std::u32string points = decode(text);
  for (char32_t& c : points) c = c == U'đ' ? U'd' : c == U'Đ' ? U'D' : c;
  return encode(points);
}
}  // namespace

CharParts split_char(char32_t c) {
  if (c == U'đ' || c == U'Đ') return {{U'd'}, U'đ', 0, c == U'Đ'};
  const std::u32string parts = c < 0x80 ? std::u32string(1, c) : decompose(c);
  CharParts out;
  std::u32string base(1, parts[0]);
  for (const char32_t part : std::u32string_view(parts).substr(1)) {
    if (is_tone(part) && out.tone == 0) {
      out.tone = part;
    } else if (is_mark(part) && out.mark == 0) {
      out.mark = part;
    } else {
      base += part;
    }
  }
  out.upper = is_upper(base[0]);
  const std::u32string lowered = lower(base);  // no character has more than four parts
  std::copy_n(lowered.begin(), std::min(lowered.size(), out.base.size()), out.base.begin());
  return out;
}

std::string without_marks(std::string_view text) {
  std::u32string points = decode(unicode::to_nfd(text));
  std::erase_if(points, is_nonspacing);
  return encode(points);
}

std::string strip_diacritics(std::string_view text) { return without_stroke(without_marks(text)); }

std::string folded_base(std::string_view text) { return lower(strip_diacritics(text)); }

bool has_diacritics(std::string_view text) {
  for (const char32_t c : decode(unicode::to_nfc(text)))
    if (is_marked_letter(c)) return true;
  return false;
}
}  // namespace dau::eval
