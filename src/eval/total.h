// SPDX-License-Identifier: Apache-2.0
// total.h — the counts of a corpus from those of its sentences.
#pragma once
#include <algorithm>
#include <cstddef>

#include "dau/eval/metrics.h"

namespace dau::eval {
template <class CountOne>
auto total(Texts preds, Texts golds, const CountOne& count_one) {
  decltype(count_one(preds[0], golds[0])) sum;
  for (std::size_t i = 0; i < std::min(preds.size(), golds.size()); ++i) sum += count_one(preds[i], golds[i]);
  return sum;
}
}  // namespace dau::eval
