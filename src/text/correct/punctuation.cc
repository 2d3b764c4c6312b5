// SPDX-License-Identifier: Apache-2.0
// punctuation.cc — "chào ,bạn" → "chào, bạn"; "rồi.Hôm" → "rồi. Hôm".
#include "text/correct/punctuation.h"

#include "dau/unicode/case.h"
#include "dau/unicode/syllable.h"

namespace dau::text {
namespace {
bool is_mark(char c) { return c == ',' || c == ';' || c == '!' || c == '?' || c == '.' || c == ':'; }
}  // namespace

unicode::Span Punctuation::gap(std::size_t i) const {
  const std::vector<Token>& tokens = line_.tokens().tokens;
  return {i == 0 ? 0 : tokens[i - 1].end, i == tokens.size() ? piece_.size() : tokens[i].begin};
}

Punctuation::Punctuation(std::string_view piece, const LineWords& line) : piece_(piece), line_(line) {
  std::size_t apart = 0, close = 0;
  for (std::size_t i = 1; i <= line.words().size(); ++i) {
    const unicode::Span span = gap(i);
    const std::string_view text = piece.substr(span.begin, span.end - span.begin);
    const bool last = i == line.words().size();
    if (text.size() > 1 && text[0] == ' ' && is_mark(text[1]) && (text.size() == 2 ? last : text[2] == ' ')) ++apart;
    if (!text.empty() && is_mark(text[0])) ++close;
  }
  set_apart_ = apart > 1 && apart > close;
}

// A full stop without a space after it ends a sentence between two syllables, the first small, the second with a
// capital.
bool Punctuation::may_end_sentence(std::size_t i) const {
  const std::vector<Token>& tokens = line_.tokens().tokens;
  const auto syllable = [&](std::size_t k) {
    const std::string word = unicode::to_lower(piece_.substr(tokens[k].begin, tokens[k].end - tokens[k].begin));
    return word.size() > 1 && unicode::parse_syllable(word).has_value();
  };
  return tokens[i - 1].case_class == CaseClass::lower && tokens[i].case_class == CaseClass::title && syllable(i - 1) &&
         syllable(i);
}

std::optional<std::string> Punctuation::between(std::size_t i) const {
  const std::vector<Token>& tokens = line_.tokens().tokens;
  if (i == 0 || set_apart_) return std::nullopt;
  const unicode::Span span = gap(i);
  const std::string_view text = piece_.substr(span.begin, span.end - span.begin);
  // One sign, with one space at most on each side: what is stranger was meant.
  const bool space_before = !text.empty() && text[0] == ' ';
  const std::size_t at = space_before ? 1 : 0;
  if (text.size() <= at || !is_mark(text[at])) return std::nullopt;
  const std::string_view rest = text.substr(at + 1);
  if (!rest.empty() && rest != " ") return std::nullopt;
  const bool last = i == tokens.size();
  const auto word = [&](std::size_t k) { return tokens[k].kind == TokenKind::word; };
  if (!word(i - 1) || (!last && !word(i))) return std::nullopt;
  bool missing = !last && rest.empty();
  if (missing && text[at] == '.') missing = may_end_sentence(i);
  if (missing && (text[at] == ':' || text[at] == ';')) missing = false;
  if (missing && !space_before && tokens[i].case_class == CaseClass::upper) missing = false;  // A,B
  if (space_before && !last && rest.empty() && !missing) return std::nullopt;                 // " .net"
  if (!space_before && !missing) return std::nullopt;
  std::string good(1, text[at]);
  if (!last) good += ' ';
  return good;
}
}  // namespace dau::text
