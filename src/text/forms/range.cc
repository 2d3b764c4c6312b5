// SPDX-License-Identifier: Apache-2.0
// range.cc — 10k-20k, 8h-17h, 10–20 kg, 1990-1995, and the scores that look like ranges: tỷ số 3-1.
#include <array>

#include "text/forms/cardinal.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
constexpr std::array<std::string_view, 12> kScoreWords = {"tỷ số", "tỉ số", "thắng", "thua",    "hòa", "hoà",
                                                          "dẫn",   "gỡ",    "cuộc",  "điểm số", "bại", "trước"};

struct Side {
  Reading reading;
  Number number;
  bool bare;
};

std::optional<Side> side_at(const Scan& scan, std::size_t at) {
  if (auto time = time_at(scan, at)) return Side{*time, {}, false};
  if (auto date = date_at(scan, at)) return Side{*date, {}, false};
  if (auto amount = amount_at(scan, at)) return Side{amount.reading, amount.number, amount.bare};
  return std::nullopt;
}

bool scored(const Scan& scan, const Side& a, const Side& b) {
  if (!a.bare || !b.bare || !a.number.whole() || !b.number.whole()) return false;
  if (a.number.digits.size() > 2 || b.number.digits.size() > 2) return false;
  const Before before(scan);
  for (const std::string_view word : kScoreWords)
    if (word != "trước" && before.is(word)) return true;
  return before.is("với tỷ") ||
         (a.number.value() >= b.number.value() && (a.number.value() <= 30 || a.number.digits == b.number.digits));
}
}  // namespace

MaybeReading range_at(const Scan& scan, std::size_t at) {
  if (scan.dash(at) > 0) return std::nullopt;
  const auto first = side_at(scan, at);
  if (!first) return std::nullopt;
  const std::size_t end = first->reading.end;
  const std::size_t dash = scan.skip_space(end);
  if (scan.dash(dash) == 0) return std::nullopt;
  const std::size_t behind = dash + scan.dash(dash);
  const bool spaced = dash > end, spaced_behind = scan.at(behind) == ' ';
  if (spaced != spaced_behind) return std::nullopt;
  const auto second = side_at(scan, scan.skip_space(behind));
  if (!second || scan.dash(scan.skip_space(behind)) > 0) return std::nullopt;
  const std::size_t last = second->reading.end;
  // 1-2-3 and 5-10x are no ranges.
  if (scan.dash(last) > 0 && digit(scan.at(last + scan.dash(last)))) return std::nullopt;
  if (word_byte(scan.at(last)) || scan.at(last) == '/') return std::nullopt;
  Reading reading{last, FormKind::range, first->reading.words};
  if (scan.at(scan.skip_space(last)) == '=' && !scan.nemo()) {  // 10 - 4 = 6
    append_word(reading.words, "trừ");
    append_word(reading.words, second->reading.words);
    return reading;
  }
  if (scored(scan, *first, *second)) {
    if (scan.nemo()) return std::nullopt;
    reading.kind = FormKind::score;
  } else {
    if (scan.nemo() && first->bare && second->bare && first->number.whole() && second->number.whole())
      return std::nullopt;
    if (first->bare && second->bare && first->number.value() >= second->number.value()) return std::nullopt;
    if (first->bare && first->number.digits.size() > 1 && first->number.digits[0] == '0') return std::nullopt;
    append_word(reading.words, "đến");
  }
  append_word(reading.words, second->reading.words);
  return reading;
}
}  // namespace dau::text::forms
