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
#include "eval/resample.h"

namespace dau::eval {
// Whether an answer to a case can be scored. Errors: unsupported (too long); those of the scorer's check.
Result<void> check_scorable(const Scorer& scorer, const Case& one, std::string_view output);

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

  // The sum of all cases.
  std::vector<Ratio> sum() const;

  // Every sum of a draw of resample.h.
  Columns columns() const;
  std::vector<double> values_of_draw(std::span<const std::uint64_t> sums) const;

  // Each metric of a sum.
  std::vector<double> values(std::span<const Ratio> sums) const;

 private:
  void count(std::span<const Case* const> cases, std::span<const std::string_view> outputs);
  void count_labels(std::span<const Case* const> cases, std::span<const std::string_view> outputs);

  const Scorer* scorer_;
  std::size_t width_ = 0;
  std::vector<Ratio> counts_;
};

// The metrics of every draw of interval.h, one vector for each metric. Errors: invalid_argument (draws).
Result<std::vector<std::vector<double>>> draw_values(const Tally& tally, const BootstrapOptions& options);

// The 95 % interval of each metric. Errors: as draw_values.
Result<std::vector<Interval>> bootstrap(const Tally& tally, const BootstrapOptions& options);
}  // namespace dau::eval
