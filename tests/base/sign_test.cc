// SPDX-License-Identifier: Apache-2.0
#include "base/sign.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/bytes.h"

namespace dau {
namespace {
// RFC 8032, 7.1, test 1: the secret 9d61b19d…, in PKCS #8.
constexpr std::string_view kPem =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view kPublic = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
constexpr std::string_view kSignature =
    "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==";

TEST(SignTest, GivesTheSignatureOfTheStandard) {
  const auto key = SigningKey::from_pem(kPem, "key.pem");
  ASSERT_TRUE(key);
  EXPECT_EQ(to_base64(key->public_key()), kPublic);
  const auto signature = key->sign({});
  ASSERT_TRUE(signature);
  EXPECT_EQ(to_base64(*signature), kSignature);
  EXPECT_TRUE(is_signed({}, *signature, key->public_key()));
  EXPECT_FALSE(is_signed(as_bytes("x"), *signature, key->public_key()));
  Signature broken = *signature;
  broken[5] ^= std::byte{1};
  EXPECT_FALSE(is_signed({}, broken, key->public_key()));
}

TEST(SignTest, RefusesWhatIsNoKey) {
  for (const std::string pem : {"", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
    const auto key = SigningKey::from_pem(pem, "key.pem");
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().code, Errc::corrupt);
    EXPECT_EQ(key.error().at, "key.pem");
    EXPECT_FALSE(public_key_from_pem(pem, "key.pem"));
  }
  EXPECT_TRUE(public_key_from_pem(kPem, "key.pem"));
}

TEST(Base64Test, TakesOnlyWhatItWrites) {
  EXPECT_EQ(to_base64(as_bytes("ab")), "YWI=");
  EXPECT_EQ(*from_base64("YWI=", 2), "ab");
  EXPECT_EQ(*from_base64("", 0), "");
  for (const std::string text : {"YWI", "YWJ=", "YW I=", "YWI=\n", " YWI=", "YWJj", "=WI=", "YQ=="})
    EXPECT_FALSE(from_base64(text, 2)) << text;
}

TEST(SealTest, UnsealsOnlyWhatWasSealedWithTheSameKeyAboutTheSameThing) {
  const auto key = random_32();
  const auto other = random_32();
  ASSERT_TRUE(key && other);
  const auto sealed = seal(*key, "Lan gọi", "7");
  ASSERT_TRUE(sealed);
  EXPECT_EQ(sealed->find("Lan"), std::string::npos);
  EXPECT_EQ(*unseal(*key, *sealed, "7"), "Lan gọi");
  EXPECT_EQ(*unseal(*key, *seal(*key, "", ""), ""), "");
  EXPECT_NE(*sealed, *seal(*key, "Lan gọi", "7"));  // another nonce each time
  EXPECT_FALSE(unseal(*other, *sealed, "7"));
  EXPECT_FALSE(unseal(*key, *sealed, "8"));
  EXPECT_FALSE(unseal(*key, "short", "7"));
  for (std::size_t at = 0; at < sealed->size(); ++at) {
    std::string bad = *sealed;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_FALSE(unseal(*key, bad, "7")) << at;
  }
}
}  // namespace
}  // namespace dau
