// SPDX-License-Identifier: Apache-2.0
// python_random.h — random.Random(seed).randrange(n) of CPython, number for number.
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace dau::eval {
// Mersenne Twister MT19937, seeded the way CPython does it: init_by_array over the 32-bit digits of |seed|, least
// significant first. (std::mt19937 is the same generator but cannot be seeded so.)
// Source: Matsumoto and Nishimura, mt19937ar.c, 2002; CPython 3.2 to 3.13, Modules/_randommodule.c and Lib/random.py.
class PythonRandom {
 public:
  explicit PythonRandom(std::int64_t seed) noexcept;

  // Uniform in [0, n), n > 0: bit_length(n) bits are drawn until the value is below n.
  std::uint32_t randrange(std::uint32_t n) noexcept {
    const int shift = std::countl_zero(n);
    std::uint32_t value = next() >> shift;
    while (value >= n) value = next() >> shift;
    return value;
  }

  // random.getrandbits(1).
  bool coin() noexcept { return next() >> 31 != 0; }

 private:
  static constexpr std::size_t kSize = 624;

  void seed_with(std::uint32_t seed) noexcept;
  void seed_with(std::span<const std::uint32_t> key) noexcept;
  void refill() noexcept;
  std::uint32_t next() noexcept {
    if (at_ == kSize) refill();
    std::uint32_t y = state_[at_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680u;
    y ^= (y << 15) & 0xEFC60000u;
    return y ^ (y >> 18);
  }

  std::array<std::uint32_t, kSize> state_;
  std::size_t at_ = kSize;
};
}  // namespace dau::eval
