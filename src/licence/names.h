// SPDX-License-Identifier: Apache-2.0
// names.h — when two spellings are the same name.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dau::licence {
// Small letters (of ASCII); runs of spaces, "_" and "-" one "-": "CC BY-NC 4.0" and "cc-by-nc-4.0" are one name.
std::string folded_name(std::string_view name);

// Levenshtein distance in bytes, but `limit` + 1 as soon as it is more. Cost: O(length × limit).
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The best of `names` for a name that is not there: those that begin with it or hold it, then those that are few edits
// away; at most `count`, each once.
std::vector<std::string> nearest(std::string_view name, const std::vector<std::string>& names, std::size_t count);
}  // namespace dau::licence
