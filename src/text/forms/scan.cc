// SPDX-License-Identifier: Apache-2.0
#include "text/forms/scan.h"

#include "dau/unicode/case.h"
#include "text/forms/lexicon.h"

namespace dau::text::forms {
std::size_t Scan::dash(std::size_t i) const {
  if (at(i) == '-') return 1;
  return starts(i, "–") || starts(i, "−") || starts(i, "—") ? 3 : 0;
}

std::string_view Scan::word_from(std::size_t i) const {
  std::size_t end = i;
  while (end < text.size() && end - i < kNear && word_byte(text[end])) ++end;
  return text.substr(std::min(i, text.size()), end - i);
}

std::array<std::string, 4> Scan::before() const {
  std::array<std::string, 4> words;
  std::size_t end = said.size();
  const std::size_t limit = end > kNear ? end - kNear : 0;
  for (std::size_t k = 0; k < words.size(); ++k) {
    const std::size_t from = end;
    while (end > limit && said[end - 1] == ' ') --end;
    if (k == 0 && end > limit && said[end - 1] == ':') {
      --end;
      while (end > limit && said[end - 1] == ' ') --end;
    } else if (k > 0 && end == from) {
      break;
    }
    std::size_t begin = end;
    while (begin > limit && word_byte(said[begin - 1])) --begin;
    // The last bytes of a quotation mark are none of a word.
    while (begin < end && (static_cast<unsigned char>(said[begin]) & 0xC0) == 0x80) ++begin;
    if (begin == end || (begin == limit && limit > 0)) break;
    words[k] = unicode::to_lower(said.substr(begin, end - begin));
    end = begin;
  }
  return words;
}

bool Before::is(std::string_view phrase) const {
  for (const std::string& word : words_) {
    const std::size_t space = phrase.rfind(' ');
    const std::string_view last = space == phrase.npos ? phrase : phrase.substr(space + 1);
    if (word != last) return false;
    if (space == phrase.npos) return true;
    phrase = phrase.substr(0, space);
  }
  return false;
}

void append_word(std::string& out, std::string_view word) {
  if (word.empty()) return;
  if (!out.empty() && out.back() != ' ') out += ' ';
  out += word;
}

void append_letters(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, size] = unicode::decode_at(text, i);
    std::string lower;
    unicode::append_utf8(lower, unicode::to_lower(c));
    const auto found = letters().find(lower);
    append_word(out, found == letters().end() ? text.substr(i, size) : found->second.reading);
    i += size;
  }
}
}  // namespace dau::text::forms
