// SPDX-License-Identifier: Apache-2.0
// builtin_data.h — the YAML files of data/licences, data/known and data/policies, compiled in.
#pragma once
#include <span>

#include "dau/licence/catalogue.h"

namespace dau::licence {
std::span<const Catalogue::Text> builtin_licences();
std::span<const Catalogue::Text> builtin_exceptions();
std::span<const Catalogue::Text> builtin_things();
std::span<const Catalogue::Text> builtin_policies();
}  // namespace dau::licence
