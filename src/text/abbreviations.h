// SPDX-License-Identifier: Apache-2.0
// abbreviations.h — words that are written with a full stop which ends no sentence.
#pragma once
#include <cstdint>
#include <string_view>

namespace dau::text {
enum class Abbreviation : std::uint8_t {
  none,
  title,     // stands before a name or a number: TP. HCM, ThS. An, Q. 1 — never ends a sentence
  trailing,  // stands behind what it abbreviates: v.v., tr., đ. — may end one
};

// `word`: without its last full stop, in any case; "v.v", "PGS.TS", "TP".
Abbreviation abbreviation(std::string_view word);

// True for one capital letter (Nguyễn V. An) or several with stops between them (U.S, V.I).
bool is_initials(std::string_view word);
}  // namespace dau::text
