// SPDX-License-Identifier: Apache-2.0
// align.h — an optimal alignment of two sequences whose ties are broken by what is substituted for what.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace dau::eval {
// One step: a gold element and a predicted one side by side; without the one an insertion, without the other a
// deletion.
struct Step {
  std::optional<std::size_t> gold;
  std::optional<std::size_t> pred;
};

// A cost orders alignments by edits first and by the extra cost of their kinds second.
constexpr std::int64_t kEditCost = std::int64_t{1} << 24;
constexpr std::int64_t kGapCost = kEditCost + 3;

// The table of prefix costs within |i − j| ≤ band. Only two rows of costs are kept, and for each cell which step leads
// to it: diagonal before deletion before insertion where they cost the same.
class BandTable {
 public:
  BandTable(std::size_t gold_size, std::size_t pred_size, std::size_t band)
      : n_(gold_size),
        m_(pred_size),
        band_(band),
        width_(std::min(2 * band, pred_size) + 1),
        infinite_(kEditCost * static_cast<std::int64_t>(n_ + m_ + 5)),
        steps_((n_ + 1) * width_, Way::none) {}

  // Fills the table and returns the cost of the whole. `substitution(i, j)` is 0 for equal elements. Cells outside the
  // band hold infinite_ or more, so that no step can come from there.
  template <class Substitution>
  std::int64_t fill(const Substitution& substitution) {
    std::vector<std::int64_t> above(m_ + 1, infinite_), row(m_ + 1, infinite_);
    for (std::size_t j = 0; j <= std::min(m_, band_); ++j) {
      above[j] = static_cast<std::int64_t>(j) * kGapCost;
      steps_[j] = Way::insertion;
    }
    for (std::size_t i = 1; i <= n_; ++i) {
      const std::size_t begin = first(i), last = std::min(m_, i + band_);
      Way* const steps = &steps_[i * width_];
      std::size_t j = begin;
      std::int64_t left = infinite_;
      if (begin == 0) {
        row[0] = left = static_cast<std::int64_t>(i) * kGapCost;
        steps[0] = Way::deletion;
        ++j;
      } else {
        row[begin - 1] = infinite_;  // left over from two rows above, now outside
      }
      for (; j <= last; ++j) {
        const std::int64_t diagonal = above[j - 1] + substitution(i - 1, j - 1);
        const std::int64_t deletion = above[j] + kGapCost;
        const std::int64_t insertion = left + kGapCost;
        const std::int64_t other = std::min(diagonal, deletion);
        const Way way = diagonal <= deletion ? Way::diagonal : Way::deletion;
        steps[j - begin] = insertion < other ? Way::insertion : way;
        row[j] = left = std::min(insertion, other);
      }
      std::swap(above, row);
    }
    return above[m_];
  }

  // From the end to the beginning.
  template <class Take>
  void walk_back(const Take& take) const {
    for (std::size_t i = n_, j = m_; i > 0 || j > 0;) {
      const Way way = steps_[i * width_ + (j - first(i))];
      Step step;
      if (way != Way::insertion) step.gold = --i;
      if (way != Way::deletion) step.pred = --j;
      take(step);
    }
  }

 private:
  enum class Way : std::uint8_t { none, diagonal, deletion, insertion };

  std::size_t first(std::size_t i) const noexcept { return i > band_ ? i - band_ : 0; }

  std::size_t n_, m_, band_, width_;
  std::int64_t infinite_;
  std::vector<Way> steps_;
};

// Edits of the best alignment whose gaps all stand in one place: those that turn an element into another.
template <class Equal>
std::size_t edits_with_one_gap(std::size_t gold_size, std::size_t pred_size, const Equal& equal) {
  const std::size_t size = std::min(gold_size, pred_size);
  std::size_t edits = 0;  // all after the gap
  for (std::size_t i = 0; i < size; ++i) edits += equal(gold_size - size + i, pred_size - size + i) ? 0 : 1;
  std::size_t least = edits;
  for (std::size_t i = 0; i < size && gold_size != pred_size; ++i) {  // the gap moves one element on
    edits += equal(i, i) ? 0 : 1;
    edits -= equal(gold_size - size + i, pred_size - size + i) ? 0 : 1;
    least = std::min(least, edits);
  }
  return least;
}

// The alignment with the fewest edits; among these the smallest sum of extra(i, j) of unequal pairs, at most 4 each,
// and of 3 for each gap; among these the first in the order of BandTable, from the end.
//
// Equal elements at the end stand side by side: a diagonal step that costs nothing is never dearer than the others, and
// comes first among equals. The rest is computed in a band that provably holds every optimum: a path that leaves a band
// of b takes at least 2 (b + 1) − |gold_size − pred_size| gaps, and no optimum costs more than edits_with_one_gap or
// the best of a narrower band.
// Cost: time and memory O((gold_size + 1) × min(edits, pred_size + 1)), a byte of memory for each.
template <class Equal, class Extra>
std::vector<Step> align(std::size_t gold_size, std::size_t pred_size, const Equal& equal, const Extra& extra) {
  std::vector<Step> steps;
  steps.reserve(std::max(gold_size, pred_size));
  while (gold_size > 0 && pred_size > 0 && equal(gold_size - 1, pred_size - 1))
    steps.push_back({--gold_size, --pred_size});
  const std::size_t longer = std::max(gold_size, pred_size), gap = longer - std::min(gold_size, pred_size);
  const auto most = static_cast<std::int64_t>(edits_with_one_gap(gold_size, pred_size, equal)) * (kEditCost + 4) +
                    static_cast<std::int64_t>(gap) * kGapCost;
  const auto gaps = static_cast<std::size_t>(most / kGapCost);  // no optimal path has more
  const std::size_t widest = std::min((gaps + gap) / 2, longer);
  constexpr std::size_t kNarrow = 64;  // worth no attempt with less
  for (std::size_t band = std::min(widest, gap + kNarrow); longer > 0; band = std::min(2 * band, widest)) {
    BandTable table(gold_size, pred_size, band);
    const std::int64_t cost = table.fill(
        [&](std::size_t i, std::size_t j) { return equal(i, j) ? std::int64_t{0} : kEditCost + extra(i, j); });
    if (band < widest && static_cast<std::size_t>(cost / kGapCost) + gap >= 2 * (band + 1)) continue;
    table.walk_back([&](const Step& step) { steps.push_back(step); });
    break;
  }
  std::ranges::reverse(steps);
  return steps;
}
}  // namespace dau::eval
