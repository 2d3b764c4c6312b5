// SPDX-License-Identifier: Apache-2.0
// written_range.cc — năm đến mười phần trăm: a digit that would stay by itself goes with the number it leads to;
// scores.
#include <algorithm>
#include <array>

#include "text/forms/written_forms.h"

namespace dau::text::forms {
namespace {
// Before năm these make it a year, before ba a father.
constexpr std::array<std::string_view, 9> kBeforeYear = {"cuối", "đầu", "giữa",  "mỗi", "hằng",
                                                         "hàng", "cả",  "nhiều", "qua"};
constexpr std::array<std::string_view, 8> kBeforeFather = {"của", "với", "cho", "và", "là", "bố", "nhà", "thì"};

template <std::size_t N>
bool listed(const std::array<std::string_view, N>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The digit at word `i` may be another word.
bool doubtful(const Words& words, std::size_t i) {
  const std::string before = i > 0 && words[i].joined ? words.lower(i - 1) : std::string();
  switch (words[i].value) {
    case 0:
      return true;
    case 3:
      return before.empty() || listed(kBeforeFather, before);
    case 5:
      return listed(kBeforeYear, before);
    default:
      return false;
  }
}
}  // namespace

MaybeWritten written_range(const WordsView& view, std::size_t i) {
  const Words& words = view.words;
  if (view.nemo() || view.options.plain || !words.is(i, Kind::digit)) return std::nullopt;
  if (!words.next(i + 1, "đến") && !words.next(i + 1, "tới")) return std::nullopt;
  const std::size_t second = i + 2;
  if (!words.follows(second) || doubtful(words, i)) return std::nullopt;
  const auto whole = whole_at(words, second, view.options);
  if (!whole || whole->value <= words[i].value) return std::nullopt;
  auto upper = written_time(view, second);
  if (!upper) upper = written_amount(view, second);
  if (!upper || upper->text.empty()) return std::nullopt;
  upper->begin = i;
  upper->kind = FormKind::range;
  upper->text = std::to_string(words[i].value) + " " + words.lower(i + 1) + " " + upper->text;
  return upper;
}

// tỷ số hai một, tỉ số là ba không: 2-1, 3-0.
MaybeWritten written_score(const WordsView& view, std::size_t i) {
  const Words& words = view.words;
  if (view.nemo() || view.options.plain) return std::nullopt;
  std::size_t named = i;
  if (words.behind(named, "là")) --named;
  if (!words.behind(named, "số") || named < 2 || (!words.is(named - 2, "tỷ") && !words.is(named - 2, "tỉ")))
    return std::nullopt;
  const Digits digits = digits_at(words, i);
  if (digits.figures.size() != 2 || digits.end != i + 2 || !words.is(i + 1, Kind::digit)) return std::nullopt;
  if (words.next(digits.end, Kind::tens) || words.next(digits.end, Kind::hundred)) return std::nullopt;
  return WrittenForm{i, digits.end, FormKind::score, digits.figures.substr(0, 1) + "-" + digits.figures.substr(1)};
}
}  // namespace dau::text::forms
