// SPDX-License-Identifier: Apache-2.0
#include "text/forms/words.h"

#include <unordered_map>

#include "dau/unicode/case.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
struct Meaning {
  Kind kind;
  std::uint8_t value;
};

const std::unordered_map<std::string_view, Meaning>& meanings() {
  static const std::unordered_map<std::string_view, Meaning> table = {
      {"không", {Kind::digit, 0}},   {"một", {Kind::digit, 1}},      {"hai", {Kind::digit, 2}},
      {"ba", {Kind::digit, 3}},      {"bốn", {Kind::digit, 4}},      {"năm", {Kind::digit, 5}},
      {"sáu", {Kind::digit, 6}},     {"bảy", {Kind::digit, 7}},      {"bẩy", {Kind::digit, 7}},
      {"tám", {Kind::digit, 8}},     {"chín", {Kind::digit, 9}},     {"mốt", {Kind::last, 1}},
      {"tư", {Kind::last, 4}},       {"lăm", {Kind::last, 5}},       {"nhăm", {Kind::last, 5}},
      {"rưỡi", {Kind::half, 5}},     {"mười", {Kind::ten, 0}},       {"mươi", {Kind::tens, 0}},
      {"trăm", {Kind::hundred, 0}},  {"nghìn", {Kind::thousand, 0}}, {"ngàn", {Kind::thousand, 0}},
      {"triệu", {Kind::million, 0}}, {"tỷ", {Kind::billion, 0}},     {"tỉ", {Kind::billion, 0}},
      {"vạn", {Kind::myriad, 0}},    {"linh", {Kind::zero, 0}},      {"lẻ", {Kind::zero, 0}},
      {"phẩy", {Kind::point, 0}},    {"chấm", {Kind::point, 1}},     {"âm", {Kind::minus, 0}},
      {"trừ", {Kind::minus, 1}},     {"phần", {Kind::part, 0}},      {"trên", {Kind::part, 1}},
      {"chia", {Kind::part, 2}}};
  return table;
}

bool has_upper(std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    const auto [c, size] = unicode::decode_at(word, i);
    if (unicode::is_upper(c)) return true;
    i += size;
  }
  return false;
}

Meaning meaning_of(std::string_view word) {
  if (word.size() > 8) return {Kind::other, 0};  // nghìn takes 6 bytes, triệu 7
  if (word.size() == 1 && ascii_letter(word[0])) return {Kind::letter, 0};
  auto found = meanings().find(word);
  if (found == meanings().end() && (static_cast<unsigned char>(word[0]) >= 0x80 || ascii_upper(word[0])) &&
      has_upper(word))
    found = meanings().find(unicode::to_lower(word));
  return found == meanings().end() ? Meaning{Kind::other, 0} : found->second;
}

bool part_of_word(char c) { return word_byte(c) || digit(c); }
}  // namespace

Words::Words(std::string_view line) : line_(line) {
  words_.reserve(line.size() / 5 + 1);
  bool spaces = true;
  for (std::size_t i = 0; i < line.size();) {
    if (!part_of_word(line[i])) {
      spaces &= line[i] == ' ' || line[i] == '\t';
      i += unicode::decode_at(line, i).size;
      continue;
    }
    Word word{i, i, Kind::other, 0, !words_.empty() && spaces && words_.back().end < i};
    const bool letters = word_byte(line[i]);
    while (word.end < line.size() && (letters ? word_byte(line[word.end]) : digit(line[word.end]))) ++word.end;
    const auto [kind, value] = meaning_of(line.substr(i, word.end - i));
    word.kind = kind;
    word.value = value;
    has_numbers_ |= kind != Kind::other && kind != Kind::letter;
    i = word.end;
    spaces = true;
    words_.push_back(word);
  }
}

std::string Words::lower(std::size_t i) const {
  if (i >= words_.size()) return {};
  return unicode::to_lower(line_.substr(words_[i].begin, words_[i].end - words_[i].begin));
}
}  // namespace dau::text::forms
