// SPDX-License-Identifier: Apache-2.0
// written_time.cc — tám giờ hai mươi, năm giờ kém mười, tám phút bốn lăm giây.
#include <array>

#include "text/forms/written_forms.h"

namespace dau::text::forms {
namespace {
constexpr std::array<std::string_view, 9> kZones = {"gmt", "utc", "cst", "pst", "est", "jst", "pt", "et", "cet"};
constexpr std::array<std::string_view, 10> kPartsOfDay = {"sáng",  "trưa", "chiều", "tối", "đêm",
                                                          "khuya", "đúng", "gmt",   "utc", "rưỡi"};
constexpr std::array<std::string_view, 12> kAtTimes = {"lúc",   "vào", "từ",     "đến", "tới",   "hồi",
                                                       "trước", "sau", "khoảng", "gần", "chừng", "mới"};

std::string two(Value value) {
  std::string text = figures(value);
  return text.size() < 2 ? "0" + text : text;
}

// minutes or seconds, below sixty
std::optional<Spelt> sixty_at(const WordsView& view, std::size_t i) {
  if (!view.words.follows(i)) return std::nullopt;
  auto spelt = small_at(view.words, i, view.options);
  return spelt && spelt->value < 60 ? spelt : std::nullopt;
}

template <std::size_t N>
bool one_of(const std::string& word, const std::array<std::string_view, N>& list) {
  for (const std::string_view item : list)
    if (word == item) return true;
  return false;
}

class TimeWriter {
 public:
  TimeWriter(const WordsView& view, std::size_t i) : view_(view), words_(view.words), begin_(i) {}

  MaybeWritten read() {
    const auto first = small_at(words_, begin_, view_.options);
    if (!first) return std::nullopt;
    if (words_.next(first->end, "giờ") && first->value <= 24) return hours(*first);
    if (words_.next(first->end, "phút") && first->value < 60) return minutes(*first);
    return std::nullopt;
  }

 private:
  MaybeWritten hours(const Spelt& hour) {
    std::size_t i = hour.end + 1;
    if (words_.next(i, "kém")) return before_the_hour(hour, i + 1);
    if (words_.next(i, Kind::half)) return done(i + 1, hour, 30, -1, true);
    const auto minute = sixty_at(view_, i);
    const bool named = minute && words_.next(minute->end, "phút");
    // "hai giờ ba người": a bare digit is minutes only when phút follows, or with its zero before.
    if (!minute || (!named && minute->single && (!view_.nemo() || words_.follows(minute->end))))
      return hour_alone(hour, i);
    if (!named && !view_.nemo() && words_.follows(minute->end) && counts(minute->end)) return hour_alone(hour, i);
    i = minute->end + (named ? 1 : 0);
    if (named)
      if (const auto second = sixty_at(view_, i); second && words_.next(second->end, "giây"))
        return done(second->end + 1, hour, static_cast<int>(minute->value), static_cast<int>(second->value), false);
    return done(i, hour, static_cast<int>(minute->value), -1, !named);
  }

  // What stands behind the number makes it the number of something else.
  bool counts(std::size_t i) const {
    const Kind kind = words_[i].kind;
    return kind == Kind::hundred || kind == Kind::thousand || kind == Kind::million || kind == Kind::billion;
  }

  MaybeWritten hour_alone(const Spelt& hour, std::size_t i) {
    if (view_.nemo()) return done(i, hour, -1, -1, false);
    const bool sure = (begin_ > 0 && words_[begin_].joined && one_of(words_.lower(begin_ - 1), kAtTimes)) ||
                      (words_.follows(i) && one_of(words_.lower(i), kPartsOfDay)) || !hour.single;
    return sure ? done(i, hour, -1, -1, false) : std::nullopt;
  }

  MaybeWritten before_the_hour(const Spelt& hour, std::size_t i) {
    const auto minute = sixty_at(view_, i);
    if (!minute || minute->value == 0) return std::nullopt;
    const std::size_t end = minute->end + (words_.next(minute->end, "phút") ? 1 : 0);
    if (view_.nemo()) {
      const Value before = hour.value == 0 ? 23 : hour.value - 1;
      return WrittenForm{begin_, end, FormKind::time, figures(before) + ":" + two(60 - minute->value)};
    }
    std::string text = figures(hour.value) + " giờ kém " + figures(minute->value);
    if (end > minute->end) text += " phút";
    return WrittenForm{begin_, end, FormKind::time, text};
  }

  MaybeWritten done(std::size_t end, const Spelt& hour, int minute, int second, bool bare_minute) {
    std::string text = figures(hour.value);
    const auto value = [](int number) { return static_cast<Value>(static_cast<unsigned>(number)); };
    if (!view_.nemo()) {
      text += " giờ";
      if (minute >= 0)
        text += " " + (bare_minute ? two(value(minute)) : figures(value(minute))) + (bare_minute ? "" : " phút");
      if (second >= 0) text += " " + figures(value(second)) + " giây";
      return WrittenForm{begin_, end, FormKind::time, text};
    }
    text += minute < 0 ? "h" : ":" + two(value(minute));
    if (second >= 0) text += ":" + two(value(second));
    if (const std::string zone = words_.lower(end); words_.follows(end) && one_of(zone, kZones)) {
      text += " " + zone;
      ++end;
    }
    return WrittenForm{begin_, end, FormKind::time, text};
  }

  MaybeWritten minutes(const Spelt& minute) {
    const std::size_t i = minute.end + 1;
    const auto second = sixty_at(view_, i);
    const bool half = words_.next(i, Kind::half);
    if (half && view_.nemo()) return WrittenForm{begin_, i + 1, FormKind::time, figures(minute.value) + "p30s"};
    if (!second || !words_.next(second->end, "giây")) return std::nullopt;
    const std::string text = view_.nemo() ? figures(minute.value) + "p" + two(second->value) + "s"
                                          : figures(minute.value) + " phút " + figures(second->value) + " giây";
    return WrittenForm{begin_, second->end + 1, FormKind::time, text};
  }

  const WordsView& view_;
  const Words& words_;
  std::size_t begin_;
};
}  // namespace

MaybeWritten written_time(const WordsView& view, std::size_t i) { return TimeWriter(view, i).read(); }
}  // namespace dau::text::forms
