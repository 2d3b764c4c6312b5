// SPDX-License-Identifier: Apache-2.0
// keyed_word.h — a word while its keys are read: letters, marks, a tone.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/unicode/keys.h"
#include "dau/unicode/marks.h"

namespace dau::unicode {
struct KeyedLetter {
  char32_t base;  // small
  Mark mark = Mark::none;
  bool upper = false;
};
using KeyedLetters = std::vector<KeyedLetter>;

bool is_key_vowel(char32_t base) noexcept;

// The syllable of these letters with this tone; nothing when there is none.
std::optional<std::string> spell(const KeyedLetters& letters, Tone tone, TonePlacement placement);

// The letters as they are, without a tone.
std::string spell_plain(const KeyedLetters& letters);

// The same with one letter mark more, for the key of horn and breve: on the letter at `adjacent` (npos: the key
// followed no vowel), else where it makes a syllable: ươ together, u, o, a.
std::optional<std::string> spell_hooked(const KeyedLetters& letters, std::size_t adjacent, bool horn, bool breve,
                                        Tone tone, TonePlacement placement);

struct KeyedResult {
  std::string text;
  bool undone = false;  // a key was typed once more
  bool inside = false;  // letters follow the key of the tone
};

// One word as the keys of a method. Nothing when it stays as typed.
std::optional<KeyedResult> read_telex(std::u32string_view keys, TonePlacement placement);
std::optional<KeyedResult> read_vni(std::u32string_view keys, TonePlacement placement);

// English words (small letters) that Telex would read as Vietnamese.
bool is_english_telex(std::string_view word);
// Those of them that are rarely keys beside other English: is, of.
bool is_english_helper(std::string_view word);

struct ViqrResult {
  std::string text;
  std::size_t size;  // bytes of the keys that it takes
  bool weak;         // nothing but a lone ' ? . has been read
};
// The word that begins at `begin`, a letter; nothing when it stays. `end`: of the letters and marks there.
std::optional<ViqrResult> read_viqr(std::string_view text, std::size_t begin, std::size_t& end,
                                    TonePlacement placement);
bool is_viqr_mark(char c) noexcept;
}  // namespace dau::unicode
