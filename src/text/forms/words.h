// SPDX-License-Identifier: Apache-2.0
// words.h — the words of a line, and which of them are number words.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dau::text::forms {
enum class Kind : std::uint8_t {
  other,
  digit,     // không … chín, bẩy; `value` 0 to 9
  last,      // mốt 1, tư 4, lăm and nhăm 5: only behind others
  half,      // rưỡi
  ten,       // mười
  tens,      // mươi
  hundred,   // trăm
  thousand,  // nghìn, ngàn
  million,   // triệu
  billion,   // tỷ, tỉ
  myriad,    // vạn
  zero,      // linh, lẻ
  point,     // phẩy, chấm
  minus,     // âm, trừ
  part,      // phần, trên, chia
  letter,    // one letter of ASCII that is none of the above
};

struct Word {
  std::size_t begin = 0, end = 0;  // bytes of the line
  Kind kind = Kind::other;
  std::uint8_t value = 0;
  bool joined = false;  // only spaces stand between this word and the one before
};

// The words of a line, a word being a run of letters or of ASCII digits.
class Words {
 public:
  explicit Words(std::string_view line);

  std::size_t size() const { return words_.size(); }
  const Word& operator[](std::size_t i) const { return words_[i]; }
  std::string_view line() const { return line_; }

  // Word `i` is there and goes on the words before it: only spaces stand between.
  bool follows(std::size_t i) const { return i < words_.size() && words_[i].joined; }
  // The same, with a hyphen alone between: ki-lô-gam.
  bool hyphened(std::size_t i) const {
    return i > 0 && i < words_.size() && words_[i].begin - words_[i - 1].end == 1 && line_[words_[i - 1].end] == '-';
  }
  bool is(std::size_t i, Kind kind) const { return i < words_.size() && words_[i].kind == kind; }
  bool next(std::size_t i, Kind kind) const { return follows(i) && words_[i].kind == kind; }
  // Word `i` in lower case; empty beyond the end.
  std::string lower(std::size_t i) const;
  bool is(std::size_t i, std::string_view lower_word) const { return i < words_.size() && lower(i) == lower_word; }
  bool next(std::size_t i, std::string_view lower_word) const { return follows(i) && lower(i) == lower_word; }
  // Word i-1 stands right before word i and is this.
  bool behind(std::size_t i, std::string_view lower_word) const {
    return i > 0 && words_[i].joined && lower(i - 1) == lower_word;
  }
  bool has_numbers() const { return has_numbers_; }

 private:
  std::string_view line_;
  std::vector<Word> words_;
  bool has_numbers_ = false;
};
}  // namespace dau::text::forms
