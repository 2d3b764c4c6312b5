// SPDX-License-Identifier: Apache-2.0
// kernels.cc — the scalar reference, and which table to use.
#include "nn/kernels.h"

#include <cmath>
#include <cstdlib>
#include <string_view>

#define DAU_TARGET

namespace dau::nn {
namespace {
#include "nn/kernels_body.inc"

void gemm_u7i8(const std::uint8_t* a, std::size_t rows, std::size_t depth, const std::int8_t* w, std::size_t columns,
               std::int32_t* out) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      const std::int8_t* packed = w + c / kLanes * depth * kLanes + c % kLanes * kDepth;
      std::int32_t sum = 0;
      for (std::size_t k = 0; k < depth; ++k)
        sum += a[r * depth + k] * packed[k / kDepth * kLanes * kDepth + k % kDepth];
      out[r * columns + c] = sum;
    }
  }
}

std::int32_t dot_i8(const std::int8_t* a, const std::int8_t* b, std::size_t n) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

constexpr Kernels kScalar{"scalar",   gemm_u7i8,  mix,        norm_quantise, relu_quantise,
                          add_scaled, add_row_i8, add_row_i4, dot_i8};
}  // namespace

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
