// SPDX-License-Identifier: Apache-2.0
// seen_words.h — words that are no candidates but stood in the training text or an English word list: what they cost.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "dau/model/container.h"
#include "dau/result.h"

namespace dau::text {
// Hashes of 32 bits, sorted: one word in 20,000 that was never seen is taken for one that was. Read in place.
class SeenWords {
 public:
  // Errors: corrupt, when the arrays do not fit each other or are not sorted.
  static Result<SeenWords> open(const model::Container& container);

  // −ln of the share among the words outside the vocabulary, in sixteenths of a nat; nothing for a word never seen.
  // `word`: lower case, NFC, tones in the old style.
  std::optional<std::int32_t> cost(std::string_view word) const noexcept;

 private:
  std::span<const std::uint32_t> hash_;
  std::span<const std::uint8_t> cost_;
};
}  // namespace dau::text
