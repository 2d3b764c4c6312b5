// SPDX-License-Identifier: Apache-2.0
// pair_counts.h — the counts of metrics.h for texts whose forms are shared by several metrics or pairs.
#pragma once
#include "dau/eval/metrics.h"
#include "eval/text_forms.h"

namespace dau::eval {
NomWords nom_words(TextForms& pred, TextForms& gold, Placement placement);
NomDiacritics nom_diacritics(TextForms& pred, TextForms& gold);
NomErrors nom_errors(TextForms& pred, TextForms& gold);
AlignedWords aligned_words(TextForms& pred, TextForms& gold, Placement placement);
Syllables syllables(TextForms& pred, TextForms& gold);
Characters characters(TextForms& pred, TextForms& gold);

// Calls one of them on two texts.
template <class Count>
auto count_pair(std::string_view pred, std::string_view gold, const Count& count) {
  TextForms a(pred), b(gold);
  return count(a, b);
}
}  // namespace dau::eval
