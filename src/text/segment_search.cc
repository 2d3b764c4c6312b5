// SPDX-License-Identifier: Apache-2.0
// segment_search.cc — gaps are scored first; then words that no hopeless gap cuts, from left to right.
#include "text/segment_search.h"

#include <algorithm>
#include <limits>

namespace dau::text {
namespace {
class Sum {
 public:
  explicit Sum(std::span<const std::int16_t> weights)
      : weights_(weights.data()), last_(static_cast<std::uint32_t>(weights.size() - 1)) {}
  void operator()(std::uint32_t feature) { sum_ += weights_[feature & last_]; }
  std::int32_t value() const { return sum_; }

 private:
  const std::int16_t* weights_;
  std::uint32_t last_;
  std::int32_t sum_ = 0;
};
}  // namespace

void SegmentSearch::score_gaps(const Phrase& phrase, std::span<const std::int16_t> weights) {
  const std::size_t n = phrase.size();
  gap_.resize(n);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    Sum sum(weights);
    gap_features(phrase, kMargin + i, sum);
    gap_[i] = sum.value();
  }
}

std::span<const std::uint8_t> SegmentSearch::best(const Phrase& phrase, std::span<const std::int16_t> weights) {
  const std::size_t n = phrase.size();
  score_gaps(phrase, weights);
  best_.assign(n + 1, std::numeric_limits<std::int64_t>::min());
  last_.assign(n + 1, 1);
  best_[0] = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::int64_t inside = 0;
    for (std::size_t m = 1; m <= kLongestWord && i + m <= n; ++m) {
      if (m > 1 && gap_[i + m - 2] <= kHopelessGap) break;
      if (m > 1) inside += gap_[i + m - 2];
      Sum sum(weights);
      word_features(phrase, kMargin + i, m, sum);
      const std::int64_t score = best_[i] + inside + sum.value();
      if (score <= best_[i + m]) continue;
      best_[i + m] = score;
      last_[i + m] = static_cast<std::uint8_t>(m);
    }
  }
  words_.clear();
  for (std::size_t at = n; at > 0; at -= last_[at]) words_.push_back(last_[at]);
  std::reverse(words_.begin(), words_.end());
  return words_;
}
}  // namespace dau::text
