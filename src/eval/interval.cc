// SPDX-License-Identifier: Apache-2.0
// interval.cc — the sentence bootstrap.
#include "dau/eval/interval.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

#include "eval/resample.h"

namespace dau::eval {
namespace {
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
  if (metrics.empty()) return std::vector<Interval>();
  Columns columns(metrics.front().size());
  for (const Series& series : metrics) {
    std::vector<std::uint64_t> numerators, denominators;
    for (const Ratio& one : series) {
      numerators.push_back(one.numerator);
      denominators.push_back(one.denominator);
    }
    columns.add(numerators);
    columns.add(denominators);
  }
  std::vector<std::vector<double>> values(metrics.size());
  resample(columns, options, [&](std::span<const std::uint64_t> sums) {
    for (std::size_t m = 0; m < metrics.size(); ++m) values[m].push_back(Ratio{sums[2 * m], sums[2 * m + 1]}.value());
  });
  std::vector<Interval> intervals;
  intervals.reserve(values.size());
  for (std::vector<double>& one : values) intervals.push_back(percentiles(std::move(one)));
  return intervals;
}
}  // namespace dau::eval
