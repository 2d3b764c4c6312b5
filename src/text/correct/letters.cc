// SPDX-License-Identifier: Apache-2.0
// letters.cc — see letters.h.
#include "text/correct/letters.h"

#include "dau/unicode/case.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
bool TypedWord::read(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto p = unicode::decode_at(text, i);
    i += p.size;
    if (size == kMostTyped) return false;
    const unicode::Letter parts = unicode::split_letter(p.value);
    const bool upper = unicode::is_upper(p.value);
    char32_t base = unicode::to_lower(parts.base);
    if (base == U'ç') base = static_cast<char32_t>(kCedilla);
    if (base >= 0x80) return false;
    if (size == 0) first_upper = upper;
    uppers += upper;
    chars[size++] = {static_cast<char>(base), upper, {parts.mark, parts.tone, true}};
  }
  return true;
}

bool TypedWord::carries_marks() const {
  for (std::size_t i = 0; i < size; ++i)
    if (chars[i].seen.mark != unicode::Mark::none || chars[i].seen.tone != unicode::Tone::level) return true;
  return false;
}

std::string TypedWord::bases() const {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += chars[i].base;
  return out;
}

// A capital I among small letters is a small l that was scanned; other single capitals make a title.
Case case_of(const TypedWord& word) {
  std::size_t letters = 0, uppers = 0;
  for (std::size_t i = 0; i < word.size; ++i) {
    const TypedChar& c = word.chars[i];
    letters += c.base >= 'a' && c.base <= 'z';
    uppers += c.upper && !(c.base == 'i' && word.uppers == 1 && word.size > 1 && i > 0);
  }
  if (uppers == 0) return Case::lower;
  if (uppers > 1 && uppers == letters) return Case::upper;
  return Case::title;
}

std::string spell(std::string_view base, const Form* form, Case letter_case, unicode::TonePlacement placement) {
  std::string out;
  for (std::size_t i = 0; i < base.size(); ++i) {
    unicode::Letter letter{static_cast<char32_t>(static_cast<unsigned char>(base[i]))};
    if (form != nullptr && i < form->letters) {
      const std::size_t at = placement == unicode::TonePlacement::new_style ? form->tone_at_new : form->tone_at_old;
      letter.mark = form->marks[i];
      if (i == at) letter.tone = form->tone;
    }
    const bool upper = letter_case == Case::upper || (letter_case == Case::title && i == 0);
    if (upper) letter.base = unicode::to_upper(letter.base);
    const char32_t joined = unicode::join_letter(letter);
    unicode::append_utf8(out, joined != 0 ? joined : letter.base);
  }
  return out;
}

std::string in_case(std::string_view text, Case letter_case) {
  if (letter_case == Case::lower || text.empty()) return std::string(text);
  if (letter_case == Case::upper) return unicode::to_upper(text);
  const auto p = unicode::decode_at(text, 0);
  std::string out;
  unicode::append_utf8(out, unicode::to_upper(p.value));
  return out.append(text.substr(p.size));
}
}  // namespace dau::text
