// SPDX-License-Identifier: Apache-2.0
// lattice.h — columns of candidates with costs, and the best path through them under a trigram.
//
// Restoring marks is one use; a typo corrector, a keystroke decoder or an OCR repairer fill the same columns with other
// candidates and channel costs.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "nn/trigram.h"

namespace dau::text {
// Costs are fixed-point −ln p: kCostPerNat units a nat. Whole numbers, so that every machine finds the same path.
inline constexpr std::int32_t kCostPerNat = 1024;

// The whole cost next to `units`, which are not negative; halves go up.
inline std::int32_t to_cost(float units) noexcept {
  const float up = units + 0.5f;
  return static_cast<std::int32_t>(up);
}

struct Candidate {
  nn::WordId word = 0;     // what the trigram sees
  std::uint16_t form = 0;  // what the caller makes of it
  std::int32_t cost = 0;   // of the channel and of the scorers that look at one column alone
};

// Candidates of a column are in the order of preference when costs are equal. At most 255 in a column.
class Lattice {
 public:
  void clear() {
    begin_.assign(1, 0);
    candidates_.clear();
  }
  void add(const Candidate& candidate) { candidates_.push_back(candidate); }  // to the column being built
  void end_column() { begin_.push_back(static_cast<std::uint32_t>(candidates_.size())); }

  std::size_t columns() const noexcept { return begin_.size() - 1; }
  std::size_t begin(std::size_t column) const noexcept { return begin_[column]; }
  std::size_t size(std::size_t column) const noexcept { return begin_[column + 1] - begin_[column]; }
  const Candidate& at(std::size_t column, std::size_t i) const noexcept { return candidates_[begin_[column] + i]; }
  std::size_t candidates() const noexcept { return candidates_.size(); }

 private:
  std::vector<std::uint32_t> begin_{0};
  std::vector<Candidate> candidates_;
};

// Finds paths; reused from line to line, one object a thread. The first two columns must have one candidate each
// (the signs of a line's begin), every other at least one.
class PathSearch {
 public:
  // `trigram_weight`: kCostPerNat units for each unit of the trigram's costs; 0 leaves the trigram out.
  PathSearch(const nn::Trigram& trigram, std::int32_t trigram_weight) : trigram_(trigram), weight_(trigram_weight) {}

  // The index within each column of the cheapest path. Among equals the one with the lower index in the last column but
  // one decides, then in the last, then in those before, backwards: so leaving out candidates of other paths changes
  // nothing.
  // Cost: time O(columns × candidates³), memory O(columns × candidates²).
  const std::vector<std::uint8_t>& best_path(const Lattice& lattice);

  // What the path that best_path() found costs.
  std::int64_t cost() const noexcept { return cost_; }

  // The posterior of each candidate of the lattice (forward-backward over the same costs), in its order.
  const std::vector<float>& posteriors(const Lattice& lattice);

 private:
  void fill_transitions(const Lattice& lattice, std::size_t column);
  void forward(const Lattice& lattice);
  void backward(const Lattice& lattice);

  const nn::Trigram& trigram_;
  std::int32_t weight_;
  std::vector<std::int32_t> bigram_, transition_;  // of one column: [b][c] and [a][b][c]
  std::vector<std::int64_t> here_, next_;          // cheapest cost of each pair of candidates (b, c)
  std::vector<std::uint8_t> back_, path_;
  std::vector<std::size_t> state_begin_;
  std::int64_t cost_ = 0;
  std::vector<float> alpha_, beta_, beta_next_, posterior_;
};
}  // namespace dau::text
