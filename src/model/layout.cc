// SPDX-License-Identifier: Apache-2.0
// layout.cc — the header checksum.
#include "model/layout.h"

#include <vector>

#include "base/hash.h"

namespace dau::model {
std::uint64_t front_checksum(std::span<const std::byte> front) {
  std::vector<std::byte> covered(front.begin(), front.begin() + kChecksumOffset);
  covered.insert(covered.end(), front.begin() + kHeaderSize, front.end());
  return xxh3_64(covered);
}
}  // namespace dau::model
