// SPDX-License-Identifier: Apache-2.0
#include "text/forms/left_alone.h"

#include <algorithm>
#include <array>

#include "dau/unicode/case.h"
#include "text/code.h"
#include "text/features.h"
#include "text/forms/scan.h"
#include "text/protected.h"

namespace dau::text::forms {
namespace {
// Words that every second English sentence has, and that no Vietnamese word is when its marks are taken off.
constexpr std::array<std::string_view, 40> kEnglish = {
    "is",   "are",  "was",   "were",   "of",    "and",  "with", "for",  "from",  "you",
    "your", "this", "that",  "have",   "has",   "had",  "been", "will", "would", "which",
    "if",   "not",  "by",    "it",     "its",   "we",   "our",  "they", "their", "there",
    "what", "when", "after", "before", "about", "than", "all",  "over", "her",   "his"};

// A set of bytes. find_first_of() asks for each byte anew, and was a fifth of all the time.
class Bytes {
 public:
  constexpr explicit Bytes(std::string_view bytes) {
    for (const char c : bytes) in_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool operator()(char c) const { return in_[static_cast<unsigned char>(c)]; }
  bool any_in(std::string_view text) const { return std::any_of(text.begin(), text.end(), *this); }

 private:
  bool in_[256] = {};
};
constexpr Bytes kCode("={}[]|$\\`\""), kSigns("\\_#@/."), kSpace(" \t\r\n"), kOpening("(\"'["), kClosing(")\"',;:.!?]");

// Prose in Vietnamese letters without these signs is no code; to look closer costs as much as all the rest.
bool may_be_code(std::string_view line) {
  return kCode.any_in(line) ||
         std::none_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

bool ends_sentence(std::string_view line, std::size_t i) {
  const char next = i + 1 < line.size() ? line[i + 1] : ' ';
  switch (line[i]) {
    case '.':
    case '!':
    case '?':
    case ';':
    case ':':
      return next == ' ' || next == '\t' || next == '\r';
    case '"':
    case '(':
    case ')':
      return true;
    default:
      return false;
  }
}

// Where the sentence or quotation that begins at `i` ends, and whether letters that English has not are in it.
std::pair<std::size_t, bool> sentence_at(std::string_view line, std::size_t i) {
  bool foreign = false;
  while (i < line.size() && !ends_sentence(line, i)) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if (byte == 0xE2 && (line.substr(i).starts_with("“") || line.substr(i).starts_with("”"))) return {i, foreign};
    foreign |= byte >= 0xC0 && word_byte(line[i]);
    ++i;
  }
  return {i, foreign};
}

// `sentence` is of ASCII letters alone. A word of English and as many others that are no Vietnamese as there are words
// that could be: "toi mua 5 cai for sale" is none.
bool english(std::string_view sentence) {
  int sure = 0, strange = 0, native = 0;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (!ascii_letter(sentence[i])) continue;
    const std::size_t begin = i;
    while (i < sentence.size() && ascii_letter(sentence[i])) ++i;
    const std::string_view run = sentence.substr(begin, i - begin);
    if (run.size() > 1 && ascii_upper(run[1])) continue;  // AND, GDP
    const std::string word = unicode::to_lower(run);
    if (std::find(kEnglish.begin(), kEnglish.end(), word) != kEnglish.end())
      ++sure;
    else if (word.size() > 1)
      ++(shape_of(word) == Shape::foreign ? strange : native);
  }
  return sure > 0 && sure + strange > 1 && 2 * sure + strange > native;
}

// C:\Windows, bao_cao_2024, #tet2025, @an2005, tools/a/b.py
bool names_in_code(std::string_view chunk) {
  if (!kSigns.any_in(chunk) || is_address(chunk) || (chunk[0] == '/' && chunk.size() > 1 && digit(chunk[1])))
    return false;
  if (chunk.find('\\') != chunk.npos || names_a_file(chunk)) return true;
  if ((chunk[0] == '#' || chunk[0] == '@') && chunk.size() > 1 && word_byte(chunk[1])) return true;
  const std::size_t bar = chunk.find('_');
  return bar != chunk.npos && bar + 1 < chunk.size() && (ascii_letter(chunk[bar + 1]) || digit(chunk[bar + 1])) &&
         (bar > 0 ? word_byte(chunk[bar - 1]) || digit(chunk[bar - 1]) : true);
}
}  // namespace

LeftAlone::LeftAlone(std::string_view line) {
  const bool letters = std::any_of(line.begin(), line.end(), ascii_letter);  // 3 + 4 = 7 is arithmetic
  if (letters && may_be_code(line) && is_code_line(line)) {
    add({0, line.size()});
    return;
  }
  for_each_code_span(line, [&](unicode::Span span) { add(span); });
  add_sentences(line);
  add_chunks(line);
  std::sort(spans_.begin(), spans_.end(), [](auto a, auto b) { return a.begin < b.begin; });
}

void LeftAlone::add(unicode::Span span) { spans_.push_back(span); }

void LeftAlone::add_sentences(std::string_view line) {
  for (std::size_t i = 0; i < line.size();) {
    const auto [end, foreign] = sentence_at(line, i);
    if (end > i && !foreign && english(line.substr(i, end - i))) add({i, end});
    i = end + (end < line.size() ? unicode::decode_at(line, end).size : 0);
  }
}

void LeftAlone::add_chunks(std::string_view line) {
  if (!kSigns.any_in(line)) return;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (kSpace(line[i])) continue;
    std::size_t begin = i;
    while (i < line.size() && !kSpace(line[i])) ++i;
    std::size_t end = i;
    while (begin < end && kOpening(line[begin])) ++begin;
    while (end > begin && kClosing(line[end - 1])) --end;
    if (begin < end && names_in_code(line.substr(begin, end - begin))) add({begin, end});
  }
}

std::size_t LeftAlone::end(std::size_t i) {
  for (; next_ < spans_.size() && spans_[next_].begin <= i; ++next_) reach_ = std::max(reach_, spans_[next_].end);
  return std::max(i, reach_);
}
}  // namespace dau::text::forms
