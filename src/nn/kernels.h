// SPDX-License-Identifier: Apache-2.0
// kernels.h — the inner loops of the context net, behind one table per instruction set.
//
// Every table gives the same bits: integers are exact, and floating point is written without contraction and with
// sums in a fixed order of sixteen lanes. The scalar table is the reference (tests/nn/kernels_test.cc).
// Kernels check nothing and allocate nothing; their callers have checked the shapes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dau::nn {
// Activations are 7-bit: a pair of products of them with int8 weights fits into 16 bits, so AVX2 needs no widening.
inline constexpr int kActivationMax = 127;
inline constexpr int kActivationZero = 64;  // signed activations are stored with this added
inline constexpr std::size_t kLanes = 16;   // widths are multiples of this
inline constexpr std::size_t kDepth = 4;    // weights are packed [columns / 16][depth / 4][16][4]

struct Kernels {
  const char* name;  // "scalar", "avx2", "avx512vnni", "amx"

  // out[r][c] = Σ_k a[r][k] · w[k][c], exact for depth ≤ 131071. a: [rows, depth] in 0…127; w packed; depth % 4 = 0,
  // columns % 16 = 0; out: [rows, columns]. light: light_octets() of the same w, or null where it is not known.
  void (*gemm_u7i8)(const std::uint8_t* a, std::size_t rows, std::size_t depth, const std::int8_t* w,
                    const std::uint8_t* light, std::size_t columns, std::int32_t* out);

  // The same for one row a most of which is 0: out[c] = Σ_k a[k] · w[k][c], only the k with a[k] > 0 being read. w is
  // not packed but [depth][columns]; depth % 16 = 0, columns % 32 = 0. Null in a table whose gemm_u7i8 is no slower.
  void (*sparse_u7i8)(const std::uint8_t* a, std::size_t depth, const std::int8_t* w, std::size_t columns,
                      std::int32_t* out);

  // One output row of a depthwise convolution: out[c] = bias[c] + Σ_k rows[k][c] · taps[k][c], absent rows null.
  void (*mix)(const float* const* rows, std::size_t count, const float* taps, const float* bias, std::size_t width,
              float* out);

  // LayerNorm without scale and shift, then quantised: q = round(y · inverse_step[c]) held to ±63, plus 64.
  void (*norm_quantise)(const float* x, std::size_t width, const float* inverse_step, std::uint8_t* out);

  // q = round(max(0, acc · scale[c] + bias[c])) held to 127; scale includes the output's step.
  void (*relu_quantise)(const std::int32_t* acc, const float* scale, const float* bias, std::size_t width,
                        std::uint8_t* out);

  // x[c] += acc · scale[c] + bias[c].
  void (*add_scaled)(const std::int32_t* acc, const float* scale, const float* bias, std::size_t width, float* x);

  // x[c] += row[c] · scale for int8 and for int4 rows (two values a byte, low nibble first, value − 8).
  void (*add_row_i8)(const std::int8_t* row, float scale, std::size_t width, float* x);
  void (*add_row_i4)(const std::uint8_t* row, float scale, std::size_t width, float* x);

  // Σ a[i]·b[i], exact for n ≤ 131071; n % 16 = 0.
  std::int32_t (*dot_i8)(const std::int8_t* a, const std::int8_t* b, std::size_t n);
};

// [columns / 16][depth / 8], 1 where the eight weights of each of the sixteen columns are so small that the products of
// any activations with them can be added up in 16 bits, four and four: Σ|w| ≤ 258 over each half. For packed weights w.
std::vector<std::uint8_t> light_octets(std::span<const std::int8_t> w, std::size_t depth, std::size_t columns);

// [depth][columns] of packed weights w.
std::vector<std::int8_t> unpacked(std::span<const std::int8_t> w, std::size_t depth, std::size_t columns);

const Kernels& scalar_kernels();  // the reference; always present
const Kernels* avx2_kernels();    // null when not built in or not supported by this CPU
const Kernels* avx512vnni_kernels();
const Kernels* amx_kernels();
// All that this CPU can run, the scalar one first, the best last.
std::vector<const Kernels*> usable_kernels();
// The table named, or null: "scalar", "avx2", "avx512vnni", "amx".
const Kernels* kernels_named(const char* name);
// The best supported, or as the environment variable DAU_KERNELS says; chosen at first use. An unknown or unsupported
// name falls back to the best.
const Kernels& kernels();
}  // namespace dau::nn
