// SPDX-License-Identifier: Apache-2.0
// option.h — one option of a command, from which its flag, DAU_* variable, settings key and help line are made.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"

namespace dau::cli {
struct Range {
  double low, high;
  bool whole;  // whole numbers only
};

struct Option {
  std::string_view name;      // "min-confidence": the flag --min-confidence
  std::string_view value;     // "N", or in small letters the words that it may be: "follow|old|new"; empty: a switch
  std::string help;           // without the default
  std::string fallback = {};  // the default, as one would type it
  std::optional<Range> range = {};
  bool setting = false;  // may also come from the environment and the settings file
};

std::string variable_name(const Option& option);  // "DAU_MIN_CONFIDENCE"
std::string settings_key(const Option& option);   // "min_confidence"

// Errors: invalid_argument when `text` is none of the option's words or out of its range; `where` is its `at`.
Result<void> check(const Option& option, std::string_view text, const std::string& where);
}  // namespace dau::cli
