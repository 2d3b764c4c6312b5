// SPDX-License-Identifier: Apache-2.0
// date.cc — 01/12/2023, 2023-12-01, ngày 14/4, 2-9, tháng 4/1969, quý 1/2024, T5/2024, năm 2024, 1-5/3, 1990s.
#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "text/forms/cardinal.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
// Words after which 30/4 is a day.
constexpr std::array<std::string_view, 34> kDayWords = {
    "ngày",    "hôm",     "sáng",    "trưa",     "chiều", "tối", "đêm", "từ",   "đến",   "tới",     "trước",  "sau",
    "dịp",     "lễ",      "mùng",    "mồng",     "rạng",  "nay", "qua", "mai",  "khánh", "thứ hai", "thứ ba", "thứ tư",
    "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật", "vào",   "hạn", "kể",  "sinh", "cuối",  "đầu"};

struct Part {
  int value = -1;
  std::size_t end = 0;
  std::size_t size = 0;
};

Part part_at(const Scan& scan, std::size_t i) {
  const std::size_t end = scan.digits_from(i);
  if (end == i || end - i > 4) return {};
  return {std::stoi(std::string(scan.text.substr(i, end - i))), end, end - i};
}

// Days that have a name of their own, so that their date alone is enough. None of them is a fraction below one.
constexpr std::pair<int, int> kKnownDays[] = {{14, 2}, {27, 2}, {8, 3},  {10, 3},  {26, 3},  {30, 4},  {19, 5},
                                              {21, 6}, {27, 7}, {19, 8}, {20, 10}, {20, 11}, {22, 12}, {25, 12}};
// Days after which streets are named, which may be.
constexpr std::pair<int, int> kStreetDays[] = {{3, 2}, {29, 3}, {2, 4}, {1, 5}, {1, 6}, {2, 9}, {23, 9}, {10, 10}};

template <std::size_t N>
bool listed(const std::pair<int, int> (&days)[N], int day, int month) {
  return std::find(std::begin(days), std::end(days), std::pair(day, month)) != std::end(days);
}

// The day is in the calendar; without a year, as in a leap year.
bool real_day(int day, int month, int year = 2024) {
  return std::chrono::year_month_day{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day))}
      .ok();
}

bool day(const Part& p) { return p.value >= 1 && p.value <= 31 && p.size <= 2; }
bool month(const Part& p) { return p.value >= 1 && p.value <= 12 && p.size <= 2; }
bool year(const Part& p) { return p.value >= 1 && p.size == 4; }
bool separator(char c) { return c == '/' || c == '-' || c == '.'; }

class DateReader {
 public:
  DateReader(const Scan& scan, std::size_t at) : scan_(scan), begin_(at), before_(scan) {}

  MaybeReading read() {
    const Part a = part_at(scan_, begin_);
    if (a.value < 0 || scan_.inside_word(begin_)) return std::nullopt;
    if (before_.last() == "tháng") return after_month(a);
    if (before_.is("quý") && scan_.at(a.end) == '/') return quarter(a);
    if (auto years = decade(a)) return years;
    const char mark = scan_.at(a.end);
    if (separator(mark)) {
      const Part b = part_at(scan_, a.end + 1);
      if (b.value < 0) return std::nullopt;
      if (scan_.at(b.end) == mark)
        if (const Part c = part_at(scan_, b.end + 1); c.value >= 0) return three(a, b, c);
      if (mark == '/') return two(a, b);
      if (scan_.dash(a.end) > 0 && scan_.at(b.end) == '/') return days(a, b);
      if (auto date = joined_day(a, b)) return date;
    }
    return scan_.nemo() && before_.last() != "năm" && !before_.is("năm thứ") ? std::nullopt : year_alone(a);
  }

 private:
  void say_day(int value) {
    if (!street() && !before_.is("ngày") && !before_.is("mùng") && !before_.is("mồng") && words_.empty())
      append_word(words_, "ngày");
    append_cardinal(words_, std::to_string(value), scan_.options);
  }
  void say_month(int value) {
    append_word(words_, "tháng");
    say_month_number(value);
  }
  void say_month_number(int value) {
    if (value == 4)
      append_word(words_, "tư");
    else
      append_cardinal(words_, std::to_string(value), scan_.options);
  }
  void say_year(int value) {
    append_word(words_, "năm");
    append_cardinal(words_, std::to_string(value), scan_.options);
  }

  MaybeReading done(std::size_t end) const {
    // "1/2/2023/QĐ", "3.4.2020.1" and "1/2kg" are no dates.
    if (word_byte(scan_.at(end)) || digit(scan_.at(end))) return std::nullopt;
    if (separator(scan_.at(end)) &&
        (digit(scan_.at(end + 1)) || (scan_.at(end) == '/' && word_byte(scan_.at(end + 1)))) && scan_.at(end) != '-')
      return std::nullopt;
    return Reading{end, FormKind::date, words_};
  }

  MaybeReading three(const Part& a, const Part& b, const Part& c) {
    if (year(a) && month(b) && day(c) && (scan_.nemo() || real_day(c.value, b.value, a.value))) {
      say_day(c.value);
      say_month(b.value);
      say_year(a.value);
      return done(c.end);
    }
    if (!day(a) || !month(b) || c.size == 3 || c.value == 0) return std::nullopt;
    const bool called = before_.is("ngày") || before_.is("mùng") || before_.is("mồng");
    const bool slashed = scan_.at(a.end) == '/' && c.size == 2 && !numbered(scan_);
    if (!year(c) && !called && !slashed && !scan_.nemo()) return std::nullopt;
    say_day(a.value);
    say_month(b.value);
    // 12/5/24 is of this century, up to 68; 12/5/75 of the last.
    const bool short_year = c.size == 2 && !scan_.nemo();
    const int in_full = short_year ? c.value + (c.value <= 68 ? 2000 : 1900) : c.value;
    if (!scan_.nemo() && !real_day(a.value, b.value, in_full)) return std::nullopt;
    say_year(in_full);
    return done(c.end);
  }

  MaybeReading two(const Part& a, const Part& b) {
    if (month(a) && year(b) && b.value >= 1000 && (b.value <= 2200)) {
      if (scan_.nemo()) return std::nullopt;
      say_month(a.value);
      say_year(b.value);
      return done(b.end);
    }
    if (!day(a) || !month(b)) return std::nullopt;
    const bool called = before_.is("ngày") || before_.is("mùng") || before_.is("mồng");
    if (!called && (scan_.nemo() || !day_by_context(a, b))) return std::nullopt;
    if (!scan_.nemo() && !real_day(a.value, b.value)) return std::nullopt;
    if (scan_.at(b.end) == '%') return std::nullopt;
    say_day(a.value);
    say_month(b.value);
    return done(b.end);
  }

  bool day_by_context(const Part& a, const Part& b) const {
    if (before_.any(kDayWords) || scan_.after_date || zero_led(a, b)) return true;
    const bool known = listed(kKnownDays, a.value, b.value);
    return street() ? known || listed(kStreetDays, a.value, b.value) : known && !numbered(scan_);
  }

  // đường 3/2: đường ba tháng hai.
  bool street() const { return before_.is("đường") || before_.is("phố"); }

  // Tối 24-12, sáng 5.9: behind ngày and the parts of the day only, and not where a range of hours or days goes on.
  MaybeReading joined_day(const Part& a, const Part& b) {
    constexpr std::array<std::string_view, 10> kBefore = {"ngày", "sáng", "trưa", "chiều", "tối",
                                                          "đêm",  "lễ",   "mùng", "mồng",  "dịp"};
    constexpr std::array<std::string_view, 12> kCounted = {"giờ",  "h",    "g",   "phút", "tháng", "người",
                                                           "điểm", "ngày", "năm", "con",  "cái",   "lần"};
    if (scan_.nemo() || !day(a) || !month(b) || !real_day(a.value, b.value)) return std::nullopt;
    if (!before_.any(kBefore) && !scan_.after_date) return std::nullopt;
    if (before_.is("các ngày") || before_.is("mỗi ngày") || before_.is("hai ngày")) return std::nullopt;
    const std::string_view next = scan_.word_from(scan_.skip_space(b.end));
    if (std::find(kCounted.begin(), kCounted.end(), next) != kCounted.end()) return std::nullopt;
    const bool decimal = scan_.at(b.end) == ',' && digit(scan_.at(b.end + 1));
    if (scan_.at(b.end) == '%' || scan_.dash(b.end) > 0 || decimal) return std::nullopt;
    say_day(a.value);
    say_month(b.value);
    return done(b.end);
  }

  // 1990s: những năm một nghìn chín trăm chín mươi.
  MaybeReading decade(const Part& a) {
    if (scan_.nemo() || !year(a) || a.value % 10 != 0 || a.value < 1000 || scan_.at(a.end) != 's') return std::nullopt;
    if (before_.last() != "năm" && !before_.is("thập niên") && !before_.is("thập kỷ") && !before_.is("thập kỉ"))
      words_ = "những năm";
    append_cardinal(words_, std::to_string(a.value), scan_.options);
    return done(a.end + 1);
  }

  // 20/08: no one writes a fraction so.
  bool zero_led(const Part& a, const Part& b) const {
    return !numbered(scan_) && ((a.size == 2 && a.value < 10) || (b.size == 2 && b.value < 10));
  }

  // 1-5/3: ngày một đến ngày năm tháng ba.
  MaybeReading days(const Part& a, const Part& b) {
    const Part c = part_at(scan_, b.end + 1);
    if (!day(a) || !day(b) || !month(c) || a.value >= b.value || scan_.nemo()) return std::nullopt;
    if (!before_.any(kDayWords)) return std::nullopt;
    say_day(a.value);
    append_word(words_, "đến");
    append_word(words_, "ngày");
    append_cardinal(words_, std::to_string(b.value), scan_.options);
    say_month(c.value);
    if (!real_day(b.value, c.value)) return std::nullopt;
    if (scan_.at(c.end) != '/') return done(c.end);
    const Part d = part_at(scan_, c.end + 1);
    if (!year(d)) return std::nullopt;
    say_year(d.value);
    return done(d.end);
  }

  // tháng 4, tháng 04/1969, tháng 1 2024.
  MaybeReading after_month(const Part& a) {
    if (!month(a)) return std::nullopt;
    say_month_number(a.value);
    const char mark = scan_.at(a.end);
    const Part b = part_at(scan_, a.end + 1);
    if ((separator(mark) || mark == ' ') && (year(b) || (scan_.nemo() && b.size >= 3 && mark != ' '))) {
      if (mark != '-' || scan_.nemo() || b.value > 1000) {
        say_year(b.value);
        return done(b.end);
      }
    }
    if ((separator(mark) && digit(scan_.at(a.end + 1))) || scan_.dash(scan_.skip_space(a.end)) > 0) return std::nullopt;
    return done(a.end);
  }

  MaybeReading quarter(const Part& a) {
    const Part b = part_at(scan_, a.end + 1);
    if (a.value < 1 || a.value > 4 || !year(b)) return std::nullopt;
    append_cardinal(words_, std::to_string(a.value), scan_.options);
    say_year(b.value);
    return done(b.end);
  }

  // năm 20 SCN, 179 TCN.
  MaybeReading year_alone(const Part& a) {
    const std::size_t begin = scan_.skip_space(a.end);
    const std::string_view word = scan_.word_from(begin);
    if (word.size() != 3 || begin == a.end) return std::nullopt;
    const bool before_christ = word == "TCN" || (scan_.nemo() && word == "tcn");
    if (!before_christ && word != "SCN" && !(scan_.nemo() && word == "scn")) return std::nullopt;
    append_cardinal(words_, std::to_string(a.value), scan_.options);
    append_word(words_, before_christ ? "trước công nguyên" : "sau công nguyên");
    return done(begin + 3);
  }

  const Scan& scan_;
  std::size_t begin_;
  Before before_;
  std::string words_;
};
}  // namespace

MaybeReading date_at(const Scan& scan, std::size_t at) { return DateReader(scan, at).read(); }

// T5/2024, Q1/2024
MaybeReading short_date_at(const Scan& scan, std::size_t at) {
  const bool quarter = scan.at(at) == 'Q';
  if (scan.nemo() || scan.inside_word(at) || (!quarter && scan.at(at) != 'T')) return std::nullopt;
  const Part number = part_at(scan, at + 1);
  if (!month(number) || (quarter && number.value > 4) || scan.at(number.end) != '/') return std::nullopt;
  const Part of = part_at(scan, number.end + 1);
  if (!year(of) || of.value < 1900 || of.value > 2200) return std::nullopt;
  if (word_byte(scan.at(of.end)) || scan.at(of.end) == '/') return std::nullopt;
  Reading reading{of.end, FormKind::date, quarter ? "quý" : "tháng"};
  if (number.value == 4)
    append_word(reading.words, "tư");
  else
    append_cardinal(reading.words, std::to_string(number.value), scan.options);
  append_word(reading.words, "năm");
  append_cardinal(reading.words, std::to_string(of.value), scan.options);
  return reading;
}
}  // namespace dau::text::forms
