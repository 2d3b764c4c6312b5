// SPDX-License-Identifier: Apache-2.0
// keys.h — keystrokes of the Vietnamese input methods that were never composed, read as text; and text as keystrokes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "dau/api.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"

namespace dau::unicode {
enum class KeyMethod : std::uint8_t { telex, vni, viqr };

// What an input method would have made of the keys: "tieengs Vieetj" → "tiếng Việt". `text`: UTF-8, letters in NFC.
// Conservative: a word changes only when it becomes a Vietnamese syllable (tone keys may stand anywhere after the first
// vowel), or when a key is typed once more to take its mark back (tooo → too). English words, URLs, addresses, code and
// whatever else stay as typed. Words that are English as well (car, been, his; with VIQR, a lone ' ? . at the end) stay
// where their line has other words that are not Vietnamese and none that is surely keystrokes; some of them (test, is)
// also beside keystrokes. Marks that are there already count; text in NFD stays. Offsets: the map's pieces are the
// words that changed. Cost: linear. The rules: docs/guide/keys.md.
DAU_API MappedText decode_keys(std::string_view text, KeyMethod method,
                               TonePlacement placement = TonePlacement::old_style);

// The keys for `text` (UTF-8, any form), tone keys at the end of the syllable. decode_keys gives back every Vietnamese
// syllable, in the placement asked for, and other words where the method has a way to write them. Cost: linear.
DAU_API std::string encode_keys(std::string_view text, KeyMethod method);

// {"text": …, "edits": [{"begin", "end", "from", "to"}, …]} of what decode_keys() made of `text`; offsets in bytes of
// it.
DAU_API std::string keys_json(std::string_view text, const MappedText& decoded);
}  // namespace dau::unicode
