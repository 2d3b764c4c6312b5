// SPDX-License-Identifier: Apache-2.0
// time.cc — 14:30, 14h30, 8h, 59p59s, 5:20:35, with a time zone behind; 15' and 5'30".
#include <array>

#include "dau/unicode/case.h"
#include "text/forms/cardinal.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
constexpr std::array<std::string_view, 10> kZones = {"GMT", "UTC", "CST", "PST", "EST",
                                                     "JST", "ICT", "PT",  "ET",  "CET"};
constexpr std::array<std::string_view, 5> kPartsOfDay = {"sáng", "trưa", "chiều", "tối", "đêm"};
constexpr std::array<std::string_view, 12> kAtTimes = {"lúc",   "vào", "từ",   "đến",   "tới",    "hồi",
                                                       "trước", "sau", "sáng", "chiều", "khoảng", "tối"};

// One or two digits at `i` up to `limit`: their value, else -1.
int small_at(const Scan& scan, std::size_t i, int limit) {
  const std::size_t end = scan.digits_from(i);
  if (end == i || end - i > 2) return -1;
  const int value = std::stoi(std::string(scan.text.substr(i, end - i)));
  return value <= limit ? value : -1;
}

class TimeReader {
 public:
  TimeReader(const Scan& scan, std::size_t at) : scan_(scan), begin_(at) {}

  MaybeReading read() {
    if (auto signs = minute_signs()) return signs;
    const int first = small_at(scan_, begin_, 99);
    if (first < 0) return std::nullopt;
    const std::size_t end = scan_.digits_from(begin_);
    if (scan_.at(end) == ':') return clock(first, end);
    const char unit = scan_.at(end);
    if ((unit == 'h' || unit == 'g') && first <= 24) return hours(first, end);
    if (unit == 'H' && first <= 24 && !scan_.nemo()) return hours(first, end);
    if (unit == 'p') return minutes(first, end);
    if (unit == 's' && !word_byte(scan_.at(end + 1)) && !digit(scan_.at(end + 1)) && scan_.at(end + 1) != '/') {
      unit_word(first, "giây");
      return done(end + 1);
    }
    return std::nullopt;
  }

 private:
  // The size of one of `signs` at `i`, else 0.
  template <std::size_t N>
  std::size_t sign_at(std::size_t i, const std::array<std::string_view, N>& signs) const {
    for (const std::string_view sign : signs)
      if (scan_.starts(i, sign)) return sign.size();
    return 0;
  }

  // A quotation mark stands open before the number: 'gói 15'.
  bool quoted() const {
    const std::string_view near = scan_.text.substr(begin_ > kNear ? begin_ - kNear : 0, std::min(begin_, kNear));
    if (near.rfind("‘") != near.npos && near.find("’", near.rfind("‘")) == near.npos) return true;
    const std::size_t mark = near.rfind('\'');
    return mark != near.npos && (mark == 0 || near[mark - 1] == ' ' || near[mark - 1] == '(');
  }

  // 9"58: seconds and their hundredths.
  MaybeReading second_signs(std::size_t end) {
    const std::size_t behind = scan_.digits_from(end + 1);
    if (scan_.nemo() || scan_.at(end) != '"' || behind - end != 3 || end - begin_ > 2) return std::nullopt;
    append_cardinal(words_, scan_.text.substr(begin_, end - begin_), scan_.options);
    append_word(words_, "giây");
    append_cardinal(words_, scan_.text.substr(end + 1, 2), scan_.options);
    return done(behind);
  }

  // 15', 5'30", 5' 30", 90'+3.
  MaybeReading minute_signs() {
    constexpr std::array<std::string_view, 3> kMinute = {"'", "′", "’"};
    constexpr std::array<std::string_view, 4> kSecond = {"\"", "″", "”", "''"};
    std::size_t end = scan_.digits_from(begin_);
    if (auto seconds = second_signs(end)) return seconds;
    const std::size_t mark = sign_at(end, kMinute);
    if (scan_.nemo() || end - begin_ > 3 || mark == 0 || quoted() || scan_.inside_word(begin_)) return std::nullopt;
    if (Before(scan_).is("carbon") || Before(scan_).is("đầu")) return std::nullopt;  // the 5' end of a strand
    const auto number = [&](std::size_t from, std::size_t to) {
      append_cardinal(words_, scan_.text.substr(from, to - from), scan_.options);
    };
    number(begin_, end);
    if (!Before(scan_).is("phút")) append_word(words_, "phút");  // phút 90'+3
    end += mark;
    const std::size_t second = scan_.skip_space(end);
    const std::size_t behind = scan_.digits_from(second);
    if (const std::size_t size = sign_at(behind, kSecond); size > 0 && behind > second && behind - second <= 2) {
      number(second, behind);
      append_word(words_, "giây");
      end = behind + size;
    } else if (scan_.at(end) == '+' && digit(scan_.at(end + 1))) {
      append_word(words_, "cộng");
      number(end + 1, scan_.digits_from(end + 1));
      end = scan_.digits_from(end + 1);
    }
    if (word_byte(scan_.at(end)) || digit(scan_.at(end))) return std::nullopt;
    return Reading{end, FormKind::time, words_};
  }

  void unit_word(int value, std::string_view unit) {
    append_cardinal(words_, std::to_string(value), scan_.options);
    append_word(words_, unit);
  }

  // A zone behind: "15h cst", "9:00 utc".
  MaybeReading done(std::size_t end) {
    const std::size_t begin = scan_.skip_space(end);
    const std::string_view word = scan_.word_from(begin);
    const std::string upper = unicode::to_upper(word);
    for (const std::string_view zone : kZones)
      if (upper == zone && (scan_.nemo() || word == upper)) {
        append_word(words_, zone);
        end = begin + word.size();
      }
    if (word_byte(scan_.at(end)) || digit(scan_.at(end))) return std::nullopt;
    return Reading{end, FormKind::time, words_};
  }

  MaybeReading clock(int hour, std::size_t colon) {
    const int minute = small_at(scan_, colon + 1, 59);
    std::size_t end = scan_.digits_from(colon + 1);
    if (hour > 24 || minute < 0 || (end - colon != 3 && !scan_.nemo())) return std::nullopt;
    int second = -1;
    if (scan_.at(end) == ':') {
      second = small_at(scan_, end + 1, 59);
      const std::size_t behind = scan_.digits_from(end + 1);
      if (second < 0 || behind - end != 3) return std::nullopt;
      end = behind;
    }
    // 1:50.000 is a ratio.
    if ((scan_.at(end) == '.' || scan_.at(end) == ',') && digit(scan_.at(end + 1))) return std::nullopt;
    unit_word(hour, "giờ");
    if (minute > 0) unit_word(minute, "phút");
    if (second > 0) unit_word(second, "giây");
    take_half_day(hour, end);
    return done(end);
  }

  // AM and PM behind a time.
  void take_half_day(int hour, std::size_t& end) {
    const std::size_t begin = scan_.skip_space(end);
    const std::string_view word = scan_.word_from(begin);
    const bool morning = word == "AM" || word == "am", evening = word == "PM" || word == "pm";
    if (scan_.nemo() || hour > 12 || hour == 0 || (!morning && !evening)) return;
    if (morning)
      append_word(words_, hour == 12 ? "đêm" : "sáng");
    else
      append_word(words_, hour == 12 ? "trưa" : hour < 6 ? "chiều" : hour < 10 ? "tối" : "đêm");
    end = begin + word.size();
  }

  MaybeReading hours(int hour, std::size_t unit) {
    const char letter = scan_.at(unit);
    const int minute = small_at(scan_, unit + 1, 59);
    std::size_t end = minute < 0 ? unit + 1 : scan_.digits_from(unit + 1);
    if (minute >= 0 && (scan_.at(end) == 'p' || scan_.starts(end, "ph")) && !word_byte(scan_.at(end + 1))) ++end;
    const bool sign = minute >= 0 && !scan_.nemo() && scan_.at(end) == '\'';
    if (sign) ++end;
    const int second = sign ? small_at(scan_, end, 59) : -1;
    const std::size_t second_end = scan_.digits_from(end);
    const bool seconds = second >= 0 && scan_.at(second_end) == '"';  // 2h1'9"
    if ((digit(scan_.at(end)) && !seconds) || scan_.at(end) == '/') return std::nullopt;
    // 8g alone is eight grams unless something says that it is a time.
    if (letter == 'g' && minute < 0 && !time_of_day(end)) return std::nullopt;
    unit_word(hour, "giờ");
    if (minute > 0) unit_word(minute, "phút");
    if (!seconds) return done(end);
    unit_word(second, "giây");
    return done(second_end + 1);
  }

  bool time_of_day(std::size_t end) const {
    const std::string_view next = scan_.word_from(scan_.skip_space(end));
    for (const std::string_view part : kPartsOfDay)
      if (next == part) return true;
    return Before(scan_).any(kAtTimes) || (scan_.nemo() && end - begin_ <= 3 && scan_.text[begin_] == '0');
  }

  MaybeReading minutes(int minute, std::size_t unit) {
    if (minute > 59 && scan_.nemo()) return std::nullopt;
    const int second = small_at(scan_, unit + 1, 59);
    std::size_t end = unit + 1;
    unit_word(minute, "phút");
    if (second >= 0) {
      end = scan_.digits_from(unit + 1);
      if (second > 0) unit_word(second, "giây");
      if (scan_.at(end) == 's')
        ++end;
      else
        return std::nullopt;
    }
    return done(end);
  }

  const Scan& scan_;
  std::size_t begin_;
  std::string words_;
};
}  // namespace

MaybeReading time_at(const Scan& scan, std::size_t at) { return TimeReader(scan, at).read(); }
}  // namespace dau::text::forms
