// SPDX-License-Identifier: Apache-2.0
// cases.h — gold texts and predictions read from their files and joined.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dau/eval/metrics.h"
#include "dau/eval/score.h"
#include "dau/result.h"

namespace dau::eval {
// What is known of each sentence; all vectors that are not empty are of the size of `golds`, in the order of the gold
// file.
struct Cases {
  std::vector<std::string> golds;
  std::vector<std::string> preds;
  std::vector<std::string> inputs;     // what the system was given: as the gold file says, else made of its text
  std::vector<std::string> registers;  // empty, or "" where a sentence has none
  std::vector<std::string> dialects;
  std::string system;
};

// Joins two files as score_files() says, and with its errors.
// `input` makes what a system is given of a gold text.
Result<Cases> join_cases(const File& gold, const File& pred,
                         std::string (*input)(std::string_view gold) = strip_diacritics);
}  // namespace dau::eval
