// SPDX-License-Identifier: Apache-2.0
// jsonl.h — lines that are JSON objects: one member is read, one is written, all other bytes stay.
#pragma once
#include <string>
#include <string_view>

#include "dau/result.h"

namespace dau::cli {
// `text` as a JSON string.
std::string json_string(std::string_view text);

// A line around the place of its result: what is written is before, label, the result as JSON, after.
struct JsonLine {
  std::string text;         // of the member that is read
  std::string_view before;  // the line up to its result …
  std::string label;        // … the result's name, where it is not there yet …
  std::string_view after;   // … and the rest of the line
};

// Finds the member `field`, and the place for the member `name`: at the end, or where one of this name is already.
// `line`: UTF-8; the result points into it. Errors, the message telling the byte where there is one: invalid_input (not
// a JSON object; the field is missing or not a text; either of them is there twice).
Result<JsonLine> take_apart(std::string_view line, std::string_view field, std::string_view name);
}  // namespace dau::cli
