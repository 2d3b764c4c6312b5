// SPDX-License-Identifier: Apache-2.0
// seen_words.cc — see seen_words.h.
#include "text/correct/seen_words.h"

#include <algorithm>

#include "nn/section.h"

namespace dau::text {
namespace {
// FNV-1a, 32 bits; training/correct/export.py has the same.
std::uint32_t hash_of(std::string_view word) noexcept {
  std::uint32_t h = 2166136261u;
  for (const char c : word) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}
}  // namespace

Result<SeenWords> SeenWords::open(const model::Container& container) {
  SeenWords words;
  DAU_TRY(const auto costs, container.section("words.cost"));
  DAU_TRY(words.cost_, nn::whole_section<std::uint8_t>(container, "words.cost", costs.size()));
  DAU_TRY(words.hash_, nn::whole_section<std::uint32_t>(container, "words.hash", costs.size()));
  if (!std::is_sorted(words.hash_.begin(), words.hash_.end()))
    return Error{Errc::corrupt, "words.hash is not sorted", std::string(container.path())};
  return words;
}

std::optional<std::int32_t> SeenWords::cost(std::string_view word) const noexcept {
  const std::uint32_t h = hash_of(word);
  const auto at = std::lower_bound(hash_.begin(), hash_.end(), h);
  if (at == hash_.end() || *at != h) return std::nullopt;
  return cost_[static_cast<std::size_t>(at - hash_.begin())];
}
}  // namespace dau::text
