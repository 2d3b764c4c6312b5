// SPDX-License-Identifier: Apache-2.0
// models.h — where the models of an installation or a build lie.
#pragma once
#include <string>
#include <vector>

#include "dau/result.h"

namespace dau::cli {
// The folders that may hold models, in the order of search, there or not, each once: ../models and ../share/dau/models
// beside the program, then where this build is installed to, then its sources.
std::vector<std::string> model_folders();

// The models in these folders, as paths; of two with the same name only the first, which is the one that is used.
std::vector<std::string> installed_models();

// The path of a model: `wanted` itself unless it is empty, else the first "<name>.dau" in the folders.
// Errors: not_found, with a hint where was looked.
Result<std::string> find_model(const std::string& name, const std::string& wanted);
}  // namespace dau::cli
