// SPDX-License-Identifier: Apache-2.0
// cardinal.h — figures in words.
#pragma once
#include <string>
#include <string_view>

#include "dau/text/spoken.h"

namespace dau::text::forms {
// Digits beyond this are read one by one.
inline constexpr std::size_t kLongestCardinal = 27;

// Appends `digits` (one or more, of which leading zeros are dropped) as one number: "105" → "một trăm linh năm". Longer
// than kLongestCardinal: digit by digit. Cost O(digits).
void append_cardinal(std::string& out, std::string_view digits, const SpokenOptions& options);

// Appends one word for each digit: "090" → "không chín không".
void append_digits(std::string& out, std::string_view digits);

inline std::string cardinal(std::string_view digits, const SpokenOptions& options) {
  std::string out;
  append_cardinal(out, digits, options);
  return out;
}
}  // namespace dau::text::forms
