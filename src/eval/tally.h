// SPDX-License-Identifier: Apache-2.0
// tally.h — what each case adds to the metrics of a scorer, so that any selection of cases is a sum.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dau/eval/interval.h"
#include "dau/eval/task_metrics.h"

namespace dau::eval {
// Means over cases are sums of billionths: {a score × kWhole, kWhole}.
inline constexpr std::uint64_t kWhole = 1'000'000'000;
Ratio share_of_case(double score) noexcept;

// The counts of every case, in rows of equal width. The first ratios of a row are the metrics; what follows is what a
// metric is made of that is no ratio of sums, such as the right and wrong answers of one label.
class Tally {
 public:
  Tally(const Scorer& scorer, std::span<const Case* const> cases, std::span<const std::string_view> outputs);

  std::size_t cases() const noexcept { return width_ == 0 ? 0 : counts_.size() / width_; }
  std::size_t width() const noexcept { return width_; }
  std::span<const Ratio> of(std::size_t one) const { return std::span(counts_).subspan(one * width_, width_); }

  // The sum of all cases, `times[i]` of each.
  std::vector<Ratio> sum() const;
  std::vector<Ratio> sum(std::span<const std::uint32_t> times) const;

  // Each metric of a sum.
  std::vector<double> values(std::span<const Ratio> sums) const;

 private:
  void count(std::span<const Case* const> cases, std::span<const std::string_view> outputs);
  void count_labels(std::span<const Case* const> cases, std::span<const std::string_view> outputs);

  const Scorer* scorer_;
  std::size_t width_ = 0;
  std::vector<Ratio> counts_;
};

// The 95 % interval of each metric; the draws are those of interval.h. Errors: invalid_argument (draws).
Result<std::vector<Interval>> bootstrap(const Tally& tally, const BootstrapOptions& options);
}  // namespace dau::eval
