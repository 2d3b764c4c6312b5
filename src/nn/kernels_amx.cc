// SPDX-License-Identifier: Apache-2.0
// kernels_amx.cc — the table for x86-64 with tile multiplication (Sapphire Rapids and later): the products on tiles of
// 16 × 64 bytes, all the rest as with AVX-512.
#include "nn/kernels.h"

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

#define DAU_TARGET __attribute__((target("amx-tile,amx-int8,avx512f")))

namespace dau::nn {
namespace {
constexpr std::size_t kTileRows = 16, kTileBytes = 64;

struct alignas(64) TileConfig {
  std::uint8_t palette = 1;
  std::uint8_t start_row = 0;
  std::uint8_t reserved[14] = {};
  std::uint16_t bytes_per_row[16] = {};
  std::uint8_t rows[16] = {};
};

// Tiles 0–3 are sums of two row blocks × two column blocks, 4 and 5 the row blocks of a, 6 and 7 the blocks of w.
// The two row blocks have `first` and `second` rows.
DAU_TARGET void configure(std::size_t first, std::size_t second) {
  TileConfig config;
  for (std::size_t t = 0; t < 8; ++t) {
    config.bytes_per_row[t] = kTileBytes;
    config.rows[t] = kTileRows;
  }
  for (const unsigned t : {0u, 1u, 4u}) config.rows[t] = static_cast<std::uint8_t>(first);
  for (const unsigned t : {2u, 3u, 5u}) config.rows[t] = static_cast<std::uint8_t>(second);
  _tile_loadconfig(&config);
}

// Sixteen rows or fewer times two blocks of sixteen columns.
DAU_TARGET void one_block(const std::uint8_t* a, std::size_t depth, const std::int8_t* w, std::size_t columns,
                          std::int32_t* out) {
  _tile_zero(0);
  _tile_zero(1);
  for (std::size_t k = 0; k < depth; k += kTileBytes) {
    _tile_loadd(4, a + k, depth);
    _tile_loadd(6, w + k * kLanes, kTileBytes);
    _tile_loadd(7, w + (depth + k) * kLanes, kTileBytes);
    _tile_dpbusd(0, 4, 6);
    _tile_dpbusd(1, 4, 7);
  }
  _tile_stored(0, out, columns * 4);
  _tile_stored(1, out + kLanes, columns * 4);
}

// 17 to 32 rows times two blocks of sixteen columns.
DAU_TARGET void two_blocks(const std::uint8_t* a, std::size_t depth, const std::int8_t* w, std::size_t columns,
                           std::int32_t* out) {
  const std::uint8_t* below = a + kTileRows * depth;
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (std::size_t k = 0; k < depth; k += kTileBytes) {
    _tile_loadd(4, a + k, depth);
    _tile_loadd(5, below + k, depth);
    _tile_loadd(6, w + k * kLanes, kTileBytes);
    _tile_loadd(7, w + (depth + k) * kLanes, kTileBytes);
    _tile_dpbusd(0, 4, 6);
    _tile_dpbusd(1, 4, 7);
    _tile_dpbusd(2, 5, 6);
    _tile_dpbusd(3, 5, 7);
  }
  _tile_stored(0, out, columns * 4);
  _tile_stored(1, out + kLanes, columns * 4);
  _tile_stored(2, out + kTileRows * columns, columns * 4);
  _tile_stored(3, out + kTileRows * columns + kLanes, columns * 4);
}

DAU_TARGET void gemm_u7i8(const std::uint8_t* a, std::size_t rows, std::size_t depth, const std::int8_t* w,
                          const std::uint8_t* light, std::size_t columns, std::int32_t* out) {
  if (depth % kTileBytes != 0 || columns % (2 * kLanes) != 0)
    return avx512vnni_kernels()->gemm_u7i8(a, rows, depth, w, light, columns, out);
  for (std::size_t r = 0; r < rows; r += 2 * kTileRows) {
    const std::size_t left = rows - r;
    const std::size_t first = left < kTileRows ? left : kTileRows;
    const std::size_t second = left < 2 * kTileRows ? left - first : kTileRows;
    if (r == 0 || left < 2 * kTileRows) configure(first, second == 0 ? 1 : second);
    const auto multiply = second == 0 ? &one_block : &two_blocks;
    for (std::size_t c = 0; c < columns; c += 2 * kLanes)
      multiply(a + r * depth, depth, w + c * depth, columns, out + r * columns + c);
  }
  _tile_release();
}

bool has_tiles() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0) return false;
  constexpr unsigned kTile = 1u << 24, kInt8 = 1u << 25;
  return (d & kTile) != 0 && (d & kInt8) != 0;
}

// The kernel lets a process use the tiles' registers only after it has asked.
bool allowed() {
  constexpr long kRequestPermission = 0x1023, kTileData = 18;
  return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}
}  // namespace

const Kernels* amx_kernels() {
  static const bool usable = has_tiles() && avx512vnni_kernels() != nullptr && allowed();
  static const Kernels table = [] {
    Kernels k = avx512vnni_kernels() != nullptr ? *avx512vnni_kernels() : scalar_kernels();
    k.name = "amx";
    k.gemm_u7i8 = gemm_u7i8;
    return k;
  }();
  return usable ? &table : nullptr;
}
}  // namespace dau::nn
#else
const dau::nn::Kernels* dau::nn::amx_kernels() { return nullptr; }
#endif
