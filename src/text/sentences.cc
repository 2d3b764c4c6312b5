// SPDX-License-Identifier: Apache-2.0
// sentences.cc — at each . ! ? … the words before and the characters behind decide whether a sentence ends.
#include "dau/text/sentences.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/json.h"
#include "dau/unicode/normalize.h"
#include "text/abbreviations.h"
#include "text/characters.h"

namespace dau::text {
namespace {
using namespace std::string_view_literals;

constexpr std::size_t kLookAhead = 400;  // bytes in which a bracket or quotation must close to hold a sentence together
constexpr std::size_t kMostWord = 40;    // bytes of the word before a full stop that are looked at

bool is_terminator(char32_t c) {
  return c == U'.' || c == U'!' || c == U'?' || c == U'…' || c == U'。' || c == U'！' || c == U'？';
}
bool is_closer(char32_t c) {
  return c == U'"' || c == U'\'' || c == U')' || c == U']' || c == U'}' || c == U'”' || c == U'’' || c == U'»';
}
bool is_opener(char32_t c) {
  return c == U'"' || c == U'\'' || c == U'(' || c == U'[' || c == U'{' || c == U'“' || c == U'‘' || c == U'«';
}
bool is_dash(char32_t c) { return c == U'-' || c == U'–' || c == U'—' || c == U'*' || c == U'•' || c == U'+'; }
bool is_space(char32_t c) { return class_of(c) == CharacterClass::space; }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

// Parts of laws and books that a number follows, in lower case.
constexpr std::array kNumbered = {"điều"sv,    "khoản"sv,     "điểm"sv,     "mục"sv,     "chương"sv,  "phần"sv,
                                  "bài"sv,     "câu"sv,       "bước"sv,     "tiết"sv,    "hình"sv,    "bảng"sv,
                                  "chapter"sv, "quyển"sv,     "tập"sv,      "hồi"sv,     "phụ lục"sv, "tiểu mục"sv,
                                  "ví dụ"sv,   "chú thích"sv, "phần thứ"sv, "section"sv, "article"sv};
constexpr std::array kSpelled = {"nhất"sv, "hai"sv, "ba"sv,  "tư"sv,   "bốn"sv, "năm"sv,
                                 "sáu"sv,  "bảy"sv, "tám"sv, "chín"sv, "mười"sv};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_roman(std::string_view word) {
  return !word.empty() && word.size() <= 6 && word.find_first_not_of("IVXLC") == std::string_view::npos;
}

// 1  12  1.2  1.2.3  a  đ  IV  A1
bool is_item_number(std::string_view word) {
  if (word.empty() || word.size() > 12) return false;
  if (is_roman(word)) return true;
  std::size_t digits = 0, letters = 0, other = 0;
  for (std::size_t i = 0; i < word.size();) {
    const auto point = unicode::decode_at(word, i);
    const CharacterClass kind = class_of(point.value);
    digits += kind == CharacterClass::digit ? 1 : 0;
    letters += kind == CharacterClass::letter ? 1 : 0;
    other += kind != CharacterClass::digit && kind != CharacterClass::letter && point.value != U'.' ? 1 : 0;
    i += point.size;
  }
  return other == 0 && letters <= 1 && digits <= 6 && digits + letters > 0;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// What stands before the full stop of a list item or a heading's number: "1", "a", "Điều 5", "Phần thứ nhất".
bool is_item_label(std::string_view begun) {
  begun = trimmed(begun);
  if (begun.empty() || begun.size() > kMostWord) return false;
  const auto first = unicode::decode_at(begun, 0);
  if (is_dash(first.value) || is_opener(first.value)) begun = trimmed(begun.substr(first.size));
  const std::size_t space = begun.rfind(' ');
  if (space == std::string_view::npos) return is_item_number(begun);
  const std::string label = unicode::to_lower(unicode::to_nfc(trimmed(begun.substr(0, space))));
  const std::string_view number = begun.substr(space + 1);
  if (!contains(kNumbered, label)) return false;
  return is_item_number(number) || contains(kSpelled, unicode::to_lower(unicode::to_nfc(number)));
}

// What follows a possible end.
struct Behind {
  bool nothing = false;  // but white space
  bool spaced = false;
  bool upper = false, lower = false, digit = false;
  char32_t first = 0;
  std::size_t at = 0;
};

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {
    for (std::size_t i = 0; i < text.size() && informal_;) {
      const auto point = unicode::decode_at(text, i);
      informal_ = !unicode::is_upper(point.value);
      i += point.size;
    }
  }

  template <class Sink>
  void run(Sink&& sink) {
    std::size_t at = 0;
    while (at < text_.size()) {
      const auto point = unicode::decode_at(text_, at);
      std::size_t next = at + point.size;
      if (point.value == U'\n') {
        close(at, sink);
        begin_ = next;
        depth_ = 0;
      } else if (is_terminator(point.value)) {
        next = run_end(at);
        const std::size_t end = closers_end(next);
        if (at >= held_ && ends_here(at, next, end)) {
          close(end, sink);
          begin_ = end;
          next = end;
          depth_ = 0;
        } else {
          note_brackets(next, end);
          next = end;
        }
      } else {
        note_bracket(point.value, at);
        note_quote(point.value, at);
      }
      at = next;
    }
    close(text_.size(), sink);
  }

 private:
  // Hands on [begin_, end) without the white space at its ends.
  template <class Sink>
  void close(std::size_t end, Sink&& sink) {
    while (begin_ < end) {
      const auto point = unicode::decode_at(text_, begin_);
      if (!is_space(point.value)) break;
      begin_ += point.size;
    }
    while (end > begin_) {
      const auto point = decode_before(text_, end);
      if (!is_space(point.value)) break;
      end -= point.size;
    }
    if (begin_ < end) sink(Span{begin_, end});
  }

  void note_bracket(char32_t c, std::size_t at) {
    if (c == U'(' || c == U'[') {
      const char closer = c == U'(' ? ')' : ']';
      const std::string_view near = text_.substr(at, kLookAhead);
      if (near.find(closer) != std::string_view::npos) ++depth_;
    } else if ((c == U')' || c == U']') && depth_ > 0) {
      --depth_;
    }
  }
  void note_brackets(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) note_bracket(static_cast<unsigned char>(text_[i]), i);
  }
  // "Tôi đi. Anh ở lại." rồi bỏ đi: what is quoted is a part of its sentence where that goes on behind it. In text
  // without any capitals a small letter does not show whether it does.
  void note_quote(char32_t c, std::size_t at) {
    if (at < held_) return;
    const std::size_t close = quote_end(c, at);
    if (close != std::string_view::npos && goes_on(look_behind(close))) held_ = close;
  }
  bool goes_on(const Behind& behind) const {
    return !behind.nothing && ((behind.lower && !informal_) || behind.first == U',' || behind.first == U';');
  }
  // Behind the sign that closes the quotation that `c` opens; npos where it opens none, or that does not close soon.
  std::size_t quote_end(char32_t c, std::size_t at) const {
    if (c != U'"' && c != U'“' && c != U'«') return std::string_view::npos;
    const std::string_view open = c == U'"' ? "\""sv : c == U'“' ? "“"sv : "«"sv;
    const std::string_view shut = c == U'"' ? "\""sv : c == U'“' ? "”"sv : "»"sv;
    if (c == U'"' && at > begin_ && !is_space(decode_before(text_, at).value)) return std::string_view::npos;
    const std::size_t from = at + open.size();
    const std::string_view near = text_.substr(from, kLookAhead);
    const std::size_t end = near.find(shut);
    if (end == std::string_view::npos || near.find('\n') < end || near.find(open) < end) return std::string_view::npos;
    return from + end + shut.size();
  }

  std::size_t run_end(std::size_t at) const {
    while (at < text_.size()) {
      const auto point = unicode::decode_at(text_, at);
      if (!is_terminator(point.value) && class_of(point.value) != CharacterClass::extend) break;
      at += point.size;
    }
    return at;
  }

  // Behind the quotes, brackets and notes like [12] that belong to the sentence before.
  std::size_t closers_end(std::size_t at) const {
    while (at < text_.size()) {
      const auto point = unicode::decode_at(text_, at);
      if (point.value == U'[' && note_end(at) > at) {
        at = note_end(at);
        continue;
      }
      if (!is_closer(point.value) || opens_next(at, point.value)) break;
      at += point.size;
    }
    return symbols_end(at);
  }
  // Emoji after the stop belong to what they comment on.
  std::size_t symbols_end(std::size_t end) const {
    for (std::size_t at = end; at < text_.size();) {
      const auto point = unicode::decode_at(text_, at);
      const CharacterClass kind = class_of(point.value);
      const bool after_symbol = kind == CharacterClass::extend && at == end;
      if (point.value != U' ' && kind != CharacterClass::symbol && !after_symbol) break;
      at += point.size;
      if (point.value != U' ') end = at;
    }
    return end;
  }
  std::size_t note_end(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < text_.size() && end < at + 5 && is_ascii_digit(text_[end])) ++end;
    return end > at + 1 && end < text_.size() && text_[end] == ']' ? end + 1 : at;
  }
  // A straight quote right before a letter opens what comes next: Đi."Anh
  bool opens_next(std::size_t at, char32_t quote) const {
    if (quote != U'"' && quote != U'\'') return false;
    return at + 1 < text_.size() && class_of(unicode::decode_at(text_, at + 1).value) == CharacterClass::letter;
  }

  Behind look_behind(std::size_t at) const {
    Behind behind;
    const std::size_t from = at;
    while (at < text_.size()) {
      const auto point = unicode::decode_at(text_, at);
      if (point.value == U'\n' || !is_space(point.value)) break;
      at += point.size;
    }
    behind.spaced = at > from;
    behind.nothing = at >= text_.size() || text_[at] == '\n';
    if (behind.nothing) return behind;
    behind.at = at;
    behind.first = unicode::decode_at(text_, at).value;
    // The first letter or digit behind opening signs and dashes.
    for (int signs = 0; at < text_.size() && signs < 4; ++signs) {
      const auto point = unicode::decode_at(text_, at);
      const CharacterClass kind = class_of(point.value);
      if (kind == CharacterClass::letter || kind == CharacterClass::digit) {
        behind.digit = kind == CharacterClass::digit;
        behind.upper = unicode::is_upper(point.value);
        behind.upper = behind.upper || is_item(at);
        behind.lower = kind == CharacterClass::letter && !behind.upper;
        break;
      }
      if (!is_opener(point.value) && !is_dash(point.value) && !is_space(point.value)) break;
      at += point.size;
    }
    return behind;
  }

  // a)  đ.
  bool is_item(std::size_t at) const {
    const std::size_t sign = at + unicode::decode_at(text_, at).size;
    const std::string_view two = text_.substr(std::min(sign, text_.size()), 2);
    return two == ") " || two == ". ";
  }

  // The word that ends at `end`, without opening signs; at most its last kMostWord bytes.
  std::string_view word_before(std::size_t end) const {
    std::size_t begin = end;
    while (begin > begin_ && end - begin < kMostWord) {
      const auto point = decode_before(text_, begin);
      if (is_space(point.value) || is_opener(point.value) || is_closer(point.value) || point.value == U',' ||
          point.value == U';')
        break;
      begin -= point.size;
    }
    return text_.substr(begin, end - begin);
  }

  bool capital_before(std::size_t word_begin) const {
    while (word_begin > begin_ && text_[word_begin - 1] == ' ') --word_begin;
    const std::string_view before = word_before(word_begin);
    return before.empty() ? word_begin == begin_ : unicode::is_upper(unicode::decode_at(before, 0).value);
  }

  // 30. 4. 1975
  bool is_spaced_date(std::string_view word, std::size_t next) const {
    if (word.size() > 2 || !std::all_of(word.begin(), word.end(), is_ascii_digit)) return false;
    std::size_t end = next;
    while (end < text_.size() && end < next + 4 && is_ascii_digit(text_[end])) ++end;
    const std::size_t digits = end - next;
    return digits == 4 || (digits >= 1 && digits <= 2 && end < text_.size() && text_[end] == '.');
  }

  // One full stop, white space behind it.
  bool stop_ends(std::size_t at, const Behind& behind) const {
    const std::string_view word = word_before(at);
    if (is_item_label(text_.substr(begin_, at - begin_))) return false;
    if (word.empty()) return !behind.lower;
    const auto first = unicode::decode_at(word, 0);
    const bool one_small_letter = word.size() == first.size && !unicode::is_upper(first.value);
    switch (one_small_letter && !behind.digit && word != "đ" ? Abbreviation::none
                                                             : abbreviation(unicode::to_nfc(word))) {
      case Abbreviation::title:
        return false;
      case Abbreviation::trailing:
        return behind.upper && !behind.digit;  // not so "tr. 5. Hết"
      case Abbreviation::none:
        break;
    }
    if (is_initials(word) && (word.size() > 3 || capital_before(at - word.size())) && !behind.digit)
      return word.size() > 3;
    if (is_spaced_date(word, behind.at)) return false;
    return informal_ ? !behind.digit || !is_ascii_digit(word.back()) : !behind.lower;
  }

  // No white space behind: đi học.Hôm nay — a word of small letters before, a capital and a small letter behind.
  bool is_missing_space(std::size_t at, std::size_t end) const {
    const std::string_view word = word_before(at);
    if (word.size() < 2 || word.find_first_of("./:@-_") != std::string_view::npos) return false;
    for (std::size_t i = 0; i < word.size();) {
      const auto point = unicode::decode_at(word, i);
      const CharacterClass kind = class_of(point.value);
      if (kind != CharacterClass::extend && (kind != CharacterClass::letter || unicode::is_upper(point.value))) {
        if (i != 0) return false;
      }
      i += point.size;
    }
    const auto next = unicode::decode_at(text_, end);
    const std::size_t second = end + next.size;
    if (!unicode::is_upper(next.value) || second >= text_.size()) return false;
    const char32_t c = unicode::decode_at(text_, second).value;
    return class_of(c) == CharacterClass::extend || (class_of(c) == CharacterClass::letter && !unicode::is_upper(c)) ||
           is_space(c);
  }

  // A run of terminators [at, run) with closing signs up to `end`.
  bool ends_here(std::size_t at, std::size_t run, std::size_t end) const {
    const Behind behind = look_behind(end);
    if (behind.nothing) return true;
    if (depth_ > closed(run, end)) return false;
    const bool stop = text_.substr(at, run - at) == ".";
    if (!behind.spaced) {
      if (end == run && stop) return is_missing_space(at, end);
      if (end == run && text_[at] != '.' && behind.first < 0x80 && class_of(behind.first) == CharacterClass::mark)
        return false;
      return behind.upper && (end > run || is_missing_space(at, end));
    }
    // , ; : ) go on with the sentence.
    if (behind.first == U',' || behind.first == U';' || behind.first == U':' || behind.first == U')') return false;
    if (stop && end == run) return stop_ends(at, behind);
    const std::string_view signs = text_.substr(at, run - at);
    const bool dots = signs.front() == '.' || signs.substr(0, 3) == "…"sv;
    const bool bare = at > 0 && is_opener(decode_before(text_, at).value);  // (...) and "…
    if (dots && bare && end > run) return false;
    if (behind.lower) return informal_ ? !dots : end == run && !dots;
    return true;
  }
  int closed(std::size_t from, std::size_t to) const {
    return static_cast<int>(std::count_if(text_.begin() + static_cast<std::ptrdiff_t>(from),
                                          text_.begin() + static_cast<std::ptrdiff_t>(to),
                                          [](char c) { return c == ')' || c == ']'; }));
  }

  std::string_view text_;
  std::size_t begin_ = 0;  // of the sentence
  std::size_t held_ = 0;   // before this, stops are inside a quotation and end nothing
  int depth_ = 0;          // of brackets that close soon
  bool informal_ = true;   // no capital anywhere
};
}  // namespace

Result<void> sentences_each(std::string_view text, const std::function<void(Span)>& sink) {
  DAU_CHECK(unicode::check_utf8(text));
  Splitter(text).run(sink);
  return {};
}

Result<std::vector<Span>> sentences(std::string_view text) {
  std::vector<Span> found;
  DAU_CHECK(sentences_each(text, [&](Span sentence) { found.push_back(sentence); }));
  return found;
}

std::string sentences_json(std::span<const Span> sentences) {
  json::Value array = json::Value::array();
  for (const auto& [begin, end] : sentences) array.push_back({{"begin", begin}, {"end", end}});
  return json::dump(array);
}
}  // namespace dau::text
