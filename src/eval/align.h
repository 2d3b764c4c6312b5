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

  // Fills the table and returns the cost of the whole. `substitution(i, j)` is 0 for equal elements.
  template <class Substitution>
  std::int64_t fill(const Substitution& substitution) {
    std::vector<std::int64_t> above(m_ + 1, infinite_), row(m_ + 1, infinite_);
    for (std::size_t i = 0; i <= n_; ++i) {
      const std::size_t begin = first(i), last = std::min(m_, i + band_);
      if (begin > 0) row[begin - 1] = infinite_;  // left over from two rows above, now outside
      for (std::size_t j = begin; j <= last; ++j) row[j] = cell(i, j, above, row, substitution);
      std::swap(above, row);
    }
    return above[m_];
  }

  std::vector<Step> steps() const {
    std::vector<Step> out;
    for (std::size_t i = n_, j = m_; i > 0 || j > 0;) {
      const Way way = steps_[index(i, j)];
      Step step;
      if (way != Way::insertion) step.gold = --i;
      if (way != Way::deletion) step.pred = --j;
      out.push_back(step);
    }
    std::ranges::reverse(out);
    return out;
  }

 private:
  enum class Way : std::uint8_t { none, diagonal, deletion, insertion };

  std::size_t first(std::size_t i) const noexcept { return i > band_ ? i - band_ : 0; }
  std::size_t index(std::size_t i, std::size_t j) const noexcept { return i * width_ + (j - first(i)); }

  // Cells outside the band hold infinite_ in `above` and `row`, so that no step can come from there.
  template <class Substitution>
  std::int64_t cell(std::size_t i, std::size_t j, const std::vector<std::int64_t>& above,
                    const std::vector<std::int64_t>& row, const Substitution& substitution) {
    if (i == 0 && j == 0) return 0;
    const std::int64_t diagonal = i > 0 && j > 0 ? above[j - 1] + substitution(i - 1, j - 1) : infinite_;
    const std::int64_t deletion = i > 0 ? above[j] + kGapCost : infinite_;
    const std::int64_t insertion = j > 0 ? row[j - 1] + kGapCost : infinite_;
    const std::int64_t best = std::min({diagonal, deletion, insertion, infinite_});
    steps_[index(i, j)] = diagonal == best ? Way::diagonal : deletion == best ? Way::deletion : Way::insertion;
    return best;
  }

  std::size_t n_, m_, band_, width_;
  std::int64_t infinite_;
  std::vector<Way> steps_;
};

// The alignment with the fewest edits; among these the smallest sum of substitution(i, j) and of 3 for each gap, where
// substitution(i, j) is 0 when gold i equals pred j and kEditCost plus the extra cost otherwise. Computed in a band
// that is doubled until it provably holds the optimum: a path with k edits leaves the diagonal by at most k.
// Cost: time and memory O((gold_size + 1) × min(edits, pred_size + 1)), a byte of memory for each.
template <class Substitution>
std::vector<Step> align(std::size_t gold_size, std::size_t pred_size, const Substitution& substitution) {
  const std::size_t longer = std::max(gold_size, pred_size);
  std::size_t band = std::max<std::size_t>(8, longer - std::min(gold_size, pred_size) + 4);
  while (true) {
    BandTable table(gold_size, pred_size, band);
    const auto edits = static_cast<std::size_t>(table.fill(substitution) / kEditCost);
    if (edits <= band || band >= longer) return table.steps();
    band = std::min(std::max(band * 2, edits), longer);
  }
}
}  // namespace dau::eval
