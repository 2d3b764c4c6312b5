// SPDX-License-Identifier: Apache-2.0
// trigram.cc — binary searches in sorted arrays.
#include "nn/trigram.h"

#include <algorithm>
#include <bit>
#include <string>

#include "nn/section.h"

namespace dau::nn {
namespace {
// Back-off weights are stored as (ln w + 12) · 16, so that a byte holds −12 … +3.9.
constexpr std::int32_t kBackOffZero = 12 * Trigram::kUnitsPerNat;
std::int32_t back_off_cost(std::uint8_t stored) { return kBackOffZero - stored; }

template <class T>
bool ascending_to(std::span<const T> begins, std::size_t end) {
  return !begins.empty() && begins.front() == 0 && begins.back() == end && std::is_sorted(begins.begin(), begins.end());
}
}  // namespace

Result<Trigram> Trigram::open(const model::Container& container, std::size_t words) {
  Trigram t;
  DAU_TRY(t.unigram_cost_, whole_section<std::uint8_t>(container, "ngram.unigram.cost", words));
  DAU_TRY(t.unigram_back_off_, whole_section<std::uint8_t>(container, "ngram.unigram.bo", words));
  DAU_TRY(t.bigram_begin_, whole_section<std::uint32_t>(container, "ngram.bigram.begin", words + 1));
  const std::size_t bigrams = t.bigram_begin_.empty() ? 0 : t.bigram_begin_.back();
  DAU_TRY(t.bigram_word_, whole_section<std::uint16_t>(container, "ngram.bigram.word", bigrams));
  DAU_TRY(t.bigram_cost_, whole_section<std::uint8_t>(container, "ngram.bigram.cost", bigrams));
  DAU_TRY(t.bigram_back_off_, whole_section<std::uint8_t>(container, "ngram.bigram.bo", bigrams));
  DAU_TRY(t.has_, whole_section<std::uint64_t>(container, "ngram.bigram.has", (bigrams + 63) / 64));
  DAU_TRY(t.rank_, whole_section<std::uint32_t>(container, "ngram.bigram.rank", t.has_.size()));
  std::size_t parents = 0;
  for (const std::uint64_t bits : t.has_) parents += static_cast<std::size_t>(std::popcount(bits));
  DAU_TRY(t.trigram_block_, whole_section<std::uint32_t>(container, "ngram.trigram.block", parents / kBlock + 1));
  DAU_TRY(t.trigram_offset_, whole_section<std::uint16_t>(container, "ngram.trigram.offset", parents + 1));
  const std::size_t trigrams = t.trigram_begin(parents);
  DAU_TRY(t.trigram_word_, whole_section<std::uint16_t>(container, "ngram.trigram.word", trigrams));
  DAU_TRY(t.trigram_cost_, whole_section<std::uint8_t>(container, "ngram.trigram.cost", trigrams));
  DAU_CHECK(t.check());
  return t;
}

Result<void> Trigram::check() const {
  const auto corrupt = [](const char* what) { return Error{Errc::corrupt, std::string("trigram model: ") + what}; };
  if (!ascending_to(bigram_begin_, bigram_word_.size())) return corrupt("bigram ranges are not ascending");
  for (std::size_t i = 0; i + 1 < trigram_offset_.size(); ++i)
    if (trigram_begin(i) > trigram_begin(i + 1)) return corrupt("trigram ranges are not ascending");
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < has_.size(); ++i) {
    if (rank_[i] != before) return corrupt("ranks do not count the bits");
    before += static_cast<std::uint32_t>(std::popcount(has_[i]));
  }
  return {};
}

std::size_t Trigram::find_bigram(WordId v, WordId w) const noexcept {
  const auto* begin = bigram_word_.data() + bigram_begin_[v];
  const auto* end = bigram_word_.data() + bigram_begin_[v + 1u];
  const auto* at = std::lower_bound(begin, end, w);
  return at != end && *at == w ? static_cast<std::size_t>(at - bigram_word_.data()) : bigram_word_.size();
}

Trigram::Context Trigram::context(WordId u, WordId v) const noexcept {
  const std::size_t i = find_bigram(u, v);
  if (i == bigram_word_.size()) return {};
  const std::uint64_t bit = std::uint64_t{1} << (i % 64);
  if ((has_[i / 64] & bit) == 0) return {};
  const std::size_t parent = rank_[i / 64] + static_cast<std::size_t>(std::popcount(has_[i / 64] & (bit - 1)));
  return {trigram_begin(parent), trigram_begin(parent + 1), back_off_cost(bigram_back_off_[i])};
}

std::int32_t Trigram::bigram(WordId v, WordId w) const noexcept {
  const std::size_t i = find_bigram(v, w);
  if (i != bigram_word_.size()) return bigram_cost_[i];
  return back_off_cost(unigram_back_off_[v]) + unigram_cost_[w];
}

std::int32_t Trigram::trigram(const Context& context, WordId w, std::int32_t bigram_cost) const noexcept {
  const auto* begin = trigram_word_.data() + context.begin;
  const auto* end = trigram_word_.data() + context.end;
  const auto* at = std::lower_bound(begin, end, w);
  if (at != end && *at == w) return trigram_cost_[static_cast<std::size_t>(at - trigram_word_.data())];
  return context.back_off + bigram_cost;
}
}  // namespace dau::nn
