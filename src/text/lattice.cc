// SPDX-License-Identifier: Apache-2.0
// lattice.cc — exact second-order Viterbi and forward-backward over pairs of neighbouring candidates.
#include "text/lattice.h"

#include <algorithm>
#include <limits>

#include "nn/exact_math.h"

namespace dau::text {
namespace {
constexpr float kMinusInfinity = -std::numeric_limits<float>::infinity();

// ln(e^a + e^b).
float log_add(float a, float b) {
  if (a < b) std::swap(a, b);
  if (b == kMinusInfinity) return a;
  return a + nn::exact_log(1.0f + nn::exact_exp(b - a));
}

float to_log(std::int32_t cost) { return -static_cast<float>(cost) / static_cast<float>(kCostPerNat); }
}  // namespace

// transition_[(a · nb + b) · nc + c]: the cost of candidate c of `column` after a, b of the two columns before it.
void PathSearch::fill_transitions(const Lattice& lattice, std::size_t column) {
  const std::size_t na = lattice.size(column - 2), nb = lattice.size(column - 1), nc = lattice.size(column);
  transition_.resize(na * nb * nc);
  if (weight_ == 0) {
    for (std::size_t i = 0; i < transition_.size(); ++i) transition_[i] = lattice.at(column, i % nc).cost;
    return;
  }
  bigram_.resize(nb * nc);
  for (std::size_t b = 0; b < nb; ++b)
    for (std::size_t c = 0; c < nc; ++c)
      bigram_[b * nc + c] = trigram_.bigram(lattice.at(column - 1, b).word, lattice.at(column, c).word);
  for (std::size_t a = 0; a < na; ++a) {
    for (std::size_t b = 0; b < nb; ++b) {
      const auto context = trigram_.context(lattice.at(column - 2, a).word, lattice.at(column - 1, b).word);
      for (std::size_t c = 0; c < nc; ++c) {
        const Candidate& candidate = lattice.at(column, c);
        const std::int32_t lm = trigram_.trigram(context, candidate.word, bigram_[b * nc + c]);
        transition_[(a * nb + b) * nc + c] = lm * weight_ + candidate.cost;
      }
    }
  }
}

const std::vector<std::uint8_t>& PathSearch::best_path(const Lattice& lattice) {
  const std::size_t columns = lattice.columns();
  here_.assign(1, 0);
  back_.clear();
  state_begin_.assign(2, 0);
  for (std::size_t i = 2; i < columns; ++i) {
    const std::size_t na = lattice.size(i - 2), nb = lattice.size(i - 1), nc = lattice.size(i);
    fill_transitions(lattice, i);
    state_begin_.push_back(back_.size());
    next_.assign(nb * nc, std::numeric_limits<std::int64_t>::max());
    back_.resize(back_.size() + nb * nc);
    std::uint8_t* back = &back_[state_begin_.back()];
    for (std::size_t a = 0; a < na; ++a)
      for (std::size_t s = 0; s < nb * nc; ++s) {
        const std::int64_t cost = here_[a * nb + s / nc] + transition_[a * nb * nc + s];
        if (cost >= next_[s]) continue;
        next_[s] = cost;
        back[s] = static_cast<std::uint8_t>(a);
      }
    here_.swap(next_);
  }
  path_.assign(columns, 0);
  const auto last = static_cast<std::size_t>(std::min_element(here_.begin(), here_.end()) - here_.begin());
  cost_ = here_[last];
  std::size_t nc = lattice.size(columns - 1);
  path_[columns - 1] = static_cast<std::uint8_t>(last % nc);
  path_[columns - 2] = static_cast<std::uint8_t>(last / nc);
  for (std::size_t i = columns - 1; i >= 2; --i)
    path_[i - 2] = back_[state_begin_[i] + path_[i - 1] * lattice.size(i) + path_[i]];
  return path_;
}

// alpha_ of all pairs of candidates, each column's begin in state_begin_.
void PathSearch::forward(const Lattice& lattice) {
  alpha_.assign(1, 0.0f);
  state_begin_.assign(2, 0);
  for (std::size_t i = 2; i < lattice.columns(); ++i) {
    const std::size_t na = lattice.size(i - 2), nb = lattice.size(i - 1), nc = lattice.size(i);
    fill_transitions(lattice, i);
    const std::size_t before = state_begin_.back(), now = alpha_.size();
    state_begin_.push_back(now);
    alpha_.resize(now + nb * nc, kMinusInfinity);
    for (std::size_t a = 0; a < na; ++a)
      for (std::size_t s = 0; s < nb * nc; ++s) {
        const float from = alpha_[before + a * nb + s / nc];
        alpha_[now + s] = log_add(alpha_[now + s], from + to_log(transition_[a * nb * nc + s]));
      }
    // Only differences within a column matter; without this the sums of a long line lose their digits.
    const float top = *std::max_element(alpha_.begin() + static_cast<std::ptrdiff_t>(now), alpha_.end());
    for (std::size_t s = now; s < alpha_.size(); ++s) alpha_[s] -= top;
  }
}

void PathSearch::backward(const Lattice& lattice) {
  posterior_.assign(lattice.candidates(), 0.0f);
  const std::size_t columns = lattice.columns();
  beta_.assign(lattice.size(columns - 2) * lattice.size(columns - 1), 0.0f);
  for (std::size_t i = columns; i-- > 1;) {
    const std::size_t nb = lattice.size(i - 1), nc = lattice.size(i);
    const float* alpha = &alpha_[state_begin_[i]];
    float total = kMinusInfinity;
    for (std::size_t s = 0; s < nb * nc; ++s) total = log_add(total, alpha[s] + beta_[s]);
    for (std::size_t s = 0; s < nb * nc; ++s)
      posterior_[lattice.begin(i) + s % nc] += nn::exact_exp(alpha[s] + beta_[s] - total);
    if (i < 2) break;
    const std::size_t na = lattice.size(i - 2);
    fill_transitions(lattice, i);
    beta_next_.assign(na * nb, kMinusInfinity);
    for (std::size_t a = 0; a < na; ++a)
      for (std::size_t s = 0; s < nb * nc; ++s) {
        float& to = beta_next_[a * nb + s / nc];
        to = log_add(to, beta_[s] + to_log(transition_[a * nb * nc + s]));
      }
    const float top = *std::max_element(beta_next_.begin(), beta_next_.end());
    for (float& b : beta_next_) b -= top;
    beta_.swap(beta_next_);
  }
}

const std::vector<float>& PathSearch::posteriors(const Lattice& lattice) {
  forward(lattice);
  backward(lattice);
  return posterior_;
}
}  // namespace dau::text
