// SPDX-License-Identifier: Apache-2.0
// openssl_x509.cc — adapter of OpenSSL: X.509, the keys behind it, RFC 3161.
#define OPENSSL_NO_FILENAMES  // a library that is handed out does not tell where it was built
#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include "base/bytes.h"
#include "base/certificate.h"

namespace dau {
namespace {
template <auto kFree>
struct Free {
  template <class T>
  void operator()(T* object) const noexcept {
    kFree(object);
  }
};
using X509Ptr = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free>>;
using Store = std::unique_ptr<X509_STORE, Free<X509_STORE_free>>;
using Path = std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>>;
using Ecdsa = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;
using Usages = std::unique_ptr<EXTENDED_KEY_USAGE, Free<EXTENDED_KEY_USAGE_free>>;

struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_free(stack); }  // the certificates belong to others
};
using Stack = std::unique_ptr<STACK_OF(X509), FreeStack>;

constexpr std::size_t kMaxPem = std::size_t{8} << 20;
constexpr std::size_t kMaxDer = 64 * 1024;
constexpr std::size_t kMaxToken = std::size_t{1} << 20;

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string text_of(BIO* bio) {
  char* text = nullptr;
  const long size = bio == nullptr ? 0 : BIO_get_mem_data(bio, &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

Bio memory(std::string_view text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

int no_password(char*, int, int, void*) { return -1; }

std::int64_t seconds(const ASN1_TIME* time) {
  std::tm parts{};
  return time != nullptr && ASN1_TIME_to_tm(time, &parts) == 1 ? timegm(&parts) : 0;
}

KeyKind kind_of(const EVP_PKEY* key) {
  if (key == nullptr) return KeyKind::other;
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_ED25519:
      return KeyKind::ed25519;
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
      return KeyKind::rsa;
    case EVP_PKEY_EC:
      break;
    default:
      return KeyKind::other;
  }
  std::array<char, 64> group{};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1) return KeyKind::other;
  switch (OBJ_txt2nid(group.data())) {
    case NID_X9_62_prime256v1:
      return KeyKind::p256;
    case NID_secp384r1:
      return KeyKind::p384;
    case NID_secp521r1:
      return KeyKind::p521;
    default:
      return KeyKind::other;
  }
}

bool is_curve(KeyKind kind) { return kind == KeyKind::p256 || kind == KeyKind::p384 || kind == KeyKind::p521; }

// Bytes of r, and of s.
std::size_t field_size(KeyKind kind) { return kind == KeyKind::p256 ? 32 : kind == KeyKind::p384 ? 48 : 66; }

std::string printed_name(const X509_NAME* name) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (bio != nullptr) X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  return text_of(bio.get());
}

std::string name_part(const X509_NAME* name, int nid) {
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  const X509_NAME_ENTRY* const entry = at < 0 ? nullptr : X509_NAME_get_entry(name, at);
  unsigned char* text = nullptr;
  const int size = entry == nullptr ? -1 : ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
  std::string out = size > 0 ? std::string(reinterpret_cast<char*>(text), static_cast<std::size_t>(size)) : "";
  OPENSSL_free(text);
  return out;
}

const EVP_MD* digest_of_algorithm(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::es256:
    case SignatureAlgorithm::ps256:
      return EVP_sha256();
    case SignatureAlgorithm::es384:
    case SignatureAlgorithm::ps384:
      return EVP_sha384();
    case SignatureAlgorithm::es512:
    case SignatureAlgorithm::ps512:
      return EVP_sha512();
    case SignatureAlgorithm::eddsa:
      break;
  }
  return nullptr;
}

bool is_ps(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::ps256 || algorithm == SignatureAlgorithm::ps384 ||
         algorithm == SignatureAlgorithm::ps512;
}

bool fits(SignatureAlgorithm algorithm, KeyKind kind) {
  if (algorithm == SignatureAlgorithm::eddsa) return kind == KeyKind::ed25519;
  return is_ps(algorithm) ? kind == KeyKind::rsa : is_curve(kind);
}

// Salt as long as the hash, MGF1 with the same hash.
bool set_pss(EVP_PKEY_CTX* context, const EVP_MD* digest) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest) == 1;
}

// r and s side by side to the DER that OpenSSL checks; empty: of another length.
std::string to_der(std::span<const std::byte> signature, KeyKind kind) {
  const std::size_t size = field_size(kind);
  if (signature.size() != 2 * size) return {};
  const Ecdsa both(ECDSA_SIG_new());
  BIGNUM* const r = BN_bin2bn(raw(signature), static_cast<int>(size), nullptr);
  BIGNUM* const s = BN_bin2bn(raw(signature) + size, static_cast<int>(size), nullptr);
  if (both == nullptr || r == nullptr || s == nullptr || ECDSA_SIG_set0(both.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(both.get(), &der);
  std::string out = length > 0 ? std::string(reinterpret_cast<char*>(der), static_cast<std::size_t>(length)) : "";
  OPENSSL_free(der);
  return out;
}

std::string from_der(std::string_view der, KeyKind kind) {
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const Ecdsa both(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(der.size())));
  const auto size = static_cast<int>(field_size(kind));
  std::string out(static_cast<std::size_t>(2 * size), '\0');
  auto* const to = reinterpret_cast<unsigned char*>(out.data());
  if (both == nullptr || BN_bn2binpad(ECDSA_SIG_get0_r(both.get()), to, size) != size ||
      BN_bn2binpad(ECDSA_SIG_get0_s(both.get()), to + size, size) != size)
    return {};
  return out;
}

bool has_oid(const EXTENDED_KEY_USAGE* usages, std::string_view oid) {
  for (int i = 0; i < sk_ASN1_OBJECT_num(usages); ++i) {
    std::array<char, 128> text{};
    const int size = OBJ_obj2txt(text.data(), static_cast<int>(text.size()), sk_ASN1_OBJECT_value(usages, i), 1);
    if (size > 0 && std::string_view(text.data()) == oid) return true;
  }
  return false;
}

constexpr std::string_view kAnyUsage = "2.5.29.37.0", kTimeStamping = "1.3.6.1.5.5.7.3.8",
                           kOcspSigning = "1.3.6.1.5.5.7.3.9";
// Signing claims (C2PA), e-mail, documents, and claims as one maker had it before C2PA had its own.
constexpr std::string_view kSigningPurposes[] = {"1.3.6.1.4.1.62558.2.1", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36",
                                                 "1.3.6.1.4.1.311.76.59.1.9"};

std::string to_text(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate, &der);
  std::string out = size > 0 ? std::string(reinterpret_cast<char*>(der), static_cast<std::size_t>(size)) : "";
  OPENSSL_free(der);
  return out;
}
}  // namespace

struct Certificate::Body {
  X509Ptr x509;
  std::string der;
};
struct ClaimKey::Body {
  Key key;
};

std::optional<SignatureAlgorithm> signature_algorithm(std::int64_t number) {
  if (number == -7 || number == -8 || (number <= -35 && number >= -39)) return SignatureAlgorithm(number);
  return std::nullopt;
}

std::string_view algorithm_name(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::es256:
      return "ES256";
    case SignatureAlgorithm::es384:
      return "ES384";
    case SignatureAlgorithm::es512:
      return "ES512";
    case SignatureAlgorithm::ps256:
      return "PS256";
    case SignatureAlgorithm::ps384:
      return "PS384";
    case SignatureAlgorithm::ps512:
      return "PS512";
    case SignatureAlgorithm::eddsa:
      break;
  }
  return "EdDSA";
}

Result<Certificate> Certificate::from_der(std::span<const std::byte> der, const std::string& name) {
  const unsigned char* begin = raw(der);
  X509Ptr x509(der.size() > kMaxDer ? nullptr : d2i_X509(nullptr, &begin, static_cast<long>(der.size())));
  if (x509 == nullptr || begin != raw(der) + der.size()) {
    ERR_clear_error();
    return Error{Errc::corrupt, "not an X.509 certificate in DER", name};
  }
  // Reads the extensions once, so that later reads change nothing.
  X509_check_purpose(x509.get(), -1, 0);
  return Certificate(std::make_shared<const Body>(Body{std::move(x509), std::string(as_text(der))}));
}

Result<std::vector<Certificate>> Certificate::from_pem(std::string_view pem, const std::string& name) {
  std::vector<Certificate> out;
  const Bio bio = pem.size() > kMaxPem ? nullptr : memory(pem);
  while (bio != nullptr) {
    const X509Ptr x509(PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr));
    if (x509 == nullptr) break;
    DAU_TRY(Certificate one, from_der(as_bytes(to_text(x509.get())), name));
    out.push_back(std::move(one));
  }
  const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (out.empty() || !ended) return Error{Errc::corrupt, "no certificates in PEM, or a bad one among them", name};
  return out;
}

const std::string& Certificate::der() const { return body_->der; }

std::string Certificate::pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (bio != nullptr) PEM_write_bio_X509(bio.get(), body_->x509.get());
  return text_of(bio.get());
}

std::string Certificate::subject() const { return printed_name(X509_get_subject_name(body_->x509.get())); }
std::string Certificate::issuer() const { return printed_name(X509_get_issuer_name(body_->x509.get())); }
std::string Certificate::common_name() const {
  return name_part(X509_get_subject_name(body_->x509.get()), NID_commonName);
}
std::string Certificate::organization() const {
  return name_part(X509_get_subject_name(body_->x509.get()), NID_organizationName);
}

std::string Certificate::serial() const {
  BIGNUM* const number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(body_->x509.get()), nullptr);
  char* const hex = number == nullptr ? nullptr : BN_bn2hex(number);
  std::string out = hex == nullptr ? "" : hex;
  OPENSSL_free(hex);
  BN_free(number);
  return out;
}

std::int64_t Certificate::not_before() const { return seconds(X509_get0_notBefore(body_->x509.get())); }
std::int64_t Certificate::not_after() const { return seconds(X509_get0_notAfter(body_->x509.get())); }
KeyKind Certificate::key_kind() const { return kind_of(X509_get0_pubkey(body_->x509.get())); }
bool Certificate::is_self_signed() const { return X509_self_signed(body_->x509.get(), 0) == 1; }

namespace {
// What holds for every certificate of a chain.
void common_faults(X509* x509, std::vector<std::string>& faults) {
  if (X509_get_version(x509) != 2) faults.emplace_back("not X.509 version 3");
  if ((X509_get_extension_flags(x509) & EXFLAG_INVALID) != 0) faults.emplace_back("an extension is malformed");
  const ASN1_BIT_STRING* issuer_id = nullptr;
  const ASN1_BIT_STRING* subject_id = nullptr;
  X509_get0_uids(x509, &issuer_id, &subject_id);
  if (issuer_id != nullptr || subject_id != nullptr) faults.emplace_back("has unique identifiers");
  const EVP_PKEY* const key = X509_get0_pubkey(x509);
  const KeyKind kind = kind_of(key);
  if (kind == KeyKind::other) faults.emplace_back("a key that is not P-256, P-384, P-521, RSA or Ed25519");
  if (kind == KeyKind::rsa && EVP_PKEY_get_bits(key) < 2048) faults.emplace_back("an RSA key of less than 2,048 bits");
  int digest = 0;
  int algorithm = 0;
  X509_get_signature_info(x509, &digest, &algorithm, nullptr, nullptr);
  const bool sha2 = digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512;
  if (!sha2 && algorithm != NID_ED25519) faults.emplace_back("signed with an algorithm that is not allowed");
}
}  // namespace

std::vector<std::string> Certificate::signer_faults() const {
  X509* const x509 = body_->x509.get();
  std::vector<std::string> faults;
  common_faults(x509, faults);
  const std::uint32_t flags = X509_get_extension_flags(x509);
  if ((flags & EXFLAG_BCONS) != 0 && (flags & EXFLAG_CA) != 0) faults.emplace_back("an authority, not a signer");
  if ((flags & EXFLAG_KUSAGE) == 0) {
    faults.emplace_back("has no key usage");
  } else {
    const int at = X509_get_ext_by_NID(x509, NID_key_usage, -1);
    if (X509_EXTENSION_get_critical(X509_get_ext(x509, at)) != 1) faults.emplace_back("its key usage is not critical");
    const std::uint32_t usage = X509_get_key_usage(x509);
    if ((usage & KU_DIGITAL_SIGNATURE) == 0) faults.emplace_back("its key usage has no digital signature");
    if ((usage & KU_KEY_CERT_SIGN) != 0) faults.emplace_back("its key may sign certificates");
  }
  const Usages usages(static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(x509, NID_ext_key_usage, nullptr, nullptr)));
  if (usages == nullptr || sk_ASN1_OBJECT_num(usages.get()) <= 0) {
    faults.emplace_back("has no extended key usage");
  } else {
    if (has_oid(usages.get(), kAnyUsage)) faults.emplace_back("its extended key usage is any");
    if (has_oid(usages.get(), kTimeStamping)) faults.emplace_back("its extended key usage is time stamping");
    if (has_oid(usages.get(), kOcspSigning)) faults.emplace_back("its extended key usage is OCSP signing");
  }
  if (X509_get0_authority_key_id(x509) == nullptr && !is_self_signed())
    faults.emplace_back("has no authority key identifier");
  return faults;
}

std::vector<std::string> Certificate::authority_faults() const {
  X509* const x509 = body_->x509.get();
  std::vector<std::string> faults;
  common_faults(x509, faults);
  if ((X509_get_extension_flags(x509) & EXFLAG_CA) == 0) faults.emplace_back("not an authority (CA:TRUE)");
  if ((X509_get_key_usage(x509) & KU_KEY_CERT_SIGN) == 0) faults.emplace_back("its key may not sign certificates");
  if (X509_get0_subject_key_id(x509) == nullptr) faults.emplace_back("has no subject key identifier");
  return faults;
}

bool Certificate::has_signing_purpose() const {
  const Usages usages(
      static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(body_->x509.get(), NID_ext_key_usage, nullptr, nullptr)));
  return usages != nullptr &&
         std::ranges::any_of(kSigningPurposes, [&](std::string_view oid) { return has_oid(usages.get(), oid); });
}

bool Certificate::has_signed(SignatureAlgorithm algorithm, std::span<const std::byte> message,
                             std::span<const std::byte> signature) const {
  EVP_PKEY* const key = X509_get0_pubkey(body_->x509.get());
  const KeyKind kind = kind_of(key);
  if (!fits(algorithm, kind)) return false;
  const std::string der = is_curve(kind) ? to_der(signature, kind) : std::string(as_text(signature));
  const EVP_MD* const digest = digest_of_algorithm(algorithm);
  const Context context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr;
  const bool signed_by_it =
      context != nullptr && !der.empty() && EVP_DigestVerifyInit(context.get(), &options, digest, nullptr, key) == 1 &&
      (!is_ps(algorithm) || set_pss(options, digest)) &&
      EVP_DigestVerify(context.get(), raw(as_bytes(der)), der.size(), raw(message), message.size()) == 1;
  ERR_clear_error();
  return signed_by_it;
}

namespace {
Stack stack_of(std::span<const Certificate> certificates) {
  Stack stack(sk_X509_new_null());
  if (stack == nullptr) return stack;
  for (const Certificate& one : certificates) sk_X509_push(stack.get(), one.body().x509.get());
  return stack;
}

Store store_of(std::span<const Certificate> anchors) {
  Store store(X509_STORE_new());
  if (store == nullptr) return store;
  for (const Certificate& anchor : anchors) X509_STORE_add_cert(store.get(), anchor.body().x509.get());
  return store;
}
}  // namespace

std::string trust_fault(std::span<const Certificate> chain, std::span<const Certificate> anchors) {
  if (chain.empty() || anchors.empty()) return "no anchor of trust was given";
  const Store store = store_of(anchors);
  const Stack others = stack_of(chain.subspan(1));
  const Path path(X509_STORE_CTX_new());
  if (store == nullptr || others == nullptr || path == nullptr ||
      X509_STORE_CTX_init(path.get(), store.get(), chain[0].body().x509.get(), others.get()) != 1)
    return "OpenSSL looks for no path";
  X509_STORE_CTX_set_flags(path.get(), X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
  const bool found = X509_verify_cert(path.get()) == 1;
  const int error = X509_STORE_CTX_get_error(path.get());
  ERR_clear_error();
  return found ? std::string() : X509_verify_cert_error_string(error);
}

Result<ClaimKey> ClaimKey::from_pem(std::string_view pem, const std::string& name) {
  const Bio bio = pem.size() > kMaxPem ? nullptr : memory(pem);
  Key key(bio == nullptr ? nullptr : PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  if (key == nullptr) return Error{Errc::corrupt, "no private key in PEM without a password", name};
  const KeyKind kind = kind_of(key.get());
  if (kind == KeyKind::other || (kind == KeyKind::rsa && EVP_PKEY_get_bits(key.get()) < 2048))
    return Error{Errc::corrupt, "not a key of P-256, P-384, P-521, Ed25519 or RSA with 2,048 bits or more", name};
  return ClaimKey(std::make_shared<const Body>(Body{std::move(key)}));
}

SignatureAlgorithm ClaimKey::algorithm() const {
  switch (kind_of(body_->key.get())) {
    case KeyKind::p256:
      return SignatureAlgorithm::es256;
    case KeyKind::p384:
      return SignatureAlgorithm::es384;
    case KeyKind::p521:
      return SignatureAlgorithm::es512;
    case KeyKind::rsa:
      return SignatureAlgorithm::ps256;
    case KeyKind::ed25519:
    case KeyKind::other:
      break;
  }
  return SignatureAlgorithm::eddsa;
}

std::size_t ClaimKey::signature_size() const {
  const KeyKind kind = kind_of(body_->key.get());
  if (is_curve(kind)) return 2 * field_size(kind);
  return static_cast<std::size_t>(EVP_PKEY_get_size(body_->key.get()));
}

bool ClaimKey::belongs_to(const Certificate& certificate) const {
  return EVP_PKEY_eq(body_->key.get(), X509_get0_pubkey(certificate.body().x509.get())) == 1;
}

Result<std::string> ClaimKey::sign(std::span<const std::byte> message) const {
  const SignatureAlgorithm chosen = algorithm();
  const EVP_MD* const digest = digest_of_algorithm(chosen);
  const Context context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr;
  std::string out(static_cast<std::size_t>(EVP_PKEY_get_size(body_->key.get())), '\0');
  std::size_t size = out.size();
  if (context == nullptr || EVP_DigestSignInit(context.get(), &options, digest, nullptr, body_->key.get()) != 1 ||
      (is_ps(chosen) && !set_pss(options, digest)) ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, raw(message),
                     message.size()) != 1)
    return Error{Errc::io, "OpenSSL does not sign", std::string(algorithm_name(chosen))};
  out.resize(size);
  const KeyKind kind = kind_of(body_->key.get());
  if (is_curve(kind)) out = from_der(out, kind);
  if (out.size() != signature_size())
    return Error{Errc::io, "OpenSSL gives a signature of another length", "signature"};
  return out;
}

namespace {
Key make_key(KeyKind kind) {
  switch (kind) {
    case KeyKind::p256:
      return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    case KeyKind::p384:
      return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384"));
    case KeyKind::p521:
      return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-521"));
    case KeyKind::rsa:
      return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(3072)));
    case KeyKind::ed25519:
      return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    case KeyKind::other:
      break;
  }
  return nullptr;
}

std::string key_pem(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (bio != nullptr) PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(bio.get());
}

bool add_extension(X509* to, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
  const bool added = extension != nullptr && X509_add_ext(to, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

bool name_it(X509_NAME* name, const std::string& organization, const std::string& common) {
  const auto add = [&](const char* field, const std::string& text) {
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                                      static_cast<int>(text.size()), -1, 0) == 1;
  };
  return add("O", organization) && add("CN", common);
}

struct Kinds {
  const char* basic;
  const char* usage;
  const char* extended;
};

// `issuer` null: signed by itself.
X509Ptr make_certificate(EVP_PKEY* key, const std::string& organization, const std::string& common, X509* issuer,
                         EVP_PKEY* issuer_key, const Kinds& kinds, std::int64_t from, int days) {
  X509Ptr made(X509_new());
  std::array<unsigned char, 16> serial{};
  if (made == nullptr || RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1) return nullptr;
  serial[0] = static_cast<unsigned char>((serial[0] & 0x3F) | 0x40);  // positive, always as long
  BIGNUM* const number = BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr);
  const bool numbered = number != nullptr && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(made.get())) != nullptr;
  BN_free(number);
  X509* const above = issuer == nullptr ? made.get() : issuer;
  const EVP_MD* const digest = EVP_PKEY_get_base_id(issuer_key) == EVP_PKEY_ED25519 ? nullptr : EVP_sha256();
  const bool done =
      numbered && X509_set_version(made.get(), 2) == 1 &&
      name_it(X509_get_subject_name(made.get()), organization, common) &&
      X509_set_issuer_name(made.get(), X509_get_subject_name(above)) == 1 &&
      ASN1_TIME_set(X509_getm_notBefore(made.get()), from) != nullptr &&
      ASN1_TIME_set(X509_getm_notAfter(made.get()), from + std::int64_t{days} * 86'400) != nullptr &&
      X509_set_pubkey(made.get(), key) == 1 && add_extension(made.get(), above, NID_basic_constraints, kinds.basic) &&
      add_extension(made.get(), above, NID_key_usage, kinds.usage) &&
      (kinds.extended == nullptr || add_extension(made.get(), above, NID_ext_key_usage, kinds.extended)) &&
      add_extension(made.get(), above, NID_subject_key_identifier, "hash") &&
      add_extension(made.get(), above, NID_authority_key_identifier, "keyid:always") &&
      X509_sign(made.get(), issuer_key, digest) > 0;
  return done ? std::move(made) : nullptr;
}

std::string certificate_pem(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (bio != nullptr) PEM_write_bio_X509(bio.get(), certificate);
  return text_of(bio.get());
}
}  // namespace

Result<Authority> make_authority(KeyKind kind, const AuthorityNames& names, std::int64_t now) {
  if (names.organization.empty() || names.organization.size() > 64 || names.leaf_name.empty() ||
      names.leaf_name.size() > 64)
    return Error{Errc::invalid_argument, "a name of 1 to 64 bytes is wanted", "name"};
  const std::int64_t from = now - 300;  // clocks differ
  const Key root_key = make_key(kind);
  const Key leaf_key = make_key(kind);
  if (root_key == nullptr || leaf_key == nullptr) return Error{Errc::io, "OpenSSL makes no key", "key"};
  const X509Ptr root = make_certificate(
      root_key.get(), names.organization, "C2PA root " + names.leaf_name.substr(0, 54), nullptr, root_key.get(),
      {"critical,CA:TRUE", "critical,keyCertSign,cRLSign", nullptr}, from, names.root_days);
  const X509Ptr leaf =
      root == nullptr ? nullptr
                      : make_certificate(
                            leaf_key.get(), names.organization, names.leaf_name, root.get(), root_key.get(),
                            {"critical,CA:FALSE", "critical,digitalSignature", "1.3.6.1.4.1.62558.2.1,emailProtection"},
                            from, names.leaf_days);
  if (leaf == nullptr) {
    ERR_clear_error();
    return Error{Errc::io, "OpenSSL makes no certificate", "certificate"};
  }
  return Authority{key_pem(root_key.get()), certificate_pem(root.get()), key_pem(leaf_key.get()),
                   certificate_pem(leaf.get())};
}

namespace {
bool imprint_matches(TS_TST_INFO* info, std::span<const std::byte> message) {
  TS_MSG_IMPRINT* const imprint = TS_TST_INFO_get_msg_imprint(info);
  const ASN1_OBJECT* method = nullptr;
  X509_ALGOR_get0(&method, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const int nid = OBJ_obj2nid(method);
  if (nid != NID_sha256 && nid != NID_sha384 && nid != NID_sha512) return false;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(message.data(), message.size(), digest.data(), &size, EVP_get_digestbynid(nid), nullptr);
  const ASN1_OCTET_STRING* const stamped = TS_MSG_IMPRINT_get_msg(imprint);
  return static_cast<unsigned>(ASN1_STRING_length(stamped)) == size &&
         std::equal(digest.data(), digest.data() + size, ASN1_STRING_get0_data(stamped));
}
}  // namespace

TimeStamp check_time_stamp(std::span<const std::byte> token, std::span<const std::byte> message,
                           std::span<const Certificate> anchors) {
  TimeStamp out;
  const unsigned char* begin = raw(token);
  const std::unique_ptr<PKCS7, Free<PKCS7_free>> pkcs7(
      token.size() > kMaxToken ? nullptr : d2i_PKCS7(nullptr, &begin, static_cast<long>(token.size())));
  const std::unique_ptr<TS_TST_INFO, Free<TS_TST_INFO_free>> info(
      pkcs7 == nullptr || begin != raw(token) + token.size() || !PKCS7_type_is_signed(pkcs7.get())
          ? nullptr
          : PKCS7_to_TS_TST_INFO(pkcs7.get()));
  const std::int64_t time = info == nullptr ? 0 : seconds(TS_TST_INFO_get_time(info.get()));
  if (info == nullptr || time == 0) {
    ERR_clear_error();
    return out;
  }
  out.time = time;
  if (!imprint_matches(info.get(), message)) {
    out.state = TimeStamp::State::mismatch;
    return out;
  }
  const Store store = store_of(anchors);
  X509_VERIFY_PARAM* const rules = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_time(rules, time);
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  X509* signer = nullptr;
  const bool good = TS_RESP_verify_signature(pkcs7.get(), nullptr, store.get(), &signer) == 1;
  const unsigned long error = ERR_peek_error();
  if (signer != nullptr) out.signer = printed_name(X509_get_subject_name(signer));
  if (good) {
    out.state = TimeStamp::State::trusted;
    if (signer != nullptr &&
        (seconds(X509_get0_notBefore(signer)) > time || seconds(X509_get0_notAfter(signer)) < time))
      out.state = TimeStamp::State::outside_validity;
  } else if (ERR_GET_LIB(error) == ERR_LIB_TS && ERR_GET_REASON(error) == TS_R_CERTIFICATE_VERIFY_ERROR) {
    out.state = TimeStamp::State::untrusted;
  }
  X509_free(signer);
  ERR_clear_error();
  return out;
}
}  // namespace dau
