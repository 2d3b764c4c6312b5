// SPDX-License-Identifier: Apache-2.0
// check.h — one manifest of a store checked, and what its ingredients lead to.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/certificate.h"
#include "dau/mark/verify.h"
#include "mark/binding.h"
#include "mark/jumbf.h"
#include "mark/manifest.h"

namespace dau::mark {
struct Trust {
  std::vector<Certificate> anchors;
  std::int64_t now = 0;
};

// What was found in a manifest and in those below it.
struct Checked {
  std::vector<Status> statuses;
  std::optional<Signer> signer;
  std::string signed_at;
  std::string title, generator, disclosure, profile;
  std::vector<Action> actions;
  std::vector<std::string> source_types;    // of created assertions
  std::vector<std::string> gathered_types;  // of gathered ones: of the signer they are not
  std::vector<IngredientSummary> ingredients;
  bool trusted = false;
  bool ai_in_ingredients = false;
};

// Checks the manifest `active` of `store`, and through its ingredients the others. `asset`: what it is bound to.
Checked check_manifests(const Box& store, const Box& active, const BoundAsset& asset, const Trust& trust);

bool is_ai_source(std::string_view source_type);
}  // namespace dau::mark
