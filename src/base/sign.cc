// SPDX-License-Identifier: Apache-2.0
// sign.cc — adapter of OpenSSL's keys.
#include "base/sign.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/bytes.h"

namespace dau {
namespace {
struct FreeKey {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
struct FreeBio {
  void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;
using Bio = std::unique_ptr<BIO, FreeBio>;

constexpr std::size_t kMaxPem = 64 * 1024;

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Nobody is asked for a password.
int no_password(char*, int, int, void*) { return -1; }

using ReadPem = EVP_PKEY* (*)(BIO*, EVP_PKEY**, pem_password_cb*, void*);

Key read_pem(std::string_view pem, ReadPem read) {
  if (pem.size() > kMaxPem) return nullptr;
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(bio == nullptr ? nullptr : read(bio.get(), nullptr, no_password, nullptr));
  return key != nullptr && EVP_PKEY_base_id(key.get()) == EVP_PKEY_ED25519 ? std::move(key) : nullptr;
}

PublicKey raw_public_key(const EVP_PKEY* key) {
  PublicKey bytes{};
  std::size_t size = bytes.size();
  EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(bytes.data()), &size);
  return bytes;
}
}  // namespace

struct SigningKey::Body {
  Key key;
};

SigningKey::SigningKey(std::unique_ptr<Body> body) : body_(std::move(body)) {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;

Result<SigningKey> SigningKey::from_pem(std::string_view pem, const std::string& name) {
  Key key = read_pem(pem, PEM_read_bio_PrivateKey);
  if (key == nullptr) return Error{Errc::corrupt, "no private Ed25519 key in PEM without a password", name};
  return SigningKey(std::make_unique<Body>(Body{std::move(key)}));
}

PublicKey SigningKey::public_key() const { return raw_public_key(body_->key.get()); }

Result<Signature> SigningKey::sign(std::span<const std::byte> message) const {
  Signature signature{};
  std::size_t size = signature.size();
  const Context context(EVP_MD_CTX_new());
  if (context == nullptr || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, body_->key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, raw(message),
                     message.size()) != 1)
    return Error{Errc::io, "OpenSSL does not sign", "Ed25519"};
  return signature;
}

Result<PublicKey> public_key_from_pem(std::string_view pem, const std::string& name) {
  if (const Key key = read_pem(pem, PEM_read_bio_PUBKEY)) return raw_public_key(key.get());
  if (const Key key = read_pem(pem, PEM_read_bio_PrivateKey)) return raw_public_key(key.get());
  return Error{Errc::corrupt, "no Ed25519 key in PEM", name};
}

bool is_signed(std::span<const std::byte> message, const Signature& signature, const PublicKey& key) {
  const Key pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key), key.size()));
  const Context context(EVP_MD_CTX_new());
  return pkey != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1 &&
         EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) == 1;
}

std::string to_base64(std::span<const std::byte> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // with a final zero, which is cut off
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), raw(bytes), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

// OpenSSL takes some texts that are no base64 of anything: what was read must give the text back.
Result<std::string> from_base64(std::string_view text, std::size_t size) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const bool fits = text.size() == (size + 2) / 3 * 4;
  if (fits && EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), raw(as_bytes(text)),
                              static_cast<int>(text.size())) >= 0) {
    bytes.resize(size);
    if (to_base64(as_bytes(bytes)) == text) return bytes;
  }
  return Error{Errc::corrupt, "not base64 of " + std::to_string(size) + " bytes", "base64"};
}
}  // namespace dau
