// SPDX-License-Identifier: Apache-2.0
// found.h — what one file says of the thing that it belongs to.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dau/licence/catalogue.h"
#include "dau/licence/graph.h"
#include "dau/result.h"

namespace dau::licence {
// An edge whose target is a name yet.
struct NamedEdge {
  Relation relation;
  std::string target;
};

struct Found {
  std::string name;
  std::string version;
  std::string kind;  // "model", "software"; empty: the file does not say
  std::string attribution;
  std::string description;
  std::vector<Measure> measures;
  std::vector<Declared> declared;  // `where` is filled in by the caller where it is empty
  std::vector<NamedEdge> edges;
  std::vector<std::pair<Relation, Component>> parts;  // of which the file tells all that is to be known
};

// Heads that are read of files; the formats below say where their metadata lies.
inline constexpr std::uint64_t kTextHead = std::uint64_t{256} << 10;  // of texts
inline constexpr std::uint64_t kCardHead = std::uint64_t{1} << 20;    // of package files and cards

// Every reader takes foreign bytes: it checks each length before it uses it, allocates no more than it was given, and
// says what is wrong and at which byte. Errors: corrupt.

// The front matter of a README.md of Hugging Face: license, license_name, datasets, base_model … Nothing is found where
// there is no front matter.
Result<Found> read_card(std::string_view text, const std::string& name);

// LICENSE, COPYING and the like, by fingerprint (docs/methods/licence.md).
Found read_licence_text(std::string_view text, const Catalogue& catalogue);

// SPDX-License-Identifier lines near the begin of a source file; reads nothing else.
Found read_spdx_lines(std::string_view text);

Result<Found> read_package_json(std::string_view text, const std::string& name);
Result<Found> read_pyproject(std::string_view text, const std::string& name);
Result<Found> read_debian_copyright(std::string_view text, const std::string& name);

// Metadata of weight files; `bytes` is the whole file, mapped, of which only the metadata is looked at.
Result<Found> read_gguf(std::span<const std::byte> bytes, const std::string& name);
Result<Found> read_safetensors(std::span<const std::byte> bytes, const std::string& name);
Result<Found> read_onnx(std::span<const std::byte> bytes, const std::string& name);
Result<Found> read_dau(std::span<const std::byte> bytes, const std::string& name);
}  // namespace dau::licence
