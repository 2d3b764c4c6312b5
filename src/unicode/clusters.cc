// SPDX-License-Identifier: Apache-2.0
// clusters.cc — the table, made from the letters at first use.
#include "unicode/clusters.h"

namespace dau::unicode {
namespace {
PackedUtf8 pack(char32_t c) noexcept {
  const auto byte = [](char32_t value, unsigned place) { return static_cast<PackedUtf8>(value) << (8 * place); };
  if (c == 0) return 0;
  if (c < 0x800) return byte(0xC0 | c >> 6, 0) | byte(0x80 | (c & 0x3F), 1) | byte(2, 3);
  return byte(0xE0 | c >> 12, 0) | byte(0x80 | (c >> 6 & 0x3F), 1) | byte(0x80 | (c & 0x3F), 2) | byte(3, 3);
}

// The letter that NFC makes of base + first + second, or 0. Two marks of one class (acute, then circumflex) do not
// change places: the letter mark has to come first, unless the tone is the dot below or the mark is the horn.
char32_t compose_cluster(char32_t base, const CombiningMark& first, const CombiningMark& second) noexcept {
  if (second.ccc == 0) return join_letter({base, first.mark, first.tone});
  const bool letter_first = first.mark != Mark::none;
  if (letter_first == (second.mark != Mark::none)) return 0;
  if (!letter_first && first.ccc == second.ccc) return 0;
  return join_letter({base, letter_first ? first.mark : second.mark, letter_first ? second.tone : first.tone});
}

ClusterTable make_table() noexcept {
  ClusterTable table{};
  for (std::size_t base = 1; base < table.size(); ++base)
    for (std::size_t first = 1; first < kOtherMark; ++first)
      for (std::size_t second = 0; second < kOtherMark; ++second)
        table[base][first][second] =
            pack(compose_cluster(static_cast<unsigned char>(kBases[base - 1]), combining_mark(kMarks[first - 1]),
                                 second == 0 ? CombiningMark{} : combining_mark(kMarks[second - 1])));
  return table;
}
}  // namespace

const ClusterTable& clusters() noexcept {
  static const ClusterTable table = make_table();
  return table;
}
}  // namespace dau::unicode
