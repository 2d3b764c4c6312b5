// SPDX-License-Identifier: Apache-2.0
// jsonl.h — lines that are JSON objects: one member is read, one is added, the others stay byte for byte.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "dau/result.h"

namespace dau::cli {
// `text` as a JSON string.
std::string json_string(std::string_view text);

// Appends `line` with the member `name`, whose JSON value `value_of` makes of the text in `field`. A member of that
// name that is there already is replaced; only then is the line written anew. Errors: corrupt (not a JSON object; the
// field is missing or not a text); what value_of gives.
Result<void> add_member(std::string_view line, const std::string& field, const std::string& name,
                        const std::function<Result<std::string>(std::string_view)>& value_of, std::string& out);
}  // namespace dau::cli
