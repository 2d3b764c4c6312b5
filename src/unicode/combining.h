// SPDX-License-Identifier: Apache-2.0
// combining.h — the combining characters that Vietnamese letters decompose into.
#pragma once
#include <cstdint>

#include "dau/unicode/marks.h"

namespace dau::unicode {
// Either a letter mark or a tone; `ccc` is its canonical combining class, 0 for any other character.
struct CombiningMark {
  Mark mark = Mark::none;
  Tone tone = Tone::level;
  std::uint8_t ccc = 0;
};

constexpr CombiningMark combining_mark(char32_t c) noexcept {
  switch (c) {
    case 0x300:
      return {Mark::none, Tone::grave, 230};
    case 0x301:
      return {Mark::none, Tone::acute, 230};
    case 0x302:
      return {Mark::circumflex, Tone::level, 230};
    case 0x303:
      return {Mark::none, Tone::tilde, 230};
    case 0x306:
      return {Mark::breve, Tone::level, 230};
    case 0x309:
      return {Mark::none, Tone::hook, 230};
    case 0x31B:
      return {Mark::horn, Tone::level, 216};
    case 0x323:
      return {Mark::none, Tone::dot, 220};
    case 0x340:
      return {Mark::none, Tone::grave, 230};  // "Vietnamese tone mark", deprecated; canonically U+0300
    case 0x341:
      return {Mark::none, Tone::acute, 230};  // the same for U+0301
    default:
      return {};
  }
}
}  // namespace dau::unicode
