// SPDX-License-Identifier: Apache-2.0
// toml.h — the TOML library behind Result: a document becomes the value that the same JSON text would be.
#pragma once
#include <string>
#include <string_view>

#include "base/json.h"

namespace dau::toml_text {
// Dates and times become texts. Errors: corrupt, at = "<name>:<line>" (not TOML, not UTF-8, nested deeper than the
// library or json::kMaxDepth allows).
Result<json::Value> parse(std::string_view text, const std::string& name = "toml");
}  // namespace dau::toml_text
