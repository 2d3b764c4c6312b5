// SPDX-License-Identifier: Apache-2.0
// certificate.h — X.509 certificates and their keys, for signatures as COSE has them, and RFC 3161 time stamps; by
// OpenSSL (openssl_x509.cc). Times are seconds since 1970, UTC.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"

namespace dau {
// Numbers of the COSE registry (RFC 9053, RFC 8230).
enum class SignatureAlgorithm : std::int8_t {
  es256 = -7,
  es384 = -35,
  es512 = -36,
  ps256 = -37,
  ps384 = -38,
  ps512 = -39,
  eddsa = -8,  // Ed25519 alone
};
std::optional<SignatureAlgorithm> signature_algorithm(std::int64_t number);
std::string_view algorithm_name(SignatureAlgorithm algorithm);  // "ES256"

enum class KeyKind : std::uint8_t { p256, p384, p521, rsa, ed25519, other };

// Immutable; any number of threads may share one.
class Certificate {
 public:
  // `der` is one certificate and nothing after it. Errors: corrupt.
  static Result<Certificate> from_der(std::span<const std::byte> der, const std::string& name);
  // All certificates of a PEM text, in its order; other parts of it are passed over. Errors: corrupt (none, or a bad
  // one).
  static Result<std::vector<Certificate>> from_pem(std::string_view pem, const std::string& name);

  const std::string& der() const;
  std::string pem() const;
  std::string subject() const;       // RFC 2253, UTF-8
  std::string issuer() const;        // the same
  std::string common_name() const;   // of the subject; empty where it has none
  std::string organization() const;  // the same
  std::string serial() const;        // hex
  std::int64_t not_before() const;
  std::int64_t not_after() const;
  KeyKind key_kind() const;
  bool is_self_signed() const;

  // What forbids the certificate to sign claims (C2PA 2.2, 14.5.1), or to stand above one that does; none: nothing.
  std::vector<std::string> signer_faults() const;
  std::vector<std::string> authority_faults() const;
  // Whether one of its purposes is signing claims, e-mail or documents.
  bool has_signing_purpose() const;

  // Whether the certificate's key made `signature` (of ECDSA: r and s side by side) over `message`. An algorithm that
  // is not the key's is a no.
  bool has_signed(SignatureAlgorithm algorithm, std::span<const std::byte> message,
                  std::span<const std::byte> signature) const;

  struct Body;
  explicit Certificate(std::shared_ptr<const Body> body) : body_(std::move(body)) {}
  const Body& body() const { return *body_; }

 private:
  std::shared_ptr<const Body> body_;
};

// Why no path leads from chain[0], over the others, to one of `anchors`; empty: one does. Validity in time is not
// looked at: see not_before(), not_after().
std::string trust_fault(std::span<const Certificate> chain, std::span<const Certificate> anchors);

// A private key that signs claims. Any number of threads may sign with it.
class ClaimKey {
 public:
  // PEM, PKCS #8 without a password: P-256, P-384, P-521, RSA of 2,048 bits and more, Ed25519. Errors: corrupt.
  static Result<ClaimKey> from_pem(std::string_view pem, const std::string& name);
  SignatureAlgorithm algorithm() const;  // ES256, ES384, ES512, PS256 or EdDSA, as the key is
  std::size_t signature_size() const;
  bool belongs_to(const Certificate& certificate) const;
  // Errors: io (OpenSSL refuses).
  Result<std::string> sign(std::span<const std::byte> message) const;

  struct Body;
  explicit ClaimKey(std::shared_ptr<const Body> body) : body_(std::move(body)) {}

 private:
  std::shared_ptr<const Body> body_;
};

// A root with its key and a leaf below it, all PEM: for tests and for firms without an authority of their own.
struct Authority {
  std::string root_key, root, leaf_key, leaf;
};
struct AuthorityNames {
  std::string organization;
  std::string leaf_name;
  int root_days = 3650;
  int leaf_days = 366;
};
// Errors: invalid_argument (names too long, a key kind other than p256, p384, ed25519, rsa); io (OpenSSL refuses).
Result<Authority> make_authority(KeyKind kind, const AuthorityNames& names, std::int64_t now);

// A TimeStampToken (RFC 3161) over `message`.
struct TimeStamp {
  enum class State : std::uint8_t { trusted, untrusted, mismatch, malformed, outside_validity };
  State state = State::malformed;
  std::int64_t time = 0;  // where it is not malformed
  std::string signer;     // subject of the time-stamping certificate, where known
};
TimeStamp check_time_stamp(std::span<const std::byte> token, std::span<const std::byte> message,
                           std::span<const Certificate> anchors);
}  // namespace dau
