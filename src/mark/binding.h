// SPDX-License-Identifier: Apache-2.0
// binding.h — hard bindings: the hash of an asset that a manifest holds, made and checked.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "mark/cbor.h"
#include "mark/container.h"

namespace dau::mark {
// What a check of a binding found: one code, and whether it is a failure; more codes tell what is worth knowing.
struct BindingResult {
  std::string code, explanation;
  bool good = false;
  bool extra_exclusions = false;
};

struct BoundAsset {
  std::string_view bytes;
  Format format = Format::other;
  const Found* found = nullptr;
  const FoundStore* store = nullptr;  // nullptr: the store is a sidecar
};

// `label`: of the assertion. `default_algorithm`: of the claim.
BindingResult check_binding(std::string_view label, const cbor::Value& binding, std::string_view default_algorithm,
                            const BoundAsset& asset);

// The assertions' content for an asset that was laid out: its hash over all but the unit.
cbor::Value make_data_hash(const Layout& layout, Format format, bool sidecar, std::size_t pad);
cbor::Value make_bmff_hash(const Layout& layout);
}  // namespace dau::mark
