// SPDX-License-Identifier: Apache-2.0
// models.h — the model that a command uses.
#pragma once
#include <string>

#include "dau/result.h"

namespace dau::cli {
// The path of a model: `wanted` itself unless it is empty, else what model::find() gives.
// Errors: not_found, with a hint how to name one.
Result<std::string> find_model(const std::string& name, const std::string& wanted);
}  // namespace dau::cli
