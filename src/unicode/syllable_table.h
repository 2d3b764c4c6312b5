// SPDX-License-Identifier: Apache-2.0
// syllable_table.h — onsets and rhymes of Vietnamese spelling as data, and which of them go together.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "dau/unicode/syllable.h"

namespace dau::unicode {
// Properties of a rhyme that follow from its letters.
struct RhymeInfo {
  bool stopped;             // ends in c ch p t: takes acute or dot only
  bool movable;             // oa oe uy: the tone's place depends on the style
  std::uint8_t tone_place;  // letter that carries the tone in the old style; in the new one, one further when movable
};

const RhymeInfo& rhyme_info(std::size_t rhyme) noexcept;

// True when the spelling rules let this onset stand before this rhyme. Both are indices in range.
bool fits(std::size_t onset, std::size_t rhyme) noexcept;

// The onset as written before the rhyme: "g" for gi before i (gì, gìn, giếng), else as it is in onsets().
std::string_view written_onset(std::size_t onset, std::size_t rhyme) noexcept;

struct OnsetRhyme {
  std::uint8_t onset, rhyme;
};
// The one way to read `text`, lower case without tone; nothing when there is none.
std::optional<OnsetRhyme> split_syllable(std::string_view text) noexcept;
}  // namespace dau::unicode
