// SPDX-License-Identifier: Apache-2.0
// written_date.cc — ngày hai mươi tháng bảy năm hai không mười ba, tháng tư, năm một chín tám tư; and thứ mười lăm.
#include "text/forms/written_forms.h"

namespace dau::text::forms {
namespace {
// 1 to 12; tư is April. năm is May only where a year or a day beside it shows that it is.
std::optional<Spelt> month_at(const WordsView& view, std::size_t i) {
  const Words& words = view.words;
  if (!words.follows(i)) return std::nullopt;
  if (words.is(i, Kind::last) && words[i].value == 4) {
    Spelt april{i + 1, 4};
    return april;
  }
  if (words.is(i, Kind::digit)) {
    if (words[i].value == 0 || words.next(i + 1, Kind::tens) || words.next(i + 1, Kind::hundred)) return std::nullopt;
    Spelt month{i + 1, words[i].value};
    month.single = true;
    return month;
  }
  if (!words.is(i, Kind::ten)) return std::nullopt;
  const bool more = words.next(i + 1, Kind::digit) && (words[i + 1].value == 1 || words[i + 1].value == 2) &&
                    !words.next(i + 2, Kind::tens) && !words.next(i + 2, Kind::hundred) &&
                    !words.next(i + 2, Kind::thousand);
  return more ? Spelt{i + 2, static_cast<Value>(10 + words[i + 1].value)} : Spelt{i + 1, 10};
}

struct Year {
  std::size_t end;
  std::string text;
};

// hai nghìn linh chín; hai không hai bốn; một chín tám tư; chín trăm ba tám.
std::optional<Year> year_at(const WordsView& view, std::size_t i) {
  const Words& words = view.words;
  if (!words.follows(i)) return std::nullopt;
  if (words.is(i, Kind::digit) && words[i].value > 0 && words.next(i + 1, Kind::digit))
    if (const auto rest = words.follows(i + 2) ? small_at(words, i + 2, view.options) : std::nullopt;
        rest && !rest->single && !words.next(rest->end, Kind::digit) && !words.next(rest->end, Kind::hundred)) {
      std::string text = figures(words[i].value) + figures(words[i + 1].value);
      if (rest->value < 10) text += '0';
      return Year{rest->end, text + figures(rest->value)};
    }
  const Digits digits = digits_at(words, i);
  if (digits.figures.size() == 4 && digits.figures[0] != '0' && !words.next(digits.end, Kind::tens))
    return Year{digits.end, digits.figures};
  const auto whole = whole_at(words, i, view.options);
  if (!whole || whole->value < 100 || whole->value > 9999 || whole->single) return std::nullopt;
  if (whole->short_of && whole->value >= 1000) return std::nullopt;
  if (words.next(whole->end, Kind::point) || words.next(whole->end, Kind::billion) ||
      words.next(whole->end, Kind::million))
    return std::nullopt;
  return Year{whole->end, figures(whole->value)};
}

bool called(const Words& words, std::size_t i) {
  return words.behind(i, "ngày") || words.behind(i, "mùng") || words.behind(i, "mồng") || words.behind(i, "hôm") ||
         words.behind(i, "rằm");
}

class DateWriter {
 public:
  explicit DateWriter(const WordsView& view) : view_(view), words_(view.words) {}

  MaybeWritten read(std::size_t i) {
    if (words_.is(i, "tháng")) return from_month(i);
    if (words_.is(i, Kind::digit) && words_[i].value == 5)
      if (auto year = from_year(i)) return year;
    return from_day(i);
  }

 private:
  // "năm" stands at i.
  MaybeWritten from_year(std::size_t i) {
    const auto year = year_at(view_, i + 1);
    if (!year) return std::nullopt;
    // năm trăm, năm mươi: five of them. lăm năm hai nghìn stays a year.
    if (words_.next(i + 1, Kind::hundred) || words_.next(i + 1, Kind::tens)) return std::nullopt;
    if (i > 0 && words_[i].joined && words_.is(i - 1, Kind::digit) && !after_month(i)) return std::nullopt;
    return WrittenForm{i + 1, year->end, FormKind::date, year->text};
  }

  // The digit before năm is that of a month, a quarter, or the last of several months.
  bool after_month(std::size_t i) const {
    if (i < 2) return false;
    const bool standard = !view_.nemo() && (words_.is(i - 2, "quý") || words_.is(i - 2, "đến"));
    return standard || words_.is(i - 2, "tháng") || words_.is(i - 2, Kind::ten);
  }

  MaybeWritten from_month(std::size_t i) {
    const auto month = month_at(view_, i + 1);
    if (!month) return std::nullopt;
    std::size_t end = month->end;
    std::string text = figures(month->value);
    const bool with_year = add_year(end, text);
    // Five or year: tháng năm. Three months and some days: hai tháng ba ngày.
    if (!with_year && month->single && month->value == 5) return std::nullopt;
    if (!with_year && !view_.nemo()) {
      if (month->single && (words_.next(month->end, "ngày") || words_.next(month->end, "tuần"))) return std::nullopt;
      if (i > 0 && words_[i].joined && (words_.is(i - 1, Kind::digit) || words_.is(i - 1, Kind::ten)))
        return std::nullopt;
    }
    return WrittenForm{i + 1, end, FormKind::date, text};
  }

  bool add_year(std::size_t& end, std::string& text) const {
    if (!words_.next(end, "năm")) return false;
    const auto year = year_at(view_, end + 1);
    if (!year) return false;
    text += " năm " + year->text;
    end = year->end;
    return true;
  }

  MaybeWritten from_day(std::size_t i) const {
    const auto day = small_at(words_, i, view_.options);
    if (!day || day->value < 1 || day->value > 31) return std::nullopt;
    if (!words_.next(day->end, "tháng")) return lone_day(i, *day);
    const auto month = month_at(view_, day->end + 1);
    if (!month) return lone_day(i, *day);
    std::size_t end = month->end;
    std::string text = figures(day->value) + " tháng " + figures(month->value);
    const bool with_year = add_year(end, text);
    if (!view_.nemo() && !with_year && !called(words_, i) && day->single) return std::nullopt;
    if (!view_.nemo() && !with_year && month->single &&
        (words_.next(month->end, "ngày") || words_.next(month->end, "tuần")))
      return std::nullopt;
    return WrittenForm{i, end, FormKind::date, text};
  }

  // ngày hai mươi, mùng hai: digits are left alone behind ngày, which may count them: ngày hai buổi.
  MaybeWritten lone_day(std::size_t i, const Spelt& day) const {
    if (view_.nemo() || !called(words_, i)) return std::nullopt;
    const bool first_of_two = words_.next(day.end, "đến") && words_.next(day.end + 1, "ngày") &&
                              words_.follows(day.end + 2) && from_day(day.end + 2);
    if (day.single && !first_of_two && !words_.behind(i, "mùng") && !words_.behind(i, "mồng")) return std::nullopt;
    if (words_.next(day.end, Kind::hundred) || words_.next(day.end, Kind::thousand) ||
        words_.next(day.end, Kind::tens) || words_.next(day.end, Kind::million) || words_.next(day.end, Kind::part))
      return std::nullopt;
    return WrittenForm{i, day.end, FormKind::date, figures(day.value)};
  }

  const WordsView& view_;
  const Words& words_;
};
}  // namespace

MaybeWritten written_date(const WordsView& view, std::size_t i) { return DateWriter(view).read(i); }

// "thứ" stands at i. In standard thứ hai to thứ bảy are days of the week and stay, as thứ nhất does.
MaybeWritten written_ordinal(const WordsView& view, std::size_t i) {
  const Words& words = view.words;
  if (!words.is(i, "thứ") || !words.follows(i + 1)) return std::nullopt;
  const bool every = view.nemo() || view.options.plain;
  if (every) {
    const std::string next = words.lower(i + 1);
    if (next == "nhất" || next == "nhì") return WrittenForm{i + 1, i + 2, FormKind::ordinal, next == "nhì" ? "2" : "1"};
    if (next == "tư") return WrittenForm{i + 1, i + 2, FormKind::ordinal, "4"};
  }
  const auto whole = whole_at(words, i + 1, view.options);
  if (!whole || whole->value == 0 || (whole->single && !every) || whole->short_of || (whole->pair && !view.nemo()))
    return std::nullopt;
  return WrittenForm{i + 1, whole->end, FormKind::ordinal, figures(whole->value)};
}
}  // namespace dau::text::forms
