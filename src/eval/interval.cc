// SPDX-License-Identifier: Apache-2.0
// interval.cc — the sentence bootstrap.
#include "dau/eval/interval.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

#include "eval/python_random.h"

namespace dau::eval {
namespace {
// How often each sentence occurs in one draw: all that a sum of counts needs to know of it.
void draw(PythonRandom& random, std::vector<std::uint32_t>& times) {
  std::ranges::fill(times, 0);
  for (std::size_t i = 0; i < times.size(); ++i) ++times[random.randrange(static_cast<std::uint32_t>(times.size()))];
}

Ratio weighted_sum(const Series& series, const std::vector<std::uint32_t>& times) {
  Ratio sum;
  for (std::size_t i = 0; i < series.size(); ++i) {
    sum.numerator += series[i].numerator * times[i];
    sum.denominator += series[i].denominator * times[i];
  }
  return sum;
}

Result<void> same_lengths(std::span<const Series> metrics) {
  for (const Series& series : metrics) {
    if (series.size() != metrics.front().size())
      return Error{Errc::invalid_argument, "metrics are given for different numbers of sentences", "metrics"};
    if (series.size() > std::numeric_limits<std::uint32_t>::max())
      return Error{Errc::invalid_argument, "too many sentences to draw from", "metrics"};
  }
  return {};
}
}  // namespace

Interval percentiles(std::vector<double> values) {
  if (values.empty()) return {};
  std::ranges::sort(values);
  const auto n = static_cast<double>(values.size());
  return {values[static_cast<std::size_t>(0.025 * n)], values[static_cast<std::size_t>(0.975 * n)]};
}

Result<void> validate(const BootstrapOptions& options) {
  if (options.draws >= 1 && options.draws <= 1'000'000) return {};
  return Error{Errc::invalid_argument, "draws must be 1 to 1000000, found " + std::to_string(options.draws), "draws"};
}

Result<std::vector<Interval>> bootstrap(std::span<const Series> metrics, const BootstrapOptions& options) {
  DAU_CHECK(validate(options));
  DAU_CHECK(same_lengths(metrics));
  PythonRandom random(options.seed);
  std::vector<std::uint32_t> times(metrics.empty() ? 0 : metrics.front().size());
  std::vector<std::vector<double>> values(metrics.size());
  for (int i = 0; i < options.draws; ++i) {
    draw(random, times);
    for (std::size_t m = 0; m < metrics.size(); ++m) values[m].push_back(weighted_sum(metrics[m], times).value());
  }
  std::vector<Interval> intervals;
  intervals.reserve(values.size());
  for (std::vector<double>& one : values) intervals.push_back(percentiles(std::move(one)));
  return intervals;
}
}  // namespace dau::eval
