// SPDX-License-Identifier: Apache-2.0
// json.h — the JSON library behind Result. Private: no public header may include it.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "dau/result.h"

namespace dau::json {
using Value = nlohmann::ordered_json;  // members keep the order in which they were written

// Arrays and objects may lie this deep inside each other; what is done with a value may be recursive.
inline constexpr int kMaxDepth = 64;

// Errors: corrupt, at = "<name>:<byte>" where the text stops being UTF-8 JSON or is nested too deep; "<name>" for a
// number that no double can hold.
Result<Value> parse(std::string_view text, const std::string& name = "json");

// The same for text that a person wrote, in which a member given twice is a slip: that is corrupt too, at = "<name>".
Result<Value> parse_unique(std::string_view text, const std::string& name);

// Compact, or with `indent` spaces a level. Bytes that are not UTF-8 become U+FFFD.
std::string dump(const Value& value, int indent = -1);

// The same, but errors: invalid_utf8 when a text is not UTF-8.
Result<std::string> dump_checked(const Value& value, int indent = -1);

// The member `name` of an object. Errors: corrupt ("source 3": member "licence" is missing / is not a text).
Result<const Value*> member(const Value& object, const char* name, std::string_view where);
Result<std::string> text_member(const Value& object, const char* name, std::string_view where);
Result<double> number_member(const Value& object, const char* name, std::string_view where);
Result<const Value*> array_member(const Value& object, const char* name, std::string_view where);
}  // namespace dau::json
