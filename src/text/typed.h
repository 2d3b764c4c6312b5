// SPDX-License-Identifier: Apache-2.0
// typed.h — marks as typed against marks of a form: what may become what, and how it is then written.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dau/text/restore.h"
#include "dau/unicode/syllable.h"
#include "text/tokens.h"
#include "text/vocabulary.h"

namespace dau::text {
// True when any of the letters carries a mark or tone.
bool carries_marks(const TypedLetter* typed, std::size_t letters);

// True when the form has every typed mark on its letter and the typed tone, wherever that tone stands. A word typed
// with two tones may become nothing.
bool may_become(const TypedLetter* typed, const Form& form);

// True when nothing is missing from what was typed.
bool same_marks(const TypedLetter* typed, const Form& form);

// `typed` (one word, NFC) with the marks of `form` added; typed marks stay where they are, and so does the case.
std::string with_marks(std::string_view typed, const Form& form, unicode::TonePlacement placement);

// The tone style of a line's restored words: as the policy says, or as the first word shows it that shows one.
unicode::TonePlacement placement_for(std::string_view line, TonePolicy policy);
}  // namespace dau::text
