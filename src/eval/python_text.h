// SPDX-License-Identifier: Apache-2.0
// python_text.h — text functions as Python has them, because the reference metrics are defined by what they do.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dau::eval {
std::u32string decode(std::string_view text);  // well-formed UTF-8
std::string encode(std::u32string_view text);

bool is_space(char32_t c) noexcept;       // str.isspace, \s, str.split: White_Space and the separators U+001C–U+001F
bool is_run_letter(char32_t c) noexcept;  // [^\W\d_]: letters and numbers that are not decimal digits (², Ⅳ)
bool is_digit(char32_t c) noexcept;       // category Nd
bool is_nonspacing(char32_t c) noexcept;  // unicodedata.category(c) == "Mn"
bool is_upper(char32_t c) noexcept;       // str.isupper of one character: the derived property Uppercase

std::u32string lower(std::u32string_view text);  // str.lower: İ becomes two characters, a final Σ becomes ς
std::string lower(std::string_view text);

// The same text with each run of white space as one space and none at either end.
std::u32string collapse_space(std::u32string_view text);

// normalize_punct of a text that is in NFC.
std::u32string normalize_punct(std::u32string_view nfc);

// Runs of letters and digits ([^\W_]) of the NFC text in lower case.
std::vector<std::string> word_runs(std::string_view text);

std::vector<std::string_view> split(std::string_view text);  // str.split(); the parts point into `text`
}  // namespace dau::eval
