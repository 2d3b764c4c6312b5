// SPDX-License-Identifier: Apache-2.0
// atoms.cc — from white space to white space, then from one kind of character to the next.
#include "text/atoms.h"

#include <algorithm>
#include <array>

#include "text/abbreviations.h"
#include "text/characters.h"

namespace dau::text {
namespace {
using namespace std::string_view_literals;

constexpr std::array kNameEndings = {"vn"sv,  "com"sv,  "net"sv,  "org"sv,  "edu"sv, "gov"sv,  "info"sv,
                                     "io"sv,  "html"sv, "htm"sv,  "php"sv,  "js"sv,  "py"sv,   "cc"sv,
                                     "txt"sv, "pdf"sv,  "doc"sv,  "docx"sv, "xls"sv, "xlsx"sv, "jpg"sv,
                                     "png"sv, "csv"sv,  "json"sv, "md"sv,   "zip"sv, "mp3"sv,  "mp4"sv};

CharacterClass class_at(std::string_view line, std::size_t at) { return class_of(unicode::decode_at(line, at).value); }

// The end of the letters, digits and combining marks that begin at `at`.
std::size_t run_end(std::string_view line, std::size_t at, std::size_t end) {
  while (at < end) {
    const auto point = unicode::decode_at(line, at);
    const CharacterClass kind = class_of(point.value);
    if (!is_word_class(kind) && kind != CharacterClass::extend) break;
    at += point.size;
  }
  return at;
}

// The first few letters of a run tell enough; runs may be as long as a line.
struct Run {
  std::size_t letters = 0;
  bool digit = false, lower = false;
};
Run describe(std::string_view run) {
  Run found;
  for (std::size_t i = 0; i < run.size() && found.letters <= 5;) {
    const auto point = unicode::decode_at(run, i);
    const CharacterClass kind = class_of(point.value);
    found.digit |= kind == CharacterClass::digit;
    found.letters += kind == CharacterClass::letter ? 1 : 0;
    // The first letter of a title is a capital: Th.S counts as one.
    found.lower |= kind == CharacterClass::letter && !unicode::is_upper(point.value) && (i == 0 || found.letters > 3);
    i += point.size;
  }
  return found;
}

bool is_name_ending(std::string_view run) {
  return run.size() <= 4 && std::find(kNameEndings.begin(), kNameEndings.end(), run) != kNameEndings.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether the stop or slash between two runs is part of one word.
bool stop_joins(std::string_view left, std::string_view right) {
  if (is_digit(left.back()) && is_digit(right.front())) return true;
  if (is_name_ending(right)) return true;
  const Run l = describe(left);
  return !l.digit && !l.lower && l.letters >= 1 && l.letters <= 4;
}

bool slash_joins(std::string_view left, std::string_view right) {
  const Run l = describe(left), r = describe(right);
  if (l.digit || r.digit) return true;
  return (!l.lower && !r.lower && l.letters <= 5 && r.letters <= 5) || (l.letters <= 2 && r.letters <= 2);
}

bool looks_like_address(std::string_view chunk) {
  if (chunk.size() < 5) return false;
  if (chunk.find("www.") == 0 || chunk.find("://") != std::string_view::npos) return true;
  const std::size_t sign = chunk.find('@');
  return sign != std::string_view::npos && sign > 0 && chunk.find('.', sign) != std::string_view::npos;
}

constexpr std::string_view kOpeners = "([{<\"'";
constexpr std::string_view kClosers = ".,;:!?)]}>\"'";

// The connector at `at`, or 0 characters when it is none.
std::size_t connector_size(std::string_view line, std::size_t at) {
  const char c = line[at];
  if (c == '-' || c == '\'' || c == '&' || c == '_' || c == '.' || c == ',' || c == ':' || c == '/') return 1;
  return line.substr(at, 3) == "’" ? 3 : 0;
}
}  // namespace

// Looks for an address in the chunk that begins at at_.
void Atoms::open_chunk() {
  chunk_end_ = at_;
  while (chunk_end_ < line_.size()) {
    const auto point = unicode::decode_at(line_, chunk_end_);
    if (class_of(point.value) == CharacterClass::space) break;
    chunk_end_ += point.size;
  }
  const std::string_view chunk = line_.substr(at_, chunk_end_ - at_);
  address_begin_ = address_end_ = chunk_end_;
  if (!looks_like_address(chunk)) return;
  const std::size_t first = chunk.find_first_not_of(kOpeners), last = chunk.find_last_not_of(kClosers);
  if (first == std::string_view::npos || last == std::string_view::npos || last < first) return;
  address_begin_ = at_ + first;
  address_end_ = at_ + last + 1;
}

Atom Atoms::take(std::size_t end, AtomKind kind) {
  const Atom atom{at_, end, kind};
  if (kind == AtomKind::word) lower_before_ = !unicode::is_upper(unicode::decode_at(line_, at_).value);
  at_ = end;
  return atom;
}

// Where the word goes on behind the sign at `at`, or `at` itself when it ends there. `segment`: where the last run of
// letters and digits began.
std::size_t Atoms::connected(std::size_t word, std::size_t segment, std::size_t at) const {
  static_cast<void>(word);
  const std::size_t size = connector_size(line_, at);
  const std::size_t next = at + size;
  if (size == 0 || next >= chunk_end_ || !is_word_class(class_at(line_, next))) return at;
  const char sign = line_[at];
  if (sign != '.' && sign != '/' && sign != ',' && sign != ':') return next;
  const std::string_view left = line_.substr(segment, at - segment);
  if (sign == ',' || sign == ':') return is_digit(left.back()) && is_digit(line_[next]) ? next : at;
  // Six letters are enough to judge by, and keep the cost linear.
  const std::string_view right = line_.substr(next, run_end(line_, next, std::min(chunk_end_, next + 24)) - next);
  return (sign == '.' ? stop_joins(left, right) : slash_joins(left, right)) ? next : at;
}

// The end with the full stop, when that belongs to the word and not to the sentence.
std::size_t Atoms::with_stop(std::size_t word, std::size_t end) const {
  const std::size_t behind = end + 1;
  if (behind < chunk_end_ && line_[behind] == '.') return end;
  std::size_t next = behind;
  while (next < line_.size() && line_[next] == ' ') ++next;
  if (next >= line_.size()) return end;
  const auto point = unicode::decode_at(line_, next);
  const std::string_view text = line_.substr(word, end - word);
  const bool upper = unicode::is_upper(point.value);
  if (is_initials(text)) return upper && lower_before_ ? end : behind;
  const bool named = upper || class_of(point.value) == CharacterClass::digit;
  return named && abbreviation(text) == Abbreviation::title && !is_digit(text.front()) ? behind : end;
}

std::size_t Atoms::word_end(std::size_t begin) {
  std::size_t segment = begin;
  std::size_t end = run_end(line_, begin, chunk_end_);
  while (end < chunk_end_) {
    const std::size_t next = connected(begin, segment, end);
    if (next == end) break;
    segment = next;
    end = run_end(line_, next, chunk_end_);
  }
  if (end == chunk_end_) return end;
  if (line_[end] == '%' && is_digit(line_[end - 1])) return end + 1;
  return line_[end] == '.' ? with_stop(begin, end) : end;
}

// One mark with what combines with it; a run of the same . ! ? - * = ~, and a run of symbols, is one.
std::size_t Atoms::mark_end(std::size_t begin) const {
  const auto first = unicode::decode_at(line_, begin);
  const CharacterClass kind = class_of(first.value);
  const bool runs = first.value < 0x80 && std::string_view(".!?-*=~_").find(line_[begin]) != std::string_view::npos;
  std::size_t end = begin + first.size;
  while (end < chunk_end_) {
    const auto point = unicode::decode_at(line_, end);
    const CharacterClass next = class_of(point.value);
    const bool same = (runs && point.value == first.value) || (kind == CharacterClass::symbol && next == kind);
    if (!same && next != CharacterClass::extend) break;
    end += point.size;
  }
  return end;
}

std::optional<Atom> Atoms::next() {
  while (at_ < line_.size() && at_ >= chunk_end_) {
    const auto point = unicode::decode_at(line_, at_);
    if (class_of(point.value) == CharacterClass::space)
      at_ += point.size;
    else
      open_chunk();
  }
  if (at_ >= line_.size()) return std::nullopt;
  if (at_ == address_begin_ && address_begin_ < address_end_) return take(address_end_, AtomKind::word);
  if (!is_word_class(class_at(line_, at_))) return take(mark_end(at_), AtomKind::mark);
  return take(word_end(at_), AtomKind::word);
}
}  // namespace dau::text
