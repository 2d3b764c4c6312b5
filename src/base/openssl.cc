// SPDX-License-Identifier: Apache-2.0
// openssl.cc — adapter of OpenSSL: digests, keys, signatures, randomness, base64.
#include "base/sign.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/hash.h"

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

// One for each thread: making a context and looking up the digest take longer than a short text.
EVP_MD_CTX* digest_context() {
  thread_local const Context context(EVP_MD_CTX_new());
  return context.get();
}

const EVP_MD* sha256_digest() {
  static const EVP_MD* const digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return digest;
}

std::string text_of(BIO* bio) {
  char* text = nullptr;
  const long size = bio == nullptr ? 0 : BIO_get_mem_data(bio, &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

PublicKey raw_public_key(const EVP_PKEY* key) {
  PublicKey bytes{};
  std::size_t size = bytes.size();
  EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(bytes.data()), &size);
  return bytes;
}
}  // namespace

Sha256 sha256(std::span<const std::byte> bytes) {
  Sha256 digest{};
  EVP_MD_CTX* const context = digest_context();
  unsigned size = 0;
  if (context == nullptr || EVP_DigestInit_ex2(context, sha256_digest(), nullptr) != 1 ||
      EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(digest.data()), &size) != 1)
    std::abort();  // no memory, or a broken OpenSSL: nothing that is a hash could be given back
  return digest;
}

struct Digest::Body {
  Context context;
};

namespace {
const EVP_MD* digest_method(DigestKind kind) {
  return kind == DigestKind::sha256 ? EVP_sha256() : kind == DigestKind::sha384 ? EVP_sha384() : EVP_sha512();
}
}  // namespace

Digest::Digest(DigestKind kind) : body_(std::make_unique<Body>(Body{Context(EVP_MD_CTX_new())})) {
  if (body_->context == nullptr || EVP_DigestInit_ex2(body_->context.get(), digest_method(kind), nullptr) != 1)
    std::abort();  // as in sha256
}
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;
Digest::~Digest() = default;

void Digest::add(std::span<const std::byte> bytes) {
  if (EVP_DigestUpdate(body_->context.get(), bytes.data(), bytes.size()) != 1) std::abort();
}

std::string Digest::finish() {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  if (EVP_DigestFinal_ex(body_->context.get(), reinterpret_cast<unsigned char*>(out.data()), &size) != 1) std::abort();
  out.resize(size);
  return out;
}

std::string digest_of(DigestKind kind, std::span<const std::byte> bytes) {
  Digest digest(kind);
  digest.add(bytes);
  return digest.finish();
}

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

Result<std::string> make_private_pem() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  const Bio bio(BIO_new(BIO_s_mem()));
  if (key == nullptr || bio == nullptr ||
      PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return Error{Errc::io, "OpenSSL makes no key", "Ed25519"};
  return text_of(bio.get());
}

std::string to_public_pem(const PublicKey& key) {
  const Key pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key), key.size()));
  const Bio bio(BIO_new(BIO_s_mem()));
  if (pkey != nullptr && bio != nullptr) PEM_write_bio_PUBKEY(bio.get(), pkey.get());
  return text_of(bio.get());
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

std::array<std::byte, 32> hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message) {
  std::array<std::byte, 32> out{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), raw(message), message.size(),
       reinterpret_cast<unsigned char*>(out.data()), &size);
  return out;
}

namespace {
struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;
constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

unsigned char* raw(std::string& text, std::size_t at) { return reinterpret_cast<unsigned char*>(text.data() + at); }
}  // namespace

Result<std::string> seal(std::span<const std::byte, 32> key, std::string_view text, std::string_view about) {
  std::string out(kNonce + text.size() + kTag, '\0');
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  if (text.size() > (std::size_t{1} << 30) || cipher == nullptr || RAND_bytes(raw(out, 0), kNonce) != 1 ||
      EVP_EncryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), raw(key), raw(out, 0), nullptr) != 1 ||
      EVP_EncryptUpdate(cipher.get(), nullptr, &size, raw(as_bytes(about)), static_cast<int>(about.size())) != 1 ||
      EVP_EncryptUpdate(cipher.get(), raw(out, kNonce), &size, raw(as_bytes(text)), static_cast<int>(text.size())) !=
          1 ||
      EVP_EncryptFinal_ex(cipher.get(), raw(out, kNonce + text.size()), &size) != 1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTag, raw(out, kNonce + text.size())) != 1)
    return Error{Errc::io, "OpenSSL does not encrypt", "AES-256-GCM"};
  return out;
}

Result<std::string> unseal(std::span<const std::byte, 32> key, std::string_view sealed, std::string_view about) {
  const Error fault{Errc::corrupt, "cannot be decrypted with this key", "AES-256-GCM"};
  if (sealed.size() < kNonce + kTag || sealed.size() > (std::size_t{1} << 30)) return fault;
  std::string copy(sealed);
  const std::size_t text = sealed.size() - kNonce - kTag;
  std::string out(text, '\0');
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  if (cipher == nullptr || EVP_DecryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), raw(key), raw(copy, 0), nullptr) != 1 ||
      EVP_DecryptUpdate(cipher.get(), nullptr, &size, raw(as_bytes(about)), static_cast<int>(about.size())) != 1 ||
      EVP_DecryptUpdate(cipher.get(), raw(out, 0), &size, raw(copy, kNonce), static_cast<int>(text)) != 1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTag, raw(copy, kNonce + text)) != 1 ||
      EVP_DecryptFinal_ex(cipher.get(), raw(out, text), &size) != 1)
    return fault;
  return out;
}

Result<std::array<std::byte, 32>> random_32() {
  std::array<std::byte, 32> out{};
  if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size())) != 1)
    return Error{Errc::io, "OpenSSL gives no random bytes", "RAND_bytes"};
  return out;
}

Result<std::string> from_base64(std::string_view text) {
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  return from_base64(text, text.size() / 4 * 3 - (text.size() < 4 ? 0 : padding));
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
