// SPDX-License-Identifier: Apache-2.0
// label.h — what the classifiers of lines say.
#pragma once
#include <string>
#include <vector>

namespace dau::text {
struct LabelScore {
  std::string label;
  float score;  // probability in [0, 1]
};

struct LabelResult {
  std::string label;               // the best label, or what stands for none where it abstains
  std::vector<LabelScore> scores;  // best first; they add up to 1, or there are none
  bool abstained = false;
};
}  // namespace dau::text
