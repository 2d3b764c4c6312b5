// SPDX-License-Identifier: Apache-2.0
// bom.h — a graph as a bill of materials, and back: docs/formats/bom.md.
#pragma once
#include <string>
#include <string_view>

#include "dau/licence/catalogue.h"
#include "dau/licence/graph.h"
#include "dau/result.h"

namespace dau::licence {
struct BomOptions {
  std::string timestamp;  // RFC 3339, UTC: "2026-11-25T08:00:00Z"; the library has no clock
  std::string tool_version;
};

// CycloneDX 1.6, JSON: models with their cards, data, hashes, licences with who says so, lineage. The serial number is
// made of the content, so that the same graph gives the same bytes.
DAU_API std::string to_cyclonedx(const Graph& graph, const Catalogue& catalogue, const BomOptions& options);

// SPDX 3.0.1, JSON-LD: AI, dataset and software packages, licence expressions, relationships.
DAU_API std::string to_spdx(const Graph& graph, const Catalogue& catalogue, const BomOptions& options);

// The attribution file that ships with a product: every part that reaches it, grouped by licence.
DAU_API std::string to_notice(const Graph& graph, const Catalogue& catalogue);

// True of JSON that is a bill of materials of CycloneDX or SPDX 3.
DAU_API bool is_bom(std::string_view text);

// A bill of CycloneDX 1.4 to 1.6, or of SPDX 3.0 as JSON-LD, of ours or of others. What hangs on nothing is contained
// in the product. Errors: corrupt, at = "<name>" with the member in the message (no JSON; no bill; a reference to
// nothing; two components of one reference; a cycle); unsupported (another version).
DAU_API Result<Graph> read_bom(std::string_view text, const std::string& name, const Catalogue& catalogue);
}  // namespace dau::licence
