// SPDX-License-Identifier: Apache-2.0
// nom.cc — the metrics as the nom-vn toolkit defines them: tokens compared by position.
#include <algorithm>

#include "dau/eval/metrics.h"
#include "eval/comparable.h"
#include "eval/letters.h"
#include "eval/python_text.h"
#include "eval/total.h"

namespace dau::eval {
namespace {
using Tokens = std::vector<std::string_view>;

void count_pair(std::string_view pred, std::string_view gold, NomErrors& errors) {
  if (pred == gold) {
    ++errors.correct;
    return;
  }
  const std::string base = lower(without_marks(gold));
  if (lower(without_marks(pred)) != base) {
    ++errors.base_char;
  } else if (pred == base && gold != base) {
    ++errors.missed_diacritic;
  } else {
    ++errors.wrong_tone;
  }
}
}  // namespace

NomWords& NomWords::operator+=(const NomWords& other) noexcept {
  sentences += other.sentences;
  exact += other.exact;
  tokens += other.tokens;
  correct += other.correct;
  return *this;
}

NomWords nom_words(std::string_view pred, std::string_view gold, Placement placement) {
  const std::string p = comparable(pred, placement), g = comparable(gold, placement);
  const Tokens a = split(p), b = split(g);
  NomWords counts{.sentences = 1, .exact = p == g ? 1u : 0u, .tokens = std::min(a.size(), b.size()), .correct = 0};
  for (std::size_t i = 0; i < counts.tokens; ++i) counts.correct += a[i] == b[i] ? 1 : 0;
  return counts;
}

NomWords nom_words(Texts preds, Texts golds, Placement placement) {
  return total(preds, golds,
               [&](std::string_view pred, std::string_view gold) { return nom_words(pred, gold, placement); });
}

NomDiacritics& NomDiacritics::operator+=(const NomDiacritics& other) noexcept {
  marked += other.marked;
  restored += other.restored;
  return *this;
}

NomDiacritics nom_diacritics(std::string_view pred, std::string_view gold) {
  const Tokens a = split(pred), b = split(gold);
  NomDiacritics counts;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (!has_diacritics(b[i])) continue;
    ++counts.marked;
    counts.restored += a[i] == b[i] ? 1 : 0;
  }
  return counts;
}

NomDiacritics nom_diacritics(Texts preds, Texts golds) {
  return total(preds, golds, [](std::string_view pred, std::string_view gold) { return nom_diacritics(pred, gold); });
}

NomErrors& NomErrors::operator+=(const NomErrors& other) noexcept {
  correct += other.correct;
  missed_diacritic += other.missed_diacritic;
  wrong_tone += other.wrong_tone;
  base_char += other.base_char;
  extra_word += other.extra_word;
  missing_word += other.missing_word;
  return *this;
}

NomErrors nom_errors(std::string_view pred, std::string_view gold) {
  const std::string p = normalize_punct(pred), g = normalize_punct(gold);
  const Tokens a = split(p), b = split(g);
  const std::size_t common = std::min(a.size(), b.size());
  NomErrors errors;
  errors.extra_word = a.size() - common;
  errors.missing_word = b.size() - common;
  for (std::size_t i = 0; i < common; ++i) count_pair(a[i], b[i], errors);
  return errors;
}

NomErrors nom_errors(Texts preds, Texts golds) {
  return total(preds, golds, [](std::string_view pred, std::string_view gold) { return nom_errors(pred, gold); });
}
}  // namespace dau::eval
