// SPDX-License-Identifier: Apache-2.0
// sign.h — Ed25519 signatures (RFC 8032), HMAC, randomness and base64; by OpenSSL (openssl.cc).
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "dau/result.h"

namespace dau {
using PublicKey = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;

// A private key. Any number of threads may sign with it.
class SigningKey {
 public:
  // PEM, PKCS #8 without a password, as `openssl genpkey -algorithm ed25519` writes it. `name` stands for it in errors.
  // Errors: corrupt (no such key).
  static Result<SigningKey> from_pem(std::string_view pem, const std::string& name);
  SigningKey(SigningKey&&) noexcept;
  SigningKey& operator=(SigningKey&&) noexcept;
  ~SigningKey();

  PublicKey public_key() const;
  // Errors: io (OpenSSL refuses).
  Result<Signature> sign(std::span<const std::byte> message) const;

 private:
  struct Body;
  explicit SigningKey(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

// PEM as `openssl pkey -pubout` writes it, or the private key's. Errors: corrupt.
Result<PublicKey> public_key_from_pem(std::string_view pem, const std::string& name);

// A new private key in PEM, PKCS #8. Errors: io (OpenSSL refuses).
Result<std::string> make_private_pem();
std::string to_public_pem(const PublicKey& key);

bool is_signed(std::span<const std::byte> message, const Signature& signature, const PublicKey& key);

std::array<std::byte, 32> hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message);

// AES-256-GCM (NIST SP 800-38D): 12 random bytes, the ciphertext, 16 bytes of tag. `about` is bound to it, not in it.
// A key seals fewer than 2^32 texts. Errors: io.
Result<std::string> seal(std::span<const std::byte, 32> key, std::string_view text, std::string_view about);
// Errors: corrupt (another key, or not what was sealed).
Result<std::string> unseal(std::span<const std::byte, 32> key, std::string_view sealed, std::string_view about);

// From the generator of OpenSSL, which the system seeds. Errors: io.
Result<std::array<std::byte, 32>> random_32();

// RFC 4648 with padding, without line ends.
std::string to_base64(std::span<const std::byte> bytes);
// Errors: corrupt (not the base64 that to_base64 writes; or not of `size` bytes).
Result<std::string> from_base64(std::string_view text, std::size_t size);
Result<std::string> from_base64(std::string_view text);
}  // namespace dau
