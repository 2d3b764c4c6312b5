// SPDX-License-Identifier: Apache-2.0
// interval.h — how sure a number is: percentile intervals from resampled sentences.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dau/api.h"
#include "dau/eval/ratio.h"
#include "dau/result.h"

namespace dau::eval {
struct BootstrapOptions {
  int draws = 1000;        // 1 to 1,000,000
  std::int64_t seed = 42;  // of the generator
};

struct Interval {
  double low = 0;   // 2.5 % of the draws lie below
  double high = 0;  // 2.5 % lie at or above
  friend bool operator==(const Interval&, const Interval&) = default;
};

// What each sentence adds to one metric.
using Series = std::vector<Ratio>;

// The 95 % interval of each metric: the sentences are drawn with replacement, as many as there are, and their ratios
// added up; every metric sees the same draws. Zero sentences give [0, 0].
// The draws are those of Python's random.Random(seed).randrange, so that the interval is the very one the reference
// implementation gives by scoring each drawn set afresh.
// Errors: invalid_argument (draws out of range; series of different lengths; 2^32 sentences or more).
// Cost: time O(draws × sentences × metrics). Source: docs/methods/metrics.md.
DAU_API Result<std::vector<Interval>> bootstrap(std::span<const Series> metrics, const BootstrapOptions& options = {});

// The 95 % interval of the values of all draws: those at int(0.025·n) and int(0.975·n) in order, as the reference
// takes them; [0, 0] of none.
DAU_API Interval percentiles(std::vector<double> values);

// Draws out of range: invalid_argument with `at` "draws".
DAU_API Result<void> validate(const BootstrapOptions& options);
}  // namespace dau::eval
