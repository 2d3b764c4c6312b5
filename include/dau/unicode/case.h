// SPDX-License-Identifier: Apache-2.0
// case.h — letters and their case: a table for Latin and Vietnamese, utf8proc for the rest of Unicode.
#pragma once
#include <string>
#include <string_view>

#include "dau/api.h"

namespace dau::unicode {
DAU_API bool is_letter(char32_t c) noexcept;     // general category L*
DAU_API bool is_combining(char32_t c) noexcept;  // general category M*
DAU_API bool is_digit(char32_t c) noexcept;      // general category Nd
DAU_API bool is_space(char32_t c) noexcept;      // White_Space
DAU_API bool is_upper(char32_t c) noexcept;      // general category Lu
DAU_API bool is_lower(char32_t c) noexcept;      // general category Ll
DAU_API char32_t to_lower(char32_t c) noexcept;  // simple mapping
DAU_API char32_t to_upper(char32_t c) noexcept;
DAU_API std::string to_lower(std::string_view text);  // simple mapping, character by character
DAU_API std::string to_upper(std::string_view text);
}  // namespace dau::unicode
