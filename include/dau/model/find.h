// SPDX-License-Identifier: Apache-2.0
// find.h — where the models of an installation or a build lie.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/result.h"

namespace dau::model {
// The folders that may hold models, in the order of search, there or not, each once. The first ones are seen from the
// file that this code lies in, which is the program, the shared library or the Python module, so that a tree can be
// moved: models (beside a Python module), ../models (of a build), ../share/dau/models and ../../share/dau/models (of an
// installation, its library in lib or in lib/<machine>). Then come the folder that this build is installed to and its
// sources; a wheel has neither.
DAU_API std::vector<std::string> folders();

// The models in these folders, as paths; of two with the same name only the first, which is the one that is used.
DAU_API std::vector<std::string> installed();

// The path of the first "<name>.dau" in the folders. Errors: not_found, its message naming the folders.
DAU_API Result<std::string> find(std::string_view name);
}  // namespace dau::model
