// SPDX-License-Identifier: Apache-2.0
// bom_fuzzer.cc — any text as a bill of materials: an error that names it, or a graph without a cycle that is written
// in every form and, as CycloneDX, read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"
#include "dau/licence/bom.h"

namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dau::licence;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Catalogue& catalogue = **Catalogue::builtin();
  static_cast<void>(is_bom(text));
  const auto graph = read_bom(text, "b", catalogue);
  if (!graph) {
    demand(graph.error().at.starts_with("b") && !graph.error().message.empty());
    return 0;
  }
  demand(find_cycle(*graph).empty());
  const BomOptions options{"2026-11-25T00:00:00Z", "0"};
  demand(static_cast<bool>(dau::json::parse(to_spdx(*graph, catalogue, options))));
  static_cast<void>(to_notice(*graph, catalogue));
  demand(static_cast<bool>(read_bom(to_cyclonedx(*graph, catalogue, options), "b", catalogue)));
  return 0;
}
