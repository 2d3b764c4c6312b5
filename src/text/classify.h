// SPDX-License-Identifier: Apache-2.0
// classify.h — a line through a linear model: pieces → features → sums → labels in order.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "dau/text/label.h"
#include "text/linear_model.h"

namespace dau::text {
using AppendFeatures = std::function<void(std::string_view piece, std::vector<Feature>& out)>;

// The labels of `nfc` (well-formed UTF-8 in NFC) with their probabilities, best first; equal ones in the model's order.
// `known`, where given, becomes the number of its features that the model has.
std::vector<LabelScore> classify(const LinearModel& model, std::string_view nfc, const AppendFeatures& append,
                                 std::uint64_t* known = nullptr);

// LinearModel::from, with the path in `at` of its errors.
Result<LinearModel> open_linear(model::Container container, std::string_view features);
}  // namespace dau::text
