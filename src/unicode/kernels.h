// SPDX-License-Identifier: Apache-2.0
// kernels.h — the byte scans that deserve SIMD, behind one table.
#pragma once
#include <cstddef>
#include <cstdint>

namespace dau::unicode {
// Bytes of a block of 64, as bits, that begin a character which may not be in NFC, or may combine with the one before.
struct BlockFlags {
  std::uint64_t marks;   // lead 0xCC: U+0300–U+033F, the combining marks of Vietnamese among them
  std::uint64_t others;  // the other blocks of Unicode that need a look; see needs_look() in kernels.cc
};

struct Kernels {
  const char* name;  // "scalar", "avx2"

  // A prefix of well-formed UTF-8 that ends on a boundary; the rest has been left to the caller. Not the same in every
  // table: the scalar one stops at the first byte that is not ASCII.
  std::size_t (*valid_prefix)(const char* bytes, std::size_t size);

  // Flags of `blocks` blocks of 64 bytes at `text`. Reads two bytes past the last block.
  void (*flag_blocks)(const char* text, std::size_t blocks, BlockFlags* flags);
};

const Kernels& scalar_kernels();  // the reference; always present
const Kernels* avx2_kernels();    // nullptr when not built in or not supported by this CPU
const Kernels& kernels();         // the best supported, or as DAU_KERNELS says; chosen at first use
}  // namespace dau::unicode
