// SPDX-License-Identifier: Apache-2.0
// kernels_avx512vnni.cc — the table for x86-64 with AVX-512 and its byte dot product (Ice Lake, Zen 4 and later).
#include "nn/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include <cmath>

#if defined(__clang__)  // knows no preferred width here
#define DAU_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))
#else
#define DAU_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,prefer-vector-width=512")))
#endif

namespace dau::nn {
namespace {
#include "nn/kernels_body.inc"

DAU_TARGET inline __m512i four_bytes(const std::uint8_t* a) {
  std::int32_t v;
  __builtin_memcpy(&v, a, sizeof v);
  return _mm512_set1_epi32(v);
}

// `kRows` rows times two blocks of sixteen columns; the second block may be absent.
template <std::size_t kRows, std::size_t kBlocks>
DAU_TARGET void tile(const std::uint8_t* a, std::size_t depth, const std::int8_t* w, std::size_t columns,
                     std::int32_t* out) {
  __m512i acc[kRows][kBlocks];
  for (std::size_t r = 0; r < kRows; ++r)
    for (std::size_t b = 0; b < kBlocks; ++b) acc[r][b] = _mm512_setzero_si512();
  for (std::size_t k = 0; k < depth; k += kDepth) {
    __m512i weight[kBlocks];
    for (std::size_t b = 0; b < kBlocks; ++b) weight[b] = _mm512_loadu_si512(w + b * depth * kLanes + k * kLanes);
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m512i v = four_bytes(a + r * depth + k);
      for (std::size_t b = 0; b < kBlocks; ++b) acc[r][b] = _mm512_dpbusd_epi32(acc[r][b], v, weight[b]);
    }
  }
  for (std::size_t r = 0; r < kRows; ++r)
    for (std::size_t b = 0; b < kBlocks; ++b) _mm512_storeu_si512(out + r * columns + b * kLanes, acc[r][b]);
}

template <std::size_t kBlocks>
DAU_TARGET void columns_of(const std::uint8_t* a, std::size_t rows, std::size_t depth, const std::int8_t* w,
                           std::size_t columns, std::int32_t* out) {
  std::size_t r = 0;
  for (; r + 8 <= rows; r += 8) tile<8, kBlocks>(a + r * depth, depth, w, columns, out + r * columns);
  for (; r + 4 <= rows; r += 4) tile<4, kBlocks>(a + r * depth, depth, w, columns, out + r * columns);
  for (; r < rows; ++r) tile<1, kBlocks>(a + r * depth, depth, w, columns, out + r * columns);
}

DAU_TARGET void gemm_u7i8(const std::uint8_t* a, std::size_t rows, std::size_t depth, const std::int8_t* w,
                          const std::uint8_t*, std::size_t columns, std::int32_t* out) {
  std::size_t c = 0;
  for (; c + 2 * kLanes <= columns; c += 2 * kLanes) columns_of<2>(a, rows, depth, w + c * depth, columns, out + c);
  if (c < columns) columns_of<1>(a, rows, depth, w + c * depth, columns, out + c);
}

// Not _mm512_reduce_add_epi32: GCC 12 warns inside it.
DAU_TARGET inline std::int32_t sum_of(__m512i v) {
  alignas(64) std::int32_t lanes[16];
  _mm512_store_si512(lanes, v);
  std::int32_t sum = 0;
  for (const std::int32_t lane : lanes) sum += lane;
  return sum;
}

DAU_TARGET std::int32_t dot_i8(const std::int8_t* a, const std::int8_t* b, std::size_t n) {
  __m512i acc = _mm512_setzero_si512();
  std::size_t i = 0;
  for (; i + 32 <= n; i += 32) {
    const __m512i x = _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + i)));
    const __m512i y = _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + i)));
    acc = _mm512_dpwssd_epi32(acc, x, y);
  }
  return sum_of(acc) + scalar_kernels().dot_i8(a + i, b + i, n - i);
}

constexpr Kernels kAvx512Vnni{"avx512vnni",  gemm_u7i8,  nullptr,    mix,        norm_quantise,
                              relu_quantise, add_scaled, add_row_i8, add_row_i4, dot_i8};
}  // namespace

const Kernels* avx512vnni_kernels() {
  const bool supported = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                         __builtin_cpu_supports("avx512vnni");
  return supported ? &kAvx512Vnni : nullptr;
}
}  // namespace dau::nn
#else
const dau::nn::Kernels* dau::nn::avx512vnni_kernels() { return nullptr; }
#endif
