// SPDX-License-Identifier: Apache-2.0
// kernels_avx2.cc — the table for x86-64 with AVX2 (2013 and later).
#include "nn/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include <array>
#include <cmath>

#define DAU_TARGET __attribute__((target("avx2")))
#define DAU_OWN_QUANTISE  // compilers narrow to bytes badly here

namespace dau::nn {
namespace {
// Sixteen whole numbers in 0 … 255 as bytes. Packing works within halves of a register; the permutations put the bytes
// back in order.
DAU_TARGET inline void store_bytes(__m256i low, __m256i high, std::uint8_t* out) {
  const __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
  const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(words, words), 0xD8);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm256_castsi256_si128(bytes));
}

// Max and min give their second operand for a NaN, as the reference does.
DAU_TARGET inline __m256 held(__m256 v, float low, float high) {
  return _mm256_min_ps(_mm256_max_ps(v, _mm256_set1_ps(low)), _mm256_set1_ps(high));
}

DAU_TARGET inline __m256i normed_eight(const float* x, __m256 mean, __m256 scale, const float* inverse_step) {
  const __m256 normed = _mm256_mul_ps(_mm256_sub_ps(_mm256_loadu_ps(x), mean), scale);
  const __m256 q = held(_mm256_mul_ps(normed, _mm256_loadu_ps(inverse_step)), -63.0f, 63.0f);
  return _mm256_cvttps_epi32(_mm256_add_ps(q, _mm256_set1_ps(64.5f)));
}

DAU_TARGET void quantise_normed(const float* x, float mean, float scale, const float* inverse_step, std::size_t width,
                                std::uint8_t* out) {
  const __m256 m = _mm256_set1_ps(mean), s = _mm256_set1_ps(scale);
  for (std::size_t c = 0; c < width; c += kLanes)
    store_bytes(normed_eight(x + c, m, s, inverse_step + c), normed_eight(x + c + 8, m, s, inverse_step + c + 8),
                out + c);
}

#include "nn/kernels_body.inc"

// Eight values of relu_quantise.
DAU_TARGET inline __m256i relu_eight(const std::int32_t* acc, const float* scale, const float* bias) {
  const __m256 sum = _mm256_cvtepi32_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(acc)));
  const __m256 v = _mm256_add_ps(_mm256_mul_ps(sum, _mm256_loadu_ps(scale)), _mm256_loadu_ps(bias));
  return _mm256_cvttps_epi32(_mm256_add_ps(held(v, 0.0f, 127.0f), _mm256_set1_ps(0.5f)));
}

DAU_TARGET void relu_quantise(const std::int32_t* acc, const float* scale, const float* bias, std::size_t width,
                              std::uint8_t* out) {
  for (std::size_t c = 0; c < width; c += kLanes)
    store_bytes(relu_eight(acc + c, scale + c, bias + c), relu_eight(acc + c + 8, scale + c + 8, bias + c + 8),
                out + c);
}

DAU_TARGET inline __m256i load(const std::int8_t* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }

// acc plus the sums of neighbours in `pairs`.
DAU_TARGET inline __m256i add_pairs(__m256i acc, __m256i pairs) {
  return _mm256_add_epi32(acc, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

DAU_TARGET inline __m256i four_bytes(const std::uint8_t* a) {
  std::int32_t v;
  __builtin_memcpy(&v, a, sizeof v);
  return _mm256_set1_epi32(v);
}

// `kRows` rows times sixteen columns. 127 · 127 · 2 fits int16, so maddubs never saturates on 7-bit activations; where
// the weights are light, two of its results still fit when they are added, which saves every other widening.
template <std::size_t kRows>
DAU_TARGET void tile(const std::uint8_t* a, std::size_t depth, const std::int8_t* w, const std::uint8_t* light,
                     std::size_t columns, std::int32_t* out) {
  __m256i low[kRows], high[kRows];
  for (std::size_t r = 0; r < kRows; ++r) low[r] = high[r] = _mm256_setzero_si256();
  for (std::size_t k = 0; k < depth;) {
    const std::int8_t* at = w + k * kLanes;
    const std::uint8_t* v = a + k;
    if (light != nullptr && k + 8 <= depth && light[k / 8] != 0) {
      const __m256i w0 = load(at), w1 = load(at + 32), w2 = load(at + 64), w3 = load(at + 96);
      for (std::size_t r = 0; r < kRows; ++r) {
        const __m256i v0 = four_bytes(v + r * depth), v1 = four_bytes(v + r * depth + 4);
        low[r] = add_pairs(low[r], _mm256_add_epi16(_mm256_maddubs_epi16(v0, w0), _mm256_maddubs_epi16(v1, w2)));
        high[r] = add_pairs(high[r], _mm256_add_epi16(_mm256_maddubs_epi16(v0, w1), _mm256_maddubs_epi16(v1, w3)));
      }
      k += 8;
      continue;
    }
    const __m256i w0 = load(at), w1 = load(at + 32);
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m256i v0 = four_bytes(v + r * depth);
      low[r] = add_pairs(low[r], _mm256_maddubs_epi16(v0, w0));
      high[r] = add_pairs(high[r], _mm256_maddubs_epi16(v0, w1));
    }
    k += 4;
  }
  for (std::size_t r = 0; r < kRows; ++r) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + r * columns), low[r]);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + r * columns + 8), high[r]);
  }
}

DAU_TARGET void gemm_u7i8(const std::uint8_t* a, std::size_t rows, std::size_t depth, const std::int8_t* w,
                          const std::uint8_t* light, std::size_t columns, std::int32_t* out) {
  constexpr decltype(&tile<1>) kTiles[] = {nullptr, tile<1>, tile<2>, tile<3>};
  for (std::size_t c = 0; c < columns; c += kLanes, w += depth * kLanes) {
    std::size_t r = 0;
    for (; r + 4 <= rows; r += 4) tile<4>(a + r * depth, depth, w, light, columns, out + r * columns + c);
    if (r < rows) kTiles[rows - r](a + r * depth, depth, w, light, columns, out + r * columns + c);
    if (light != nullptr) light += depth / 8;
  }
}

// The bits set in a byte, ascending; 0 behind them.
constexpr auto kBits = [] {
  std::array<std::array<std::uint8_t, 8>, 256> bits{};
  for (std::size_t byte = 0; byte < 256; ++byte)
    for (std::size_t bit = 0, n = 0; bit < 8; ++bit)
      if ((byte >> bit & 1) != 0) bits[byte][n++] = static_cast<std::uint8_t>(bit);
  return bits;
}();

// The values of a row that are not 0 and their places, to a multiple of four: behind them stands 0 at place 0.
struct Sparse {
  static constexpr std::size_t kDepthAtOnce = 512;
  std::uint8_t value[kDepthAtOnce + 8];
  std::uint16_t place[kDepthAtOnce + 8];
  std::size_t count;
};

// n ≤ kDepthAtOnce, n % 16 = 0. Eight at a time, without a branch: which of them are 0 nobody can foretell.
DAU_TARGET inline void find_values(const std::uint8_t* a, std::size_t n, Sparse& s) {
  s.count = 0;
  for (std::size_t k = 0; k < n; k += 8) {
    const __m128i eight = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(a + k));
    const auto zero = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(eight, _mm_setzero_si128())));
    const unsigned live = ~zero & 0xFFu;
    const __m128i bits = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kBits[live].data()));
    const __m128i places = _mm_add_epi16(_mm_cvtepu8_epi16(bits), _mm_set1_epi16(static_cast<short>(k)));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(s.value + s.count), _mm_shuffle_epi8(eight, bits));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(s.place + s.count), places);
    s.count += static_cast<std::size_t>(__builtin_popcount(live));
  }
  for (; s.count % 4 != 0; ++s.count) s.place[s.count] = s.value[s.count] = 0;
}

DAU_TARGET inline void add_to(std::int32_t* out, __m256i sums) {
  auto* at = reinterpret_cast<__m256i*>(out);
  _mm256_storeu_si256(at, _mm256_add_epi32(_mm256_loadu_si256(at), sums));
}

// Adds to 32 columns. Four rows of w at a time become quadruples of one column each: within the halves of a register
// columns 0 … 15 and 16 … 31, which the last lines put in order.
DAU_TARGET inline void add_columns(const Sparse& s, const std::int8_t* w, std::size_t columns, std::int32_t* out) {
  __m256i acc[4];
  for (__m256i& sums : acc) sums = _mm256_setzero_si256();
  for (std::size_t i = 0; i < s.count; i += 4) {
    const __m256i r0 = load(w + s.place[i] * columns), r1 = load(w + s.place[i + 1] * columns);
    const __m256i r2 = load(w + s.place[i + 2] * columns), r3 = load(w + s.place[i + 3] * columns);
    const __m256i low01 = _mm256_unpacklo_epi8(r0, r1), high01 = _mm256_unpackhi_epi8(r0, r1);
    const __m256i low23 = _mm256_unpacklo_epi8(r2, r3), high23 = _mm256_unpackhi_epi8(r2, r3);
    const __m256i v = four_bytes(s.value + i);
    acc[0] = add_pairs(acc[0], _mm256_maddubs_epi16(v, _mm256_unpacklo_epi16(low01, low23)));
    acc[1] = add_pairs(acc[1], _mm256_maddubs_epi16(v, _mm256_unpackhi_epi16(low01, low23)));
    acc[2] = add_pairs(acc[2], _mm256_maddubs_epi16(v, _mm256_unpacklo_epi16(high01, high23)));
    acc[3] = add_pairs(acc[3], _mm256_maddubs_epi16(v, _mm256_unpackhi_epi16(high01, high23)));
  }
  add_to(out, _mm256_permute2x128_si256(acc[0], acc[1], 0x20));
  add_to(out + 8, _mm256_permute2x128_si256(acc[2], acc[3], 0x20));
  add_to(out + 16, _mm256_permute2x128_si256(acc[0], acc[1], 0x31));
  add_to(out + 24, _mm256_permute2x128_si256(acc[2], acc[3], 0x31));
}

DAU_TARGET void sparse_u7i8(const std::uint8_t* a, std::size_t depth, const std::int8_t* w, std::size_t columns,
                            std::int32_t* out) {
  Sparse s;
  for (std::size_t c = 0; c < columns; ++c) out[c] = 0;
  for (std::size_t k = 0; k < depth; k += Sparse::kDepthAtOnce) {
    find_values(a + k, depth - k < Sparse::kDepthAtOnce ? depth - k : Sparse::kDepthAtOnce, s);
    for (std::size_t i = 0; i < s.count; ++i)
      for (std::size_t c = 0; c < columns; c += 64) _mm_prefetch(w + (k + s.place[i]) * columns + c, _MM_HINT_T0);
    for (std::size_t c = 0; c < columns; c += 32) add_columns(s, w + k * columns + c, columns, out + c);
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

constexpr Kernels kAvx2{"avx2",        gemm_u7i8,  sparse_u7i8, mix,        norm_quantise,
                        relu_quantise, add_scaled, add_row_i8,  add_row_i4, dot_i8};
}  // namespace

const Kernels* avx2_kernels() { return __builtin_cpu_supports("avx2") ? &kAvx2 : nullptr; }
}  // namespace dau::nn
#else
const dau::nn::Kernels* dau::nn::avx2_kernels() { return nullptr; }
#endif
