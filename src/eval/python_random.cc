// SPDX-License-Identifier: Apache-2.0
// python_random.cc — MT19937 with CPython's seeding and rejection.
#include "eval/python_random.h"

#include <algorithm>
#include <bit>

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
  for (std::size_t i = 0; i < kSize; ++i) {
    const std::uint32_t y = (state_[i] & 0x80000000u) | (state_[(i + 1) % kSize] & 0x7FFFFFFFu);
    state_[i] = state_[(i + 397) % kSize] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908B0DFu : 0u);
  }
  at_ = 0;
}

std::uint32_t PythonRandom::next() noexcept {
  if (at_ == kSize) refill();
  std::uint32_t y = state_[at_++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9D2C5680u;
  y ^= (y << 15) & 0xEFC60000u;
  return y ^ (y >> 18);
}

std::uint32_t PythonRandom::randrange(std::uint32_t n) noexcept {
  const int shift = std::countl_zero(n);
  std::uint32_t value = next() >> shift;
  while (value >= n) value = next() >> shift;
  return value;
}
}  // namespace dau::eval
