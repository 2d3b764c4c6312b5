// SPDX-License-Identifier: Apache-2.0
// resample.cc — several samples are drawn before their sums are taken, so that each count is fetched once for all.
#include "eval/resample.h"

#include <algorithm>
#include <array>
#include <future>
#include <limits>

#include "eval/python_random.h"

namespace dau::eval {
namespace {
constexpr std::size_t kBatch = 8;
// Small enough that a block of counts stays in the first cache while all samples of a batch go over it, and that the
// sum of a narrow column fits into 31 bits: the cases of a block are drawn about kBlock times together.
constexpr std::size_t kBlock = 2048;
constexpr std::size_t kManyCases = 20'000;  // below, a second thread costs more than it brings

// How often each case occurs in each sample of a batch.
struct Batch {
  std::vector<std::int16_t> times;  // kBatch × cases
  std::size_t draws = 0;

  std::span<const std::int16_t> of(std::size_t draw, std::size_t cases) const {
    return std::span(times).subspan(draw * cases, cases);
  }
};

void fill(Batch& batch, PythonRandom& random, std::size_t cases, std::size_t draws) {
  batch.draws = draws;
  batch.times.assign(draws * cases, 0);
  for (std::size_t draw = 0; draw < draws; ++draw) {
    std::int16_t* times = batch.times.data() + draw * cases;
    for (std::size_t i = 0; i < cases; ++i) ++times[random.randrange(static_cast<std::uint32_t>(cases))];
  }
}

std::int32_t dot(const std::int16_t* times, const std::int16_t* counts, std::size_t size) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += std::int32_t{times[i]} * std::int32_t{counts[i]};
  return sum;
}

std::uint64_t dot(const std::int16_t* times, const std::uint64_t* counts, std::size_t size) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += static_cast<std::uint64_t>(times[i]) * counts[i];
  return sum;
}
}  // namespace

std::size_t Columns::add(std::span<const std::uint64_t> counts) {
  const bool narrow = std::ranges::all_of(counts, [](std::uint64_t one) {
    return one <= static_cast<std::uint64_t>(std::numeric_limits<std::int16_t>::max());
  });
  places_.push_back({narrow, narrow ? narrow_.size() : wide_.size()});
  if (narrow) {
    std::vector<std::int16_t>& column = narrow_.emplace_back();
    column.reserve(counts.size());
    for (const std::uint64_t one : counts) column.push_back(static_cast<std::int16_t>(one));
  } else {
    wide_.emplace_back(counts.begin(), counts.end());
  }
  return places_.size() - 1;
}

void Columns::add_sums(std::span<const std::int16_t> times, std::size_t begin, std::size_t end,
                       std::span<std::uint64_t> sums) const {
  const std::int16_t* of_block = times.data() + begin;
  for (std::size_t c = 0; c < places_.size(); ++c)
    sums[c] += places_[c].narrow
                   ? static_cast<std::uint64_t>(dot(of_block, narrow_[places_[c].at].data() + begin, end - begin))
                   : dot(of_block, wide_[places_[c].at].data() + begin, end - begin);
}

void resample(const Columns& columns, const BootstrapOptions& options,
              const std::function<void(std::span<const std::uint64_t> sums)>& each) {
  PythonRandom random(options.seed);
  const std::size_t cases = columns.cases();
  std::size_t left = static_cast<std::size_t>(options.draws);
  const auto policy = cases >= kManyCases ? std::launch::async | std::launch::deferred : std::launch::deferred;
  std::array<Batch, 2> batches;
  Batch *now = &batches[0], *next = &batches[1];
  const auto fill_next = [&](Batch& batch) {
    const std::size_t draws = std::min(left, kBatch);
    left -= draws;
    fill(batch, random, cases, draws);
  };
  for (fill_next(*now); now->draws > 0; std::swap(now, next)) {
    std::future<void> drawn = std::async(policy, [&] { fill_next(*next); });
    std::vector<std::uint64_t> sums(now->draws * columns.size());
    for (std::size_t begin = 0; begin < cases; begin += kBlock)
      for (std::size_t draw = 0; draw < now->draws; ++draw)
        columns.add_sums(now->of(draw, cases), begin, std::min(begin + kBlock, cases),
                         std::span(sums).subspan(draw * columns.size(), columns.size()));
    for (std::size_t draw = 0; draw < now->draws; ++draw)
      each(std::span(sums).subspan(draw * columns.size(), columns.size()));
    drawn.get();
  }
}
}  // namespace dau::eval
