// SPDX-License-Identifier: Apache-2.0
// conclude.cc — claims into one expression.
#include "licence/bom/conclude.h"

#include <fmt/format.h>

#include <algorithm>

#include "licence/claims.h"

namespace dau::licence {
Expression concluded(const Component& component, const Catalogue& catalogue) {
  const std::vector<Claim> claims = claims_of(component, catalogue);
  if (claims.back().known || claims.size() == 1) return claims.back().expression;
  Expression all{Expression::Kind::all_of, {}, {}};
  for (const Claim& claim : claims) {
    const bool flat = claim.expression.kind == Expression::Kind::all_of;
    for (const Expression& part : flat ? claim.expression.parts : std::vector<Expression>{claim.expression})
      if (std::ranges::find(all.parts, part) == all.parts.end()) all.parts.push_back(part);
  }
  return all.parts.size() == 1 ? all.parts.front() : all;
}

std::string uuid_of(const std::string& sha256) {
  std::string digits = sha256.substr(0, 32);
  digits[12] = '8';
  digits[16] = "89ab"[(digits[16] >= 'a' ? digits[16] - 'a' + 10 : digits[16] - '0') & 3];
  return fmt::format("{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4), digits.substr(12, 4),
                     digits.substr(16, 4), digits.substr(20, 12));
}
}  // namespace dau::licence
