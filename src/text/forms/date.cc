// SPDX-License-Identifier: Apache-2.0
// date.cc — 01/12/2023, 2023-12-01, ngày 14/4, tháng 4/1969, quý 1/2024, năm 2024, 1-5/3.
#include <array>

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
    const char mark = scan_.at(a.end);
    if (separator(mark)) {
      const Part b = part_at(scan_, a.end + 1);
      if (b.value < 0) return std::nullopt;
      if (scan_.at(b.end) == mark)
        if (const Part c = part_at(scan_, b.end + 1); c.value >= 0) return three(a, b, c);
      if (mark == '/') return two(a, b);
      if (scan_.dash(a.end) > 0 && scan_.at(b.end) == '/') return days(a, b);
    }
    if (before_.last() == "năm" || before_.is("năm thứ")) return year_alone(a);
    return std::nullopt;
  }

 private:
  void say_day(int value) {
    if (!before_.is("ngày") && !before_.is("mùng") && !before_.is("mồng") && words_.empty())
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
    if (year(a) && month(b) && day(c)) {
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
    say_year(short_year ? c.value + (c.value <= 68 ? 2000 : 1900) : c.value);
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
    if (!called && (scan_.nemo() || !(before_.any(kDayWords) || scan_.after_date || zero_led(a, b))))
      return std::nullopt;
    if (scan_.at(b.end) == '%') return std::nullopt;
    say_day(a.value);
    say_month(b.value);
    return done(b.end);
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

  // năm 20 SCN, năm 179 TCN.
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
}  // namespace dau::text::forms
