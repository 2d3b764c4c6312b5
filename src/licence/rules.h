// SPDX-License-Identifier: Apache-2.0
// rules.h — whether one licence, reaching the product in one way, meets a rule.
#pragma once
#include "dau/licence/policy.h"

namespace dau::licence {
// A licence as it stands in one place of the graph.
struct Subject {
  const Licence* licence = nullptr;
  Reach reach = Reach::none;  // its share_alike, or what an exception (WITH) leaves of it
  bool carried = false;       // what was made from it is under a share-alike licence of the same kind too
};

bool meets(const Rule& rule, Use use, Relation relation, const Subject& subject);

// For the rules that ask for flags of a known thing.
bool meets_flags(const Rule& rule, Use use, Relation relation, const Thing& thing);
}  // namespace dau::licence
