// SPDX-License-Identifier: Apache-2.0
// compare.h — is one system better than another, or was it the choice of cases? docs/methods/metrics.md.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dau/api.h"
#include "dau/eval/files.h"
#include "dau/eval/interval.h"
#include "dau/eval/result.h"
#include "dau/result.h"

namespace dau::eval {
// Of one metric, a − b. `low`, `high`: the 95 % interval of the difference, from the draws of interval.h, the same
// cases for both. `p`: how often the systems would differ at least so much, in either direction, were each case's two
// answers given to them by a coin.
struct Difference {
  std::string metric;
  bool higher_is_better = true, primary = false;
  double a = 0, b = 0;
  double difference = 0, low = 0, high = 0;
  double p = 1;                              // (draws that differ as much + 1) / (draws + 1)
  std::uint64_t a_better = 0, b_better = 0;  // cases by themselves
};

struct CellDifference {
  std::string register_name, dialect;  // empty: all
  std::uint64_t cases = 0;
  std::vector<Difference> metrics;
};

// The answers of two systems to `cases`, in their order, compared in every cell. Nothing of their stated scores is
// used. The coins are those of random.Random(seed).getrandbits(1) in Python, one for each case of the cell in order,
// draw by draw. Errors: as score_cells. Cost: time O(draws × cases × metrics).
DAU_API Result<std::vector<CellDifference>> compare(const TaskFile& task, std::span<const Case> cases,
                                                    std::span<const Answer> a, std::span<const Answer> b,
                                                    const BootstrapOptions& options = {});

// A line for each cell, of one metric (empty: the first of the task). Errors: invalid_argument (no such metric).
DAU_API Result<std::string> to_text(std::span<const CellDifference> cells, const std::string& metric = {});
}  // namespace dau::eval
