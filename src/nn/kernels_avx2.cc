// SPDX-License-Identifier: Apache-2.0
// kernels_avx2.cc — the table for x86-64 with AVX2 (2013 and later).
#include "nn/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include <cmath>

#define DAU_TARGET __attribute__((target("avx2")))
#define DAU_OWN_RELU_QUANTISE  // compilers narrow to bytes badly here

namespace dau::nn {
namespace {
#include "nn/kernels_body.inc"

// Eight values of relu_quantise; max and min give their second operand for a NaN, as the reference does.
DAU_TARGET inline __m256i relu_eight(const std::int32_t* acc, const float* scale, const float* bias) {
  const __m256 sum = _mm256_cvtepi32_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(acc)));
  __m256 v = _mm256_add_ps(_mm256_mul_ps(sum, _mm256_loadu_ps(scale)), _mm256_loadu_ps(bias));
  v = _mm256_min_ps(_mm256_max_ps(v, _mm256_setzero_ps()), _mm256_set1_ps(127.0f));
  return _mm256_cvttps_epi32(_mm256_add_ps(v, _mm256_set1_ps(0.5f)));
}

DAU_TARGET void relu_quantise(const std::int32_t* acc, const float* scale, const float* bias, std::size_t width,
                              std::uint8_t* out) {
  for (std::size_t c = 0; c < width; c += kLanes) {
    const __m256i low = relu_eight(acc + c, scale + c, bias + c);
    const __m256i high = relu_eight(acc + c + 8, scale + c + 8, bias + c + 8);
    // Packing works within halves of a register; the permutations put the bytes back in order.
    const __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
    const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(words, words), 0xD8);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + c), _mm256_castsi256_si128(bytes));
  }
}

DAU_TARGET inline __m256i multiply_add(__m256i acc, __m256i a, __m256i w) {
  // 127 · 127 · 2 fits int16, so maddubs never saturates on 7-bit activations.
  const __m256i pairs = _mm256_maddubs_epi16(a, w);
  return _mm256_add_epi32(acc, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

DAU_TARGET inline __m256i four_bytes(const std::uint8_t* a) {
  std::int32_t v;
  __builtin_memcpy(&v, a, sizeof v);
  return _mm256_set1_epi32(v);
}

// `kRows` rows times sixteen columns.
template <std::size_t kRows>
DAU_TARGET void tile(const std::uint8_t* a, std::size_t depth, const std::int8_t* w, std::size_t columns,
                     std::int32_t* out) {
  __m256i low[kRows], high[kRows];
  for (std::size_t r = 0; r < kRows; ++r) low[r] = high[r] = _mm256_setzero_si256();
  for (std::size_t k = 0; k < depth; k += kDepth) {
    const __m256i w0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + k * kLanes));
    const __m256i w1 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + k * kLanes + 32));
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m256i v = four_bytes(a + r * depth + k);
      low[r] = multiply_add(low[r], v, w0);
      high[r] = multiply_add(high[r], v, w1);
    }
  }
  for (std::size_t r = 0; r < kRows; ++r) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + r * columns), low[r]);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + r * columns + 8), high[r]);
  }
}

DAU_TARGET void gemm_u7i8(const std::uint8_t* a, std::size_t rows, std::size_t depth, const std::int8_t* w,
                          std::size_t columns, std::int32_t* out) {
  for (std::size_t c = 0; c < columns; c += kLanes, w += depth * kLanes) {
    std::size_t r = 0;
    for (; r + 4 <= rows; r += 4) tile<4>(a + r * depth, depth, w, columns, out + r * columns + c);
    for (; r < rows; ++r) tile<1>(a + r * depth, depth, w, columns, out + r * columns + c);
  }
}

DAU_TARGET std::int32_t dot_i8(const std::int8_t* a, const std::int8_t* b, std::size_t n) {
  __m256i acc = _mm256_setzero_si256();
  for (std::size_t i = 0; i < n; i += kLanes) {
    const __m256i x = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(a + i)));
    const __m256i y = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(b + i)));
    acc = _mm256_add_epi32(acc, _mm256_madd_epi16(x, y));
  }
  alignas(32) std::int32_t lanes[8];
  _mm256_store_si256(reinterpret_cast<__m256i*>(lanes), acc);
  std::int32_t sum = 0;
  for (const std::int32_t lane : lanes) sum += lane;
  return sum;
}

constexpr Kernels kAvx2{"avx2",     gemm_u7i8,  mix,        norm_quantise, relu_quantise,
                        add_scaled, add_row_i8, add_row_i4, dot_i8};
}  // namespace

const Kernels* avx2_kernels() { return __builtin_cpu_supports("avx2") ? &kAvx2 : nullptr; }
}  // namespace dau::nn
#else
const dau::nn::Kernels* dau::nn::avx2_kernels() { return nullptr; }
#endif
