// SPDX-License-Identifier: Apache-2.0
// confusables.h — characters that look like those of Vietnamese text, put right where the word shows what was meant.
#pragma once
#include <string_view>

#include "dau/api.h"
#include "dau/unicode/normalize.h"

namespace dau::unicode {
// False when fold_lookalikes() leaves `text` (NFC) as it is; true when it may not. Cost: one fast pass.
DAU_API bool may_have_lookalikes(std::string_view text) noexcept;

// `text` (NFC UTF-8) with Latin letters in the place of those that only look so, and plain spaces:
//   Cyrillic and Greek letters inside Latin words; ð Ð ɖ Ɖ d̵ for đ Đ; ı for i; ǎ for ă; a comma above for the horn;
//   ´ ˋ ˆ ˘ ˜ and other marks beside their letter; full-width and mathematical letters; zero-width characters and soft
//   hyphens in and between Latin words; spaces that are not U+0020.
// Conservative: a word of one script stays, marks and letters of other languages (Íslenskt það, Pinyin) change only in
// words that become Vietnamese syllables, in lines without other foreign letters; full-width forms stay beside Chinese,
// Japanese and Korean, joiners in emoji and in scripts that need them. The result is in NFC, and folding it once more
// changes nothing. Each line is judged by itself. Cost: linear. Source: docs/methods/normalize.md.
DAU_API MappedText fold_lookalikes(std::string_view text);
}  // namespace dau::unicode
