// SPDX-License-Identifier: Apache-2.0
// claims.h — who says under which licence a component is.
#pragma once
#include <string>
#include <vector>

#include "dau/licence/catalogue.h"
#include "dau/licence/graph.h"

namespace dau::licence {
struct Claim {
  Expression expression;  // over the ids of the catalogue
  std::string evidence;   // "product.yaml says \"apache-2.0\"", "data/known says so of vivos (reported, 2026-11-23)"
  bool known = false;     // from the catalogue, not from a file of the product
  bool understood = true;
};

// What its files and manifest state, each once, then what the catalogue knows. Never empty: a component of which nobody
// states a licence has LicenseRef-none-stated.
std::vector<Claim> claims_of(const Component& component, const Catalogue& catalogue);
}  // namespace dau::licence
