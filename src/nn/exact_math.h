// SPDX-License-Identifier: Apache-2.0
// exact_math.h — exp and log that give the same bits with every C library; relative error below 1e-6.
#pragma once
#include <bit>
#include <cstdint>

namespace dau::nn {
// e^x for x in [−87, 88]; 0 below. Cephes' polynomial for 2^f, |f| ≤ 1/2.
inline float exact_exp(float x) {
  if (x < -87.0f) return 0.0f;
  const float t = x * 1.44269504f;
  const auto whole = static_cast<std::int32_t>(t < 0 ? t - 0.5f : t + 0.5f);
  const auto n = static_cast<float>(whole);
  const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const float e = p * r * r + r + 1.0f;
  return e * std::bit_cast<float>((whole + 127) << 23);
}

// ln x for normal x > 0. Cephes' polynomial on [√½, √2).
inline float exact_log(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  auto exponent = static_cast<std::int32_t>(bits >> 23) - 126;
  auto m = std::bit_cast<float>((bits & 0x007FFFFFu) | 0x3F000000u);  // [½, 1)
  if (m < 0.707106781f) {
    m += m;
    --exponent;
  }
  m -= 1.0f;
  const float z = m * m;
  float p = 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  const auto e = static_cast<float>(exponent);
  return (p * m * z - 2.12194440e-4f * e - 0.5f * z) + m + 0.693359375f * e;
}
}  // namespace dau::nn
