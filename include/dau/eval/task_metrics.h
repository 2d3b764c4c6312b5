// SPDX-License-Identifier: Apache-2.0
// task_metrics.h — how each task is scored: what one output adds to each metric, and the metrics of a selection of
// cases.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/eval/cases.h"
#include "dau/eval/interval.h"
#include "dau/eval/ratio.h"
#include "dau/result.h"

namespace dau::eval {
struct MetricInfo {
  std::string_view name;  // stable: appears in results
  bool higher_is_better = true;
  bool primary = false;  // the one of the task that tables show first; one of each scorer
};

struct Scorer {
  std::string_view name;  // "restore", "label", …
  std::span<const MetricInfo> metrics;
  // One ratio for each metric, then those that `derive` needs: always as many.
  std::vector<Ratio> (*count)(const Case&, std::string_view output);
  // The first metric, where it is no ratio of sums, from the sums of what follows the metrics; else null.
  double (*derive)(std::span<const Ratio> sums) = nullptr;
  // Whether the reference of a case can be scored; null: every one can. Errors: corrupt, at = the id of the case.
  Result<void> (*check)(const Case&) = nullptr;
  std::size_t max_bytes = std::size_t{1} << 20;  // of an answer: some metrics take the product of two lengths
};

// Null when there is none. Source of every definition: docs/methods/metrics.md.
DAU_API const Scorer* find_scorer(std::string_view name);
DAU_API std::span<const Scorer> scorers();

struct GroupScores {
  std::vector<double> value, low, high;  // of each metric; low and high are a 95 % interval by case
  std::vector<Ratio> counts;             // empty ratios for metrics that are none, such as macro-F1
};

// `outputs[i]` is the answer to `*cases[i]`. Errors: invalid_argument (sizes differ; bootstrap options).
// Cost: time O(draws × cases × metrics).
DAU_API Result<GroupScores> score_cases(const Scorer& scorer, std::span<const Case* const> cases,
                                        std::span<const std::string_view> outputs,
                                        const BootstrapOptions& options = {});
}  // namespace dau::eval
