// SPDX-License-Identifier: Apache-2.0
// clusters.h — what NFC makes of an ASCII vowel followed by one or two combining marks of Vietnamese, as one table.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "dau/unicode/marks.h"
#include "unicode/combining.h"

namespace dau::unicode {
// Up to three bytes of UTF-8, first byte lowest, and their number in the top byte; 0: not one of ours, go the long way.
using PackedUtf8 = std::uint32_t;

// Classes of the byte after 0xCC: 0 no mark at all, 1–8 the marks below, 9 any other.
constexpr std::array<char32_t, 8> kMarks = {0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323};
constexpr std::size_t kOtherMark = kMarks.size() + 1, kMarkClasses = kMarks.size() + 2;

// Indexed by the byte's low six bits, plus 64 when the byte before it is 0xCC.
inline constexpr std::array<std::uint8_t, 128> kMarkClass = [] {
  std::array<std::uint8_t, 128> table{};
  for (std::size_t i = 64; i < 128; ++i) table[i] = kOtherMark;
  for (std::size_t i = 0; i < kMarks.size(); ++i) table[64 + (kMarks[i] & 0x3F)] = static_cast<std::uint8_t>(i + 1);
  return table;
}();

// Classes of the base letter: 0 not an ASCII vowel.
inline constexpr char kBases[] = "aeiouyAEIOUY";
inline constexpr std::array<std::uint8_t, 256> kBaseClass = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; kBases[i] != 0; ++i)
    table[static_cast<unsigned char>(kBases[i])] = static_cast<std::uint8_t>(i + 1);
  return table;
}();

using ClusterTable = std::array<std::array<std::array<PackedUtf8, kMarkClasses>, kMarkClasses>, sizeof kBases>;

// clusters()[base][first][second].
const ClusterTable& clusters() noexcept;
}  // namespace dau::unicode
