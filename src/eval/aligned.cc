// SPDX-License-Identifier: Apache-2.0
// aligned.cc — word and syllable metrics over an optimal alignment, where a surplus token hides nothing.
#include <algorithm>

#include "dau/eval/metrics.h"
#include "eval/align.h"
#include "eval/pair_counts.h"
#include "eval/total.h"

namespace dau::eval {
namespace {
std::vector<Step> align_words(const std::vector<Word>& gold, const std::vector<Word>& pred) {
  return align(
      gold.size(), pred.size(), [&](std::size_t i, std::size_t j) { return gold[i].same_text(pred[j]); },
      [&](std::size_t i, std::size_t j) { return gold[i].same_base(pred[j]) ? 1 : 2; });
}

void count_step(const Step& step, const std::vector<Word>& gold, const std::vector<Word>& pred, AlignedWords& counts) {
  if (!step.gold) {
    ++counts.inserted;
    return;
  }
  const Word& word = gold[*step.gold];
  const bool matched = step.pred && pred[*step.pred].text == word.text;
  ++(matched ? counts.matched : step.pred ? counts.substituted : counts.deleted);
  if (!word.marked) return;
  ++counts.marked;
  counts.marked_matched += matched ? 1 : 0;
}

std::uint64_t count_aligned(const std::vector<Word>& gold, const std::vector<Word>& pred) {
  std::uint64_t matched = 0;
  for (const Step& step : align_words(gold, pred))
    matched += step.gold && step.pred && gold[*step.gold].text == pred[*step.pred].text ? 1 : 0;
  return matched;
}
}  // namespace

AlignedWords& AlignedWords::operator+=(const AlignedWords& other) noexcept {
  sentences += other.sentences;
  exact += other.exact;
  gold += other.gold;
  longer += other.longer;
  matched += other.matched;
  substituted += other.substituted;
  deleted += other.deleted;
  inserted += other.inserted;
  marked += other.marked;
  marked_matched += other.marked_matched;
  return *this;
}

AlignedWords aligned_words(TextForms& pred, TextForms& gold, Placement placement) {
  const Words &a = gold.comparable(placement), &b = pred.comparable(placement);
  AlignedWords counts;
  counts.sentences = 1;
  counts.exact = a.text == b.text ? 1 : 0;
  counts.gold = a.words.size();
  counts.longer = std::max(a.words.size(), b.words.size());
  for (const Step& step : align_words(a.words, b.words)) count_step(step, a.words, b.words, counts);
  return counts;
}

AlignedWords aligned_words(std::string_view pred, std::string_view gold, Placement placement) {
  return count_pair(pred, gold, [&](TextForms& a, TextForms& b) { return aligned_words(a, b, placement); });
}

AlignedWords aligned_words(Texts preds, Texts golds, Placement placement) {
  return total(preds, golds,
               [&](std::string_view pred, std::string_view gold) { return aligned_words(pred, gold, placement); });
}

Syllables& Syllables::operator+=(const Syllables& other) noexcept {
  gold += other.gold;
  matched += other.matched;
  return *this;
}

Syllables syllables(TextForms& pred, TextForms& gold) {
  const std::vector<Word>&a = gold.letter_runs().words, &b = pred.letter_runs().words;
  if (a.size() != b.size()) return {a.size(), count_aligned(a, b)};
  Syllables counts{a.size(), 0};
  for (std::size_t i = 0; i < a.size(); ++i) counts.matched += a[i].text == b[i].text ? 1 : 0;
  return counts;
}

Syllables syllables(std::string_view pred, std::string_view gold) {
  return count_pair(pred, gold, [](TextForms& a, TextForms& b) { return syllables(a, b); });
}

Syllables syllables(Texts preds, Texts golds) {
  return total(preds, golds, [](std::string_view pred, std::string_view gold) { return syllables(pred, gold); });
}
}  // namespace dau::eval
