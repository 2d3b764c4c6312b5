// SPDX-License-Identifier: Apache-2.0
// syllable.h — the Vietnamese syllable (tiếng): onset × rhyme × tone, and where its tone mark is written.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dau/api.h"
#include "dau/unicode/marks.h"

namespace dau::unicode {
// Indices into onsets() and rhymes(). The empty onset is a member of onsets(). The u of qu belongs to the onset: quà is
// qu + a, quyên qu + yên, quý qu + y. gi before i loses one of the two: gì is gi + i, giếng gi + iêng.
// Source: docs/methods/unicode.md.
struct Syllable {
  std::uint8_t onset = 0;
  std::uint8_t rhyme = 0;
  Tone tone = Tone::level;
  friend bool operator==(const Syllable&, const Syllable&) = default;
};

// Where the tone of an open rhyme oa, oe, uy stands: hòa khỏe thúy (old) or hoà khoẻ thuý (modern).
enum class TonePlacement : std::uint8_t { old_style, new_style };

DAU_API std::span<const std::string_view> onsets() noexcept;  // "" b c ch d đ g gh gi h …, lower case, NFC
DAU_API std::span<const std::string_view> rhymes() noexcept;  // a ac ach … uyêt, with letter marks, without tone

// Parses one lower-case NFC syllable in either placement; nothing when it is not one by the spelling rules of the
// language (a stopped rhyme takes acute or dot only; gi + i is written gi; q goes with u; k, gh, ngh before i e ê).
DAU_API std::optional<Syllable> parse_syllable(std::string_view text) noexcept;

// Writes a syllable in lower-case NFC. write ∘ parse = identity up to placement. The indices must be in range; a
// combination against the rules is written as its parts.
DAU_API std::string write_syllable(const Syllable& syllable, TonePlacement placement = TonePlacement::old_style);

// Moves the tone marks of oa, oe, uy in every Vietnamese syllable of `text` (NFC UTF-8, any case) to `placement`;
// nothing else changes. A run of letters that is not a syllable stays.
DAU_API std::string place_tones(std::string_view text, TonePlacement placement);

// True when place_tones() would change nothing. Cost: one pass, several times faster.
DAU_API bool has_tones_placed(std::string_view text, TonePlacement placement) noexcept;

// Which placement one run of letters shows, when it shows one: "hoà" new, "hòa" old, "toán" nothing.
DAU_API std::optional<TonePlacement> shown_placement(std::string_view run) noexcept;
}  // namespace dau::unicode
