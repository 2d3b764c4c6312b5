// SPDX-License-Identifier: Apache-2.0
// builtin_data.cc — the files as they are, under their paths in the repository.
#include "licence/builtin_data.h"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Woverlength-strings"
#endif

namespace dau::licence {
namespace {
constexpr Catalogue::Text kLicences[] = {
#include "licence/licences.inc"
};
constexpr Catalogue::Text kExceptions[] = {
#include "licence/exceptions.inc"
};
constexpr Catalogue::Text kThings[] = {
#include "licence/known.inc"
};
constexpr Catalogue::Text kPolicies[] = {
#include "licence/policies.inc"
};
}  // namespace

std::span<const Catalogue::Text> builtin_licences() { return kLicences; }
std::span<const Catalogue::Text> builtin_exceptions() { return kExceptions; }
std::span<const Catalogue::Text> builtin_things() { return kThings; }
std::span<const Catalogue::Text> builtin_policies() { return kPolicies; }
}  // namespace dau::licence
