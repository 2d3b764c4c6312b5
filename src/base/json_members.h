// SPDX-License-Identifier: Apache-2.0
// json_members.h — where the members of an object stand in its text, for who changes one and leaves the rest alone.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"

namespace dau::json {
// The value of a member: bytes [begin, end) of the object's text.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<std::string> text;  // where the value is a text: that text
};

struct Members {
  std::vector<std::optional<Place>> places;  // of the names asked for, in their order; nothing where it is missing
  std::size_t end = 0;                       // where the last member ends: another may follow it, up to …
  std::size_t brace = 0;                     // … the closing brace
};

// Looks for `names` among the members of `object`, JSON text. Only its grammar is checked: numbers may be of any size,
// and members that are not asked for may be there twice. Memory: no more than the longest text in it.
// Errors, the message telling the byte: corrupt (not valid JSON, no object, deeper than kMaxDepth, a name twice).
Result<Members> find_members(std::string_view object, std::span<const std::string_view> names);
}  // namespace dau::json
