// SPDX-License-Identifier: Apache-2.0
// claims.cc — declared, known, or nothing.
#include "licence/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dau::licence {
namespace {
Claim declared_claim(const Declared& declared, const Catalogue& catalogue) {
  Catalogue::Reading reading = catalogue.read(declared.text);
  const std::string evidence =
      reading.understood ? fmt::format("{} says \"{}\"", declared.where, declared.text)
                         : fmt::format("{} says \"{}\", which is no licence known here", declared.where, declared.text);
  return {std::move(reading.expression), evidence, false, reading.understood};
}

Claim known_claim(const Thing& thing, const Catalogue& catalogue) {
  return {catalogue.read(thing.licence).expression,
          fmt::format("known of {}: {} ({}, {})", thing.name, thing.says.front().who, thing.says.front().basis,
                      thing.says.front().date),
          true, true};
}
}  // namespace

std::vector<Claim> claims_of(const Component& component, const Catalogue& catalogue) {
  std::vector<Claim> claims;
  for (const Declared& declared : component.declared) {
    Claim claim = declared_claim(declared, catalogue);
    const auto same = [&](const Claim& other) { return other.expression == claim.expression; };
    if (std::ranges::none_of(claims, same) || !claim.understood) claims.push_back(std::move(claim));
  }
  const Thing* thing = component.known.empty() ? nullptr : catalogue.thing(component.known);
  if (thing != nullptr) claims.push_back(known_claim(*thing, catalogue));
  if (claims.empty())
    claims.push_back(
        {catalogue.read("LicenseRef-none-stated").expression, "no licence is stated anywhere", false, true});
  return claims;
}
}  // namespace dau::licence
