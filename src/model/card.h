// SPDX-License-Identifier: Apache-2.0
// card.h — the model card as JSON (docs/formats/model.md, "The card").
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "dau/model/container.h"

namespace dau::model {
json::Value card_to_json(const Card& card);

// The file and its card: what `dau info --json FILE` tells.
json::Value container_to_json(const Container& container);

// Errors: corrupt; `name` stands for the source in them, in which the text begins at byte `origin`.
Result<Card> parse_card(std::string_view text, const std::string& name, std::uint64_t origin);

// What makes a card unfit to be in a model file, or nothing.
std::optional<std::string> fault_of(const Card& card);
}  // namespace dau::model
