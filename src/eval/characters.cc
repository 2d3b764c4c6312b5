// SPDX-License-Identifier: Apache-2.0
// characters.cc — character error rate, split into what went wrong with a letter.
#include <algorithm>

#include "dau/eval/metrics.h"
#include "eval/align.h"
#include "eval/pair_counts.h"
#include "eval/total.h"

namespace dau::eval {
namespace {
int extra_cost(const CharParts& a, const CharParts& b) {
  if (a.base[0] != b.base[0] || a.base != b.base) return 4;
  return (a.mark != b.mark ? 1 : 0) + (a.tone != b.tone ? 1 : 0) + (a.upper != b.upper ? 1 : 0);
}

std::uint64_t& class_of(const CharParts& a, const CharParts& b, Characters& counts) {
  if (a.base != b.base) return counts.base;
  if (a.mark != b.mark && a.tone != b.tone) return counts.tone_mark;
  if (a.mark != b.mark) return counts.mark;
  return a.tone != b.tone ? counts.tone : counts.letter_case;
}

void count_edits(TextForms& pred, TextForms& gold, Characters& counts) {
  const std::u32string &g = gold.characters(), &p = pred.characters();
  if (g == p) return;
  const std::vector<CharParts>&a = gold.character_parts(), &b = pred.character_parts();
  const auto equal = [&](std::size_t i, std::size_t j) { return g[i] == p[j]; };
  for (const Step& step :
       align(g.size(), p.size(), equal, [&](std::size_t i, std::size_t j) { return extra_cost(a[i], b[j]); })) {
    if (!step.gold) {
      ++counts.inserted;
    } else if (!step.pred) {
      ++counts.deleted;
    } else if (g[*step.gold] != p[*step.pred]) {
      ++class_of(a[*step.gold], b[*step.pred], counts);
    }
  }
}

// The characters that both begin with change no distance.
std::uint64_t edit_distance(std::u32string_view a, std::u32string_view b) {
  const auto [x, y] = std::ranges::mismatch(a, b);
  a.remove_prefix(static_cast<std::size_t>(x - a.begin()));
  b.remove_prefix(static_cast<std::size_t>(y - b.begin()));
  const auto steps = align(
      a.size(), b.size(), [&](std::size_t i, std::size_t j) { return a[i] == b[j]; },
      [](std::size_t, std::size_t) { return 0; });
  return static_cast<std::uint64_t>(
      std::ranges::count_if(steps, [&](const Step& s) { return !s.gold || !s.pred || a[*s.gold] != b[*s.pred]; }));
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

Characters characters(TextForms& pred, TextForms& gold) {
  Characters counts;
  counts.gold = gold.characters().size();
  count_edits(pred, gold, counts);
  counts.base_gold = gold.base_characters().size();
  counts.base_edits = edit_distance(gold.base_characters(), pred.base_characters());
  return counts;
}

Characters characters(std::string_view pred, std::string_view gold) {
  return count_pair(pred, gold, [](TextForms& a, TextForms& b) { return characters(a, b); });
}

Characters characters(Texts preds, Texts golds) {
  return total(preds, golds, [](std::string_view pred, std::string_view gold) { return characters(pred, gold); });
}
}  // namespace dau::eval
