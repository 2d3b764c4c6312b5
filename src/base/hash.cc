// SPDX-License-Identifier: Apache-2.0
// hash.cc — adapters of libxxhash and OpenSSL.
#include "base/hash.h"

#include <fmt/format.h>
#include <openssl/sha.h>
#include <xxhash.h>

#include <array>

namespace dau {
std::uint64_t xxh3_64(std::span<const std::byte> bytes) noexcept { return XXH3_64bits(bytes.data(), bytes.size()); }

Sha256 sha256(std::span<const std::byte> bytes) {
  static_assert(std::tuple_size_v<Sha256> == SHA256_DIGEST_LENGTH);
  Sha256 digest;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string sha256_hex(std::span<const std::byte> bytes) {
  std::string hex;
  for (const std::byte byte : sha256(bytes)) hex += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return hex;
}
}  // namespace dau
