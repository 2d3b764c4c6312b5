// SPDX-License-Identifier: Apache-2.0
// aligned.cc — word and syllable metrics over an optimal alignment, where a surplus token hides nothing.
#include <algorithm>
#include <utility>

#include "dau/eval/metrics.h"
#include "dau/unicode/normalize.h"
#include "eval/align.h"
#include "eval/comparable.h"
#include "eval/letters.h"
#include "eval/python_text.h"
#include "eval/total.h"

namespace dau::eval {
namespace {
struct Token {
  std::string_view text;
  std::string base;  // to tell an error of marks from another word
};

std::vector<Token> tokens_of(const std::vector<std::string_view>& texts) {
  std::vector<Token> tokens;
  tokens.reserve(texts.size());
  for (const std::string_view text : texts) tokens.push_back({text, folded_base(text)});
  return tokens;
}

std::vector<Step> align_tokens(const std::vector<Token>& gold, const std::vector<Token>& pred) {
  return align(gold.size(), pred.size(), [&](std::size_t i, std::size_t j) -> std::int64_t {
    if (gold[i].text == pred[j].text) return 0;
    return kEditCost + (gold[i].base == pred[j].base ? 1 : 2);
  });
}

void count_step(const Step& step, const std::vector<Token>& gold, const std::vector<Token>& pred,
                AlignedWords& counts) {
  if (!step.gold) {
    ++counts.inserted;
    return;
  }
  const std::string_view text = gold[*step.gold].text;
  const bool matched = step.pred && pred[*step.pred].text == text;
  ++(matched ? counts.matched : step.pred ? counts.substituted : counts.deleted);
  if (!has_diacritics(text)) return;
  ++counts.marked;
  counts.marked_matched += matched ? 1 : 0;
}

// Runs of letters of the NFC text, each in lower case.
std::vector<std::string> letter_runs(std::string_view text) {
  std::vector<std::string> runs;
  std::u32string run;
  const auto close = [&] {
    if (!run.empty()) runs.push_back(encode(lower(std::exchange(run, {}))));
  };
  for (const char32_t c : decode(unicode::to_nfc(text))) {
    if (is_run_letter(c)) {
      run += c;
    } else {
      close();
    }
  }
  close();
  return runs;
}

std::uint64_t count_aligned(const std::vector<std::string>& golds, const std::vector<std::string>& preds) {
  const std::vector<Token> gold = tokens_of({golds.begin(), golds.end()});
  const std::vector<Token> pred = tokens_of({preds.begin(), preds.end()});
  std::uint64_t matched = 0;
  for (const Step& step : align_tokens(gold, pred))
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

AlignedWords aligned_words(std::string_view pred, std::string_view gold, Placement placement) {
  const std::string p = comparable(pred, placement), g = comparable(gold, placement);
  const std::vector<Token> a = tokens_of(split(g)), b = tokens_of(split(p));
  AlignedWords counts;
  counts.sentences = 1;
  counts.exact = p == g ? 1 : 0;
  counts.gold = a.size();
  counts.longer = std::max(a.size(), b.size());
  for (const Step& step : align_tokens(a, b)) count_step(step, a, b, counts);
  return counts;
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

Syllables syllables(std::string_view pred, std::string_view gold) {
  const std::vector<std::string> a = letter_runs(gold), b = letter_runs(pred);
  if (a.size() != b.size()) return {a.size(), count_aligned(a, b)};
  Syllables counts{a.size(), 0};
  for (std::size_t i = 0; i < a.size(); ++i) counts.matched += a[i] == b[i] ? 1 : 0;
  return counts;
}

Syllables syllables(Texts preds, Texts golds) {
  return total(preds, golds, [](std::string_view pred, std::string_view gold) { return syllables(pred, gold); });
}
}  // namespace dau::eval
