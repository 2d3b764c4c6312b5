// SPDX-License-Identifier: Apache-2.0
// sentences.h — where sentences begin and end: abbreviations, numbers, list items and quotes told apart.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/result.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
using unicode::Span;

// The sentences of `text` as bytes of it, in order: not overlapping, without white space at their ends, and together
// all that is no white space. A line feed always ends one; else it takes . ! ? … with the quotes and brackets that
// close behind it, and what follows must look like a beginning. By rule, without a model.
// `text`: UTF-8 in any normalisation form. Errors: invalid_utf8. Cost: time O(bytes), memory O(sentences).
// Source: docs/methods/segment.md.
DAU_API Result<std::vector<Span>> sentences(std::string_view text);

// Calls `sink` with each of them, in order, without keeping them.
DAU_API Result<void> sentences_each(std::string_view text, const std::function<void(Span)>& sink);

// A JSON array: [{"begin":0,"end":12},…].
DAU_API std::string sentences_json(std::span<const Span> sentences);
}  // namespace dau::text
