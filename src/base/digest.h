// SPDX-License-Identifier: Apache-2.0
// digest.h — SHA-256, SHA-384 and SHA-512 of what comes in parts; by OpenSSL (openssl.cc).
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace dau {
enum class DigestKind : std::uint8_t { sha256, sha384, sha512 };

constexpr std::size_t digest_size(DigestKind kind) {
  return kind == DigestKind::sha256 ? 32 : kind == DigestKind::sha384 ? 48 : 64;
}

class Digest {
 public:
  explicit Digest(DigestKind kind);
  void add(std::span<const std::byte> bytes);
  std::string finish();  // digest_size() bytes; nothing may be added after it

  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  ~Digest();

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

std::string digest_of(DigestKind kind, std::span<const std::byte> bytes);
}  // namespace dau
