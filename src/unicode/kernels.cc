// SPDX-License-Identifier: Apache-2.0
// kernels.cc — the scalar reference, and the choice of a table.
#include "unicode/kernels.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace dau::unicode {
namespace {
std::size_t ascii_prefix(const char* bytes, std::size_t size) {
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes + i, 8);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (i < size && static_cast<unsigned char>(bytes[i]) < 0x80) ++i;
  return i;
}

// Leads whose characters are not all starters that NFC leaves alone: U+0340–U+03BF, U+0480–U+04BF, U+0580–U+0FFF,
// U+3000–U+3FFF, U+A000–U+AFFF, U+F000–U+FFFF and the supplementary planes.
constexpr bool is_rare_lead(unsigned char lead) {
  return lead == 0xCD || lead == 0xCE || lead == 0xD2 || (lead >= 0xD6 && lead <= 0xE0) || lead == 0xE3 ||
         lead == 0xEA || lead >= 0xEF;
}

constexpr std::array<bool, 256> kRareLead = [] {
  std::array<bool, 256> table{};
  for (unsigned lead = 0; lead < 256; ++lead) table[lead] = is_rare_lead(static_cast<unsigned char>(lead));
  return table;
}();

// E1 is safe in U+1E00–U+1EFF, E2 in U+2002–U+203F: Vietnamese letters, dashes, quotation marks and the ellipsis.
bool needs_look(unsigned char lead, unsigned char second, unsigned char third) {
  if (lead == 0xE1) return (second & 0xFC) != 0xB8;
  if (lead == 0xE2) return second != 0x80 || third < 0x82;
  return kRareLead[lead];
}

void flag_blocks(const char* text, std::size_t blocks, BlockFlags* flags) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t block = 0; block < blocks; ++block) {
    flags[block] = {};
    for (std::size_t bit = 0, i = block * 64; bit < 64; ++bit, ++i) {
      if (byte(i) == 0xCC) flags[block].marks |= std::uint64_t{1} << bit;
      if (byte(i) >= 0xCD && needs_look(byte(i), byte(i + 1), byte(i + 2)))
        flags[block].others |= std::uint64_t{1} << bit;
    }
  }
}

constexpr Kernels kScalar{"scalar", ascii_prefix, flag_blocks};

const Kernels& choose() {
  const char* wanted = std::getenv("DAU_KERNELS");
  const Kernels* best = avx2_kernels();
  if (best == nullptr || (wanted != nullptr && std::string_view(wanted) == kScalar.name)) return kScalar;
  return *best;
}
}  // namespace

const Kernels& scalar_kernels() { return kScalar; }

const Kernels& kernels() {
  static const Kernels& chosen = choose();
  return chosen;
}
}  // namespace dau::unicode
