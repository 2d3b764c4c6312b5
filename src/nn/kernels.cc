// SPDX-License-Identifier: Apache-2.0
// kernels.cc — the scalar reference, and which table to use.
#include "nn/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#define DAU_TARGET

namespace dau::nn {
namespace {
#include "nn/kernels_body.inc"

// Where the weight of depth k and column c lies in packed weights.
std::size_t packed_at(std::size_t k, std::size_t c, std::size_t depth) {
  return c / kLanes * depth * kLanes + k / kDepth * kLanes * kDepth + c % kLanes * kDepth + k % kDepth;
}

void gemm_u7i8(const std::uint8_t* a, std::size_t rows, std::size_t depth, const std::int8_t* w, const std::uint8_t*,
               std::size_t columns, std::int32_t* out) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      std::int32_t sum = 0;
      for (std::size_t k = 0; k < depth; ++k) sum += a[r * depth + k] * w[packed_at(k, c, depth)];
      out[r * columns + c] = sum;
    }
  }
}

void sparse_u7i8(const std::uint8_t* a, std::size_t depth, const std::int8_t* w, std::size_t columns,
                 std::int32_t* out) {
  for (std::size_t c = 0; c < columns; ++c) out[c] = 0;
  for (std::size_t k = 0; k < depth; ++k) {
    if (a[k] == 0) continue;
    for (std::size_t c = 0; c < columns; ++c) out[c] += a[k] * w[k * columns + c];
  }
}

std::int32_t dot_i8(const std::int8_t* a, const std::int8_t* b, std::size_t n) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

constexpr Kernels kScalar{"scalar",      gemm_u7i8,  sparse_u7i8, mix,        norm_quantise,
                          relu_quantise, add_scaled, add_row_i8,  add_row_i4, dot_i8};
}  // namespace

std::vector<std::uint8_t> light_octets(std::span<const std::int8_t> w, std::size_t depth, std::size_t columns) {
  // Of a column's eight weights, those at 0, 1, 4, 5 are added up in one 16-bit lane, the others in its neighbour.
  constexpr int kMost = 32767 / kActivationMax;
  constexpr std::size_t kQuad = kLanes * kDepth;
  std::vector<std::uint8_t> light(columns / kLanes * (depth / 8));
  for (std::size_t i = 0; i < light.size(); ++i) {
    const std::size_t block = i / (depth / 8), octet = i % (depth / 8);
    const std::int8_t* at = &w[block * depth * kLanes + octet * 2 * kQuad];
    int most = 0;
    for (std::size_t lane = 0; lane < kQuad; lane += 2)
      most = std::max(most, std::abs(at[lane]) + std::abs(at[lane + 1]) + std::abs(at[lane + kQuad]) +
                                std::abs(at[lane + kQuad + 1]));
    light[i] = most <= kMost;
  }
  return light;
}

std::vector<std::int8_t> unpacked(std::span<const std::int8_t> w, std::size_t depth, std::size_t columns) {
  std::vector<std::int8_t> rows(depth * columns);
  for (std::size_t k = 0; k < depth; ++k)
    for (std::size_t c = 0; c < columns; ++c) rows[k * columns + c] = w[packed_at(k, c, depth)];
  return rows;
}

const Kernels& scalar_kernels() { return kScalar; }

std::vector<const Kernels*> usable_kernels() {
  std::vector<const Kernels*> usable{&kScalar};
  for (const Kernels* k : {avx2_kernels(), avx512vnni_kernels(), amx_kernels()})
    if (k != nullptr) usable.push_back(k);
  return usable;
}

const Kernels* kernels_named(const char* name) {
  const std::string_view wanted = name == nullptr ? "" : name;
  for (const Kernels* k : usable_kernels())
    if (wanted == k->name) return k;
  return nullptr;
}

const Kernels& kernels() {
  static const Kernels& chosen = []() -> const Kernels& {
    const Kernels* forced = kernels_named(std::getenv("DAU_KERNELS"));
    return forced != nullptr ? *forced : *usable_kernels().back();
  }();
  return chosen;
}
}  // namespace dau::nn
