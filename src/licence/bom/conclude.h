// SPDX-License-Identifier: Apache-2.0
// conclude.h — the one licence of a component that a bill has room for.
#pragma once
#include <string>

#include "dau/licence/catalogue.h"
#include "dau/licence/graph.h"

namespace dau::licence {
// What is known of it, else all that its files state, joined by AND; LicenseRef-none-stated where nobody states any.
Expression concluded(const Component& component, const Catalogue& catalogue);

// 32 hexadecimal digits of a hash as a UUID of version 8 (RFC 9562).
std::string uuid_of(const std::string& sha256);
}  // namespace dau::licence
