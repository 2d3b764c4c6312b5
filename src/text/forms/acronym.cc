// SPDX-License-Identifier: Apache-2.0
// acronym.cc — UBND in full, GDP and VTV5 letter by letter, TP. and Q.1 before what they belong to.
#include "dau/unicode/case.h"
#include "text/forms/cardinal.h"
#include "text/forms/lexicon.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
// The letters from `at` on, with the points, hyphens and & between them: "TP.HCM", "GD&ĐT".
std::size_t joined_end(const Scan& scan, std::size_t at) {
  std::size_t i = at;
  while (i - at < kNear) {
    const char c = scan.at(i);
    const bool joint = (c == '.' || c == '-' || c == '&') && word_byte(scan.at(i + 1));
    if (!word_byte(c) && !joint) break;
    ++i;
  }
  return i;
}

bool vowelless(std::string_view word) {
  // Behind a time these are said as they are.
  for (const std::string_view zone : {"GMT", "CST", "PST", "JST", "PT"})
    if (word == zone) return false;
  for (const char c : word)
    if (!ascii_upper(c) || std::string_view("AEIOUY").find(c) != std::string_view::npos) return false;
  return true;
}

// A line in capitals throughout shows no acronym by its capitals. Asked of the nearby text only.
bool shouted(const Scan& scan, std::size_t at) {
  const std::size_t begin = at > kNear ? at - kNear : 0;
  const std::string_view near = scan.text.substr(begin, 2 * kNear);
  int upper = 0, lower = 0;
  for (const char c : near) {
    upper += ascii_upper(c);
    lower += ascii_lower(c);
  }
  return lower < 3 && upper > 12;
}

// VN-Index, VN-1234, ĐT.741: the letters of a name or a code.
bool goes_on(const Scan& scan, std::size_t end) {
  const char next = scan.at(end + 1);
  return (scan.at(end) == '-' && (word_byte(next) || digit(next))) || (scan.at(end) == '.' && digit(next));
}

bool follows(const Scan& scan, std::size_t i, std::string_view what) {
  if (what == "any") return !word_byte(scan.at(i)) || scan.at(i - 1) == '.';
  const std::size_t next = scan.skip_space(i);
  if (what == "digit") return digit(scan.at(next));
  const std::string_view word = scan.word_from(next);
  if (word.empty()) return false;
  const char32_t first = unicode::decode_at(word, 0).value;
  return unicode::is_upper(first) && word.size() > 1;
}
}  // namespace

void append_code_letters(std::string& out, std::string_view letters) {
  const auto found = acronyms().find(letters);
  if (found != acronyms().end() || (letters.size() > 1 && letters.size() <= 6 && vowelless(letters)))
    append_letters(out, letters);
  else
    append_word(out, letters);
}

MaybeReading acronym_at(const Scan& scan, std::size_t at) {
  if (scan.nemo() || scan.inside_word(at)) return std::nullopt;
  const std::string_view word = scan.word_from(at);
  if (word.size() < 2 && (word.empty() || scan.at(at + word.size()) != '.')) return std::nullopt;
  for (const std::size_t end : {joined_end(scan, at), at + word.size()}) {
    const auto found = acronyms().find(scan.text.substr(at, end - at));
    if (found == acronyms().end() || word_byte(scan.at(end))) continue;
    Reading reading{end, FormKind::acronym, std::string(found->second.second)};
    if (found->second.reading == "spell")
      append_letters(reading.words, found->first);
    else if (digit(scan.at(end)) || goes_on(scan, end) || shouted(scan, at))
      return std::nullopt;
    return reading;
  }
  if (word.size() < 2 || word.size() > 6 || !vowelless(word) || digit(scan.at(at + word.size())) || shouted(scan, at))
    return std::nullopt;
  if (at > 1 && scan.text[at - 1] == '/' && ascii_upper(scan.text[at - 2])) return std::nullopt;  // USD/VND
  if (scan.at(at + word.size()) == '/' || scan.at(at + word.size()) == '-') return std::nullopt;
  Reading reading{at + word.size(), FormKind::acronym, {}};
  append_letters(reading.words, word);
  return reading;
}

MaybeReading abbreviation_at(const Scan& scan, std::size_t at) {
  if (scan.nemo() || scan.inside_word(at)) return std::nullopt;
  if (scan.text.substr(at, 7).find_first_of("./BP") == std::string_view::npos) return std::nullopt;  // none without
  for (std::size_t size = 7; size >= 2; --size) {
    const std::string_view text = scan.text.substr(at, size);
    for (const std::string_view next : {"digit", "name", "any"}) {
      const auto found = abbreviations().find(std::string(text) + '\t' + std::string(next));
      if (text.size() < size || found == abbreviations().end() || !follows(scan, at + size, next)) continue;
      Reading reading{at + size, FormKind::address, std::string(found->second.reading)};
      if (next != "digit" && found->second.second == "a") reading.kind = FormKind::acronym;
      // The point stays at the end of a sentence; "TP.HCM" needs a space where the point was.
      const bool glued = word_byte(scan.at(reading.end)) || digit(scan.at(reading.end));
      if (glued) reading.words += ' ';
      return reading;
    }
  }
  return std::nullopt;
}
}  // namespace dau::text::forms
