// SPDX-License-Identifier: Apache-2.0
// hash.cc — adapter of libxxhash.
#include "base/hash.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>

namespace dau {
std::uint64_t xxh3_64(std::span<const std::byte> bytes) noexcept { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string sha256_hex(std::span<const std::byte> bytes) {
  std::string hex;
  for (const std::byte byte : sha256(bytes)) hex += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return hex;
}
}  // namespace dau
