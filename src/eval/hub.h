// SPDX-License-Identifier: Apache-2.0
// hub.h — the vocabulary of the Hugging Face Hub for what we call otherwise.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"

namespace dau::eval::hub {
// The category of a task: "text-classification".
std::string_view category(std::string_view task);

// Members "license" and, where the Hub has no word for it, "license_name", into the metadata of a card.
void put_licence(const std::string& expression, json::Value& metadata);

// "1K<n<10K".
std::string_view size_category(std::uint64_t cases);

// The metadata at the head of a README.md.
std::string front_matter(const json::Value& metadata);

// Text inside a table of Markdown.
std::string cell(std::string_view text);
}  // namespace dau::eval::hub
