// SPDX-License-Identifier: Apache-2.0
// manifest.h — a product's own list of its parts (docs/formats/manifest.md) becomes a graph.
#pragma once
#include <string>
#include <string_view>

#include "dau/licence/catalogue.h"
#include "dau/licence/graph.h"
#include "dau/result.h"

namespace dau::licence {
// `text`: YAML or JSON. `name`: the manifest's path, for errors and as the `where` of what it says. Components that the
// catalogue knows by id, name or repository get `known`; a target that no component has and the catalogue knows comes
// in with its lineage; one that neither has becomes a component of its own, of which no licence is stated. Errors:
// corrupt, at = "<name>:<line>" or "<name>" with the member in the message (not YAML or JSON; a member unknown, missing
// or of another type; an id twice; a waiver of a component that is not there; a cycle: "a → b → a").
DAU_API Result<Graph> read_manifest(std::string_view text, const std::string& name, const Catalogue& catalogue);

// The manifest of a folder that was scanned ("dau-manifest.yaml" in it): the product's name, version, use, policy and
// waivers, which may name components by id or name. What it lists as components is not looked at: the scan knows.
// Errors: as read_manifest.
DAU_API Result<void> apply_manifest(Graph& scanned, std::string_view text, const std::string& name,
                                    const Catalogue& catalogue);

// True when the text looks like a manifest: YAML or JSON whose first level has "dau-manifest".
DAU_API bool is_manifest(std::string_view text);

// Adds what the catalogue knows to a graph: `known` for components that have none, and the lineage of these.
DAU_API void add_known(Graph& graph, const Catalogue& catalogue);
}  // namespace dau::licence
