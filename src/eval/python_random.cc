// SPDX-License-Identifier: Apache-2.0
// python_random.cc — MT19937 with CPython's seeding and rejection.
#include "eval/python_random.h"

#include <algorithm>

namespace dau::eval {
PythonRandom::PythonRandom(std::int64_t seed) noexcept {
  const std::uint64_t magnitude = seed < 0 ? 0 - static_cast<std::uint64_t>(seed) : static_cast<std::uint64_t>(seed);
  const std::array<std::uint32_t, 2> digits = {static_cast<std::uint32_t>(magnitude),
                                               static_cast<std::uint32_t>(magnitude >> 32)};
  seed_with(std::span(digits).first(digits[1] != 0 ? 2 : 1));
}

void PythonRandom::seed_with(std::uint32_t seed) noexcept {
  state_[0] = seed;
  for (std::uint32_t i = 1; i < kSize; ++i) state_[i] = 1812433253u * (state_[i - 1] ^ (state_[i - 1] >> 30)) + i;
}

// init_by_array: the key stirred in twice, from the second word on; the first word carries over the end.
void PythonRandom::seed_with(std::span<const std::uint32_t> key) noexcept {
  seed_with(19650218u);
  std::size_t i = 1;
  const auto stir = [&](std::uint32_t factor, std::uint32_t add) {
    state_[i] = (state_[i] ^ ((state_[i - 1] ^ (state_[i - 1] >> 30)) * factor)) + add;
    if (++i < kSize) return;
    state_[0] = state_[kSize - 1];
    i = 1;
  };
  for (std::size_t k = 0; k < std::max(kSize, key.size()); ++k) {
    const std::size_t j = k % key.size();
    stir(1664525u, key[j] + static_cast<std::uint32_t>(j));
  }
  for (std::size_t k = 0; k + 1 < kSize; ++k) stir(1566083941u, 0 - static_cast<std::uint32_t>(i));
  state_[0] = 0x80000000u;
}

void PythonRandom::refill() noexcept {
  const auto twist = [&](std::size_t i, std::size_t next, std::size_t other) {
    const std::uint32_t y = (state_[i] & 0x80000000u) | (state_[next] & 0x7FFFFFFFu);
    state_[i] = state_[other] ^ (y >> 1) ^ ((0 - (y & 1)) & 0x9908B0DFu);
  };
  constexpr std::size_t kShift = 397;
  for (std::size_t i = 0; i < kSize - kShift; ++i) twist(i, i + 1, i + kShift);
  for (std::size_t i = kSize - kShift; i < kSize - 1; ++i) twist(i, i + 1, i + kShift - kSize);
  twist(kSize - 1, 0, kShift - 1);
  at_ = 0;
}
}  // namespace dau::eval
