// SPDX-License-Identifier: Apache-2.0
// trigram.h — a pruned and quantised back-off trigram, read in place (docs/formats/restore-model.md).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "dau/model/container.h"
#include "dau/result.h"

namespace dau::nn {
using WordId = std::uint16_t;

// Costs are −ln p in sixteenths of a nat. Immutable; reads the container's bytes, which must outlive it.
// Source: docs/methods/restore.md (interpolated Kneser-Ney, pruned).
class Trigram {
 public:
  static constexpr std::int32_t kUnitsPerNat = 16;

  // Errors: corrupt, when an array's size or an index in it does not fit the others.
  static Result<Trigram> open(const model::Container& container, std::size_t words);

  // What is known after the two words (u, v): where their trigrams lie, and what it costs to go without.
  struct Context {
    std::uint32_t begin = 0, end = 0;  // of the trigrams after (u, v)
    std::int32_t back_off = 0;
  };
  Context context(WordId u, WordId v) const noexcept;

  // Cost of `w` whatever stands before it.
  std::int32_t unigram(WordId w) const noexcept { return unigram_cost_[w]; }

  // Cost of `w` after `v` alone.
  std::int32_t bigram(WordId v, WordId w) const noexcept;

  // Cost of `w` in a context whose last word's bigram cost is known.
  std::int32_t trigram(const Context& context, WordId w, std::int32_t bigram_cost) const noexcept;

 private:
  static constexpr std::size_t kBlock = 16;
  std::size_t find_bigram(WordId v, WordId w) const noexcept;  // bigram_word_.size() when absent
  std::uint32_t trigram_begin(std::size_t parent) const noexcept {
    return trigram_block_[parent / kBlock] + trigram_offset_[parent];
  }
  Result<void> check() const;

  std::span<const std::uint8_t> unigram_cost_, unigram_back_off_;
  std::span<const std::uint32_t> bigram_begin_;  // [words + 1]
  std::span<const std::uint16_t> bigram_word_;
  std::span<const std::uint8_t> bigram_cost_, bigram_back_off_;
  std::span<const std::uint64_t> has_;   // one bit a bigram: trigrams follow
  std::span<const std::uint32_t> rank_;  // bits set before each word of has_
  // Where the trigrams of the i-th bigram that has some begin: block_[i / 16] + offset_[i]. One more than there are.
  std::span<const std::uint32_t> trigram_block_;
  std::span<const std::uint16_t> trigram_offset_;
  std::span<const std::uint16_t> trigram_word_;
  std::span<const std::uint8_t> trigram_cost_;
};
}  // namespace dau::nn
