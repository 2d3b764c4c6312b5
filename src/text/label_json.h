// SPDX-License-Identifier: Apache-2.0
// label_json.h — the members that the JSON of all classifiers has.
#pragma once
#include <cmath>

#include "base/json.h"
#include "dau/text/label.h"

namespace dau::text {
// Four digits: what a probability is good for.
inline double rounded(float p) { return std::round(static_cast<double>(p) * 1e4) / 1e4; }

inline json::Value label_json(const LabelResult& result) {
  json::Value value = {{"label", result.label}, {"scores", json::Value::object()}, {"abstained", result.abstained}};
  for (const auto& [label, score] : result.scores)
    if (score >= 0.0005f) value["scores"][label] = rounded(score);
  return value;
}
}  // namespace dau::text
