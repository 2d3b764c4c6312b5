// SPDX-License-Identifier: Apache-2.0
// yaml.h — the YAML library behind Result: a document becomes the value that the same JSON text would be.
#pragma once
#include <string>
#include <string_view>

#include "base/json.h"

namespace dau::yaml {
inline constexpr std::size_t kMaxBytes = std::size_t{4} << 20;  // a manifest or a card; data of ours is smaller

// The one document of `text`. Scalars are texts as they are written: a version 1.10 stays "1.10", and yes and no stay
// words; only plain true, false, null, ~ and nothing are what they are in JSON. An empty document is null.
// Errors: corrupt, at = "<name>:<line>" (not UTF-8, not YAML, nested deeper than json::kMaxDepth, a member given twice,
// a second document, larger than kMaxBytes); unsupported (anchors and aliases, with which ten lines can stand for a
// billion values; keys that are no texts).
Result<json::Value> parse(std::string_view text, const std::string& name = "yaml");

// The value in block style, a line end at its end. Texts that another reader could take for something else (a number,
// a date, yes, a comment) stand in double quotes; so parse(dump(v)) is v but for its numbers, which come back as texts.
std::string dump(const json::Value& value);
}  // namespace dau::yaml
