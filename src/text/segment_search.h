// SPDX-License-Identifier: Apache-2.0
// segment_search.h — the best way to join the atoms of a phrase to words, by whole numbers.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "text/segment_features.h"

namespace dau::text {
// Words of several atoms are tried where every gap inside them scores more than this; in units of the weights.
inline constexpr std::int32_t kHopelessGap = -1200;

// Kept by each thread from phrase to phrase.
class SegmentSearch {
 public:
  // How many atoms each word of the phrase has, in order. The result is valid until the next call.
  // `weights`: 2^bits of them. Ties go to the shorter last word. Cost: time O(atoms).
  std::span<const std::uint8_t> best(const Phrase& phrase, std::span<const std::int16_t> weights);

 private:
  void score_gaps(const Phrase& phrase, std::span<const std::int16_t> weights);
  std::vector<std::int32_t> gap_;
  std::vector<std::int64_t> best_;
  std::vector<std::uint8_t> last_;  // how many atoms the last word of the best way to here has
  std::vector<std::uint8_t> words_;
};
}  // namespace dau::text
