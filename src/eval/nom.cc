// SPDX-License-Identifier: Apache-2.0
// nom.cc — the metrics as the nom-vn toolkit defines them: tokens compared by position.
#include <algorithm>

#include "dau/eval/metrics.h"
#include "eval/pair_counts.h"
#include "eval/total.h"

namespace dau::eval {
namespace {
void count_word(std::u32string_view pred, std::u32string_view gold, NomErrors& errors) {
  if (pred == gold) {
    ++errors.correct;
    return;
  }
  const std::u32string base = nom_base(gold);
  if (nom_base(pred) != base) {
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

NomWords nom_words(TextForms& pred, TextForms& gold, Placement placement) {
  const Words &a = pred.comparable(placement), &b = gold.comparable(placement);
  NomWords counts{.sentences = 1,
                  .exact = a.text == b.text ? 1u : 0u,
                  .tokens = std::min(a.words.size(), b.words.size()),
                  .correct = 0};
  for (std::size_t i = 0; i < counts.tokens; ++i) counts.correct += a.words[i].text == b.words[i].text ? 1 : 0;
  return counts;
}

NomWords nom_words(std::string_view pred, std::string_view gold, Placement placement) {
  return count_pair(pred, gold, [&](TextForms& a, TextForms& b) { return nom_words(a, b, placement); });
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

NomDiacritics nom_diacritics(TextForms& pred, TextForms& gold) {
  const std::vector<Word>&a = pred.as_given().words, &b = gold.as_given().words;
  NomDiacritics counts;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (!b[i].marked) continue;
    ++counts.marked;
    counts.restored += a[i].text == b[i].text ? 1 : 0;
  }
  return counts;
}

NomDiacritics nom_diacritics(std::string_view pred, std::string_view gold) {
  return count_pair(pred, gold, [](TextForms& a, TextForms& b) { return nom_diacritics(a, b); });
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

NomErrors nom_errors(TextForms& pred, TextForms& gold) {
  const std::vector<Word>&a = pred.comparable(Placement::as_written).words,
        &b = gold.comparable(Placement::as_written).words;
  const std::size_t common = std::min(a.size(), b.size());
  NomErrors errors;
  errors.extra_word = a.size() - common;
  errors.missing_word = b.size() - common;
  for (std::size_t i = 0; i < common; ++i) count_word(a[i].text, b[i].text, errors);
  return errors;
}

NomErrors nom_errors(std::string_view pred, std::string_view gold) {
  return count_pair(pred, gold, [](TextForms& a, TextForms& b) { return nom_errors(a, b); });
}

NomErrors nom_errors(Texts preds, Texts golds) {
  return total(preds, golds, [](std::string_view pred, std::string_view gold) { return nom_errors(pred, gold); });
}
}  // namespace dau::eval
