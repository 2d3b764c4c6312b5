// SPDX-License-Identifier: Apache-2.0
// resample.h — sums of counts over samples of cases that are drawn with replacement.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "dau/eval/interval.h"

namespace dau::eval {
// What every case adds to each of several sums, a column for each sum. Columns of small counts, which nearly all are,
// take two bytes a case.
class Columns {
 public:
  explicit Columns(std::size_t cases) : cases_(cases) {}

  // `counts` of all cases. Returns the number of the column.
  std::size_t add(std::span<const std::uint64_t> counts);

  std::size_t cases() const noexcept { return cases_; }
  std::size_t size() const noexcept { return places_.size(); }

  // Adds to sums[c] the counts of column c of the cases [begin, end), each as often as `times` (of all cases) says.
  void add_sums(std::span<const std::int16_t> times, std::size_t begin, std::size_t end,
                std::span<std::uint64_t> sums) const;

 private:
  struct Place {
    bool narrow;
    std::size_t at;
  };
  std::size_t cases_;
  std::vector<std::vector<std::int16_t>> narrow_;
  std::vector<std::vector<std::uint64_t>> wide_;
  std::vector<Place> places_;
};

// Draws as many cases as there are, with replacement, `options.draws` times, and calls each(sums) after every draw, in
// order. The draws are those of random.Random(seed).randrange in Python.
// Cost: 1,000 draws of 1,000,000 cases some seconds on two cores: while one draws the other adds up.
void resample(const Columns& columns, const BootstrapOptions& options,
              const std::function<void(std::span<const std::uint64_t> sums)>& each);
}  // namespace dau::eval
