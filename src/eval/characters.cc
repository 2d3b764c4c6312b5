// SPDX-License-Identifier: Apache-2.0
// characters.cc — character error rate, split into what went wrong with a letter.
#include <algorithm>

#include "dau/eval/metrics.h"
#include "dau/unicode/normalize.h"
#include "eval/align.h"
#include "eval/letters.h"
#include "eval/python_text.h"
#include "eval/total.h"

namespace dau::eval {
namespace {
std::vector<CharParts> parts_of(std::u32string_view text) {
  std::vector<CharParts> parts;
  parts.reserve(text.size());
  for (const char32_t c : text) parts.push_back(split_char(c));
  return parts;
}

std::int64_t extra_cost(const CharParts& a, const CharParts& b) {
  if (a.base != b.base) return 4;
  return (a.mark != b.mark ? 1 : 0) + (a.tone != b.tone ? 1 : 0) + (a.upper != b.upper ? 1 : 0);
}

std::uint64_t& class_of(const CharParts& a, const CharParts& b, Characters& counts) {
  if (a.base != b.base) return counts.base;
  if (a.mark != b.mark && a.tone != b.tone) return counts.tone_mark;
  if (a.mark != b.mark) return counts.mark;
  return a.tone != b.tone ? counts.tone : counts.letter_case;
}

void count_edits(std::u32string_view pred, std::u32string_view gold, Characters& counts) {
  const std::vector<CharParts> a = parts_of(gold), b = parts_of(pred);
  const auto substitution = [&](std::size_t i, std::size_t j) {
    return gold[i] == pred[j] ? 0 : kEditCost + extra_cost(a[i], b[j]);
  };
  for (const Step& step : align(gold.size(), pred.size(), substitution)) {
    if (!step.gold) {
      ++counts.inserted;
    } else if (!step.pred) {
      ++counts.deleted;
    } else if (gold[*step.gold] != pred[*step.pred]) {
      ++class_of(a[*step.gold], b[*step.pred], counts);
    }
  }
}

std::uint64_t edit_distance(std::u32string_view a, std::u32string_view b) {
  const auto step_list =
      align(a.size(), b.size(), [&](std::size_t i, std::size_t j) { return a[i] == b[j] ? 0 : kEditCost; });
  return static_cast<std::uint64_t>(
      std::ranges::count_if(step_list, [&](const Step& s) { return !s.gold || !s.pred || a[*s.gold] != b[*s.pred]; }));
}
}  // namespace

Characters& Characters::operator+=(const Characters& other) noexcept {
  gold += other.gold;
  inserted += other.inserted;
  deleted += other.deleted;
  base += other.base;
  tone += other.tone;
  mark += other.mark;
  tone_mark += other.tone_mark;
  letter_case += other.letter_case;
  base_gold += other.base_gold;
  base_edits += other.base_edits;
  return *this;
}

Characters characters(std::string_view pred, std::string_view gold) {
  const std::string p = unicode::to_nfc(pred), g = unicode::to_nfc(gold);
  Characters counts;
  const std::u32string a = collapse_space(decode(g)), b = collapse_space(decode(p));
  counts.gold = a.size();
  count_edits(b, a, counts);
  const std::u32string base_a = collapse_space(decode(strip_diacritics(g)));
  const std::u32string base_b = collapse_space(decode(strip_diacritics(p)));
  counts.base_gold = base_a.size();
  counts.base_edits = edit_distance(base_a, base_b);
  return counts;
}

Characters characters(Texts preds, Texts golds) {
  return total(preds, golds, [](std::string_view pred, std::string_view gold) { return characters(pred, gold); });
}
}  // namespace dau::eval
