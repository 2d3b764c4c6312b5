// SPDX-License-Identifier: Apache-2.0
// manifest_fuzzer.cc — any text as a manifest: an error that names it, or a graph without a cycle, of which every use
// has an answer and every report is JSON.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"
#include "dau/licence/manifest.h"
#include "dau/licence/report.h"

namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dau::licence;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Catalogue& catalogue = **Catalogue::builtin();
  const Policy& policy = **Policy::builtin("conservative");
  static_cast<void>(is_manifest(text));
  const auto graph = read_manifest(text, "m.yaml", catalogue);
  if (!graph) {
    demand(graph.error().at.starts_with("m.yaml") && !graph.error().message.empty());
    return 0;
  }
  demand(find_cycle(*graph).empty());
  const auto report = report_on("m.yaml", *graph, catalogue, policy, Use::commercial_product, {"2026-11-25"});
  demand(static_cast<bool>(report));
  demand(static_cast<bool>(dau::json::parse(to_json(*report, catalogue))));
  demand(static_cast<bool>(dau::json::parse(to_sarif(*report, "0"))));
  demand(!to_text(*report, catalogue, Language::vi, true).empty());
  return 0;
}
