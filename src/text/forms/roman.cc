// SPDX-License-Identifier: Apache-2.0
// roman.cc — Roman numerals where the words before say that they are: thế kỷ XXI, chương IV, Đại hội XIII.
#include <array>

#include "dau/unicode/case.h"
#include "dau/unicode/syllable.h"
#include "text/forms/cardinal.h"
#include "text/forms/lexicon.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
constexpr std::pair<int, std::string_view> kParts[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                                                       {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                                                       {5, "V"},    {4, "IV"},   {1, "I"}};

// The value of a numeral in its one right spelling, 1 to 3999; else 0.
int value_of(std::string_view numeral) {
  int value = 0;
  std::string_view rest = numeral;
  for (const auto& [number, letters] : kParts)
    for (int times = 0; rest.starts_with(letters) && times < 3; ++times) {
      value += number;
      rest.remove_prefix(letters.size());
    }
  if (!rest.empty() || value > 3999) return 0;
  std::string spelt;
  int left = value;
  for (const auto& [number, letters] : kParts)
    for (; left >= number; left -= number) spelt += letters;
  return spelt == numeral ? value : 0;
}

bool keyed(const Scan& scan, const Before& before) {
  const std::string& last = before.last();
  for (const auto& [word, entry] : roman_words()) {
    const bool here = entry.reading == "both" || (entry.reading == "nemo") == scan.nemo();
    if (here && word.ends_with(last) && before.is(word)) return true;
  }
  return false;
}

// Louis XIV, Elizabeth II: behind a name that is not Vietnamese.
bool behind_foreign_name(const Scan& scan, const Before& before, std::string_view numeral) {
  const std::string& last = before.last();
  if (numeral.size() < 2 || last.size() < 3 || scan.said.size() <= last.size()) return false;
  if (numeral.find_first_not_of("IVX") != numeral.npos) return false;
  for (const char c : last)
    if (!ascii_lower(c)) return false;
  const std::size_t space = scan.said.find_last_not_of(' ');
  const std::string_view name = scan.said.substr(space + 1 - last.size(), last.size());
  return ascii_upper(name[0]) && ascii_lower(name[1]) && !unicode::parse_syllable(last);
}
// quý III/2024, quý IV-2023
void take_year(const Scan& scan, Reading& reading) {
  const char mark = scan.at(reading.end);
  const std::size_t year = scan.digits_from(reading.end + 1);
  if (scan.nemo() || (mark != '/' && mark != '-') || year - reading.end != 5) return;
  append_word(reading.words, "năm");
  append_cardinal(reading.words, scan.text.substr(reading.end + 1, 4), scan.options);
  reading.end = year;
}
}  // namespace

MaybeReading roman_at(const Scan& scan, std::size_t at) {
  if (scan.inside_word(at)) return std::nullopt;
  const std::string_view word = scan.word_from(at);
  if (word.empty() || word.size() > 15 || digit(scan.at(at + word.size()))) return std::nullopt;
  const bool upper = ascii_upper(word[0]);
  if (!upper && !scan.nemo()) return std::nullopt;
  const std::string numeral = unicode::to_upper(word);
  if (numeral != word && numeral != unicode::to_upper(word)) return std::nullopt;
  for (const char c : word)
    if (!(upper ? ascii_upper(c) : ascii_lower(c))) return std::nullopt;
  const int value = value_of(numeral);
  if (value == 0) return std::nullopt;
  const Before before(scan);
  if (before.last().empty()) return std::nullopt;
  if (!keyed(scan, before) && (scan.nemo() || !behind_foreign_name(scan, before, numeral))) return std::nullopt;
  Reading reading{at + word.size(), FormKind::roman, {}};
  const bool ordinal = before.is("thứ") && !scan.nemo();
  if (ordinal && value == 1)
    reading.words = "nhất";
  else if (ordinal && value == 4)
    reading.words = "tư";
  else
    append_cardinal(reading.words, std::to_string(value), scan.options);
  // thế kỷ XV-XVII, thế kỷ XIX và XX.
  for (const std::string_view joint : {"-", "–", "/", " và ", ", "}) {
    if (scan.nemo() || !scan.starts(reading.end, joint)) continue;
    const std::string_view next = scan.word_from(reading.end + joint.size());
    const int end_value = next.empty() ? 0 : value_of(next);
    if (end_value <= value) continue;
    if (joint == " và " || joint == ", ")
      reading.words += joint;
    else
      append_word(reading.words, joint == "/" ? "" : "đến "), reading.words += joint == "/" ? " " : "";
    std::string words;
    append_cardinal(words, std::to_string(end_value), scan.options);
    reading.words += words;
    reading.end += joint.size() + next.size();
    break;
  }
  if (before.is("quý")) take_year(scan, reading);
  return reading;
}
}  // namespace dau::text::forms
