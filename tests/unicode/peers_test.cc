// SPDX-License-Identifier: Apache-2.0
// peers_test.cc — NFC and NFD against other implementations.
#include <gtest/gtest.h>
#include <utf8proc.h>
#ifdef DAU_HAVE_ICU
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#endif

#include <cstdlib>
#include <random>
#include <string>

#include "dau/unicode/normalize.h"
#include "unicode/random_text.h"
#include "unicode/utf8proc_adapter.h"

namespace dau::unicode {
namespace {
std::string utf8proc(const std::string& text, int form) {
  utf8proc_uint8_t* out = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | form);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &out, options);
  std::string result(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
  std::free(out);
  return result;
}

template <class Check>
void for_each_text(Check check) {
  std::mt19937 random{7};
  for (int i = 0; i < 20000; ++i) check(testing::random_text(random, 1 + random() % 10));
  for (int i = 0; i < 4000; ++i) check(testing::random_vietnamese(random, 1 + random() % 300));
}

// Texts with U+11A7 are left to ICU: utf8proc 2.8 takes it for a Hangul tail.
TEST(PeersTest, AgreesWithUtf8procOnRandomTexts) {
  for_each_text([](const std::string& text) {
    ASSERT_EQ(to_nfd(text), utf8proc(text, UTF8PROC_DECOMPOSE)) << text;
    if (text.find("\u11A7") != std::string::npos) return;
    ASSERT_EQ(to_nfc(text), utf8proc(text, UTF8PROC_COMPOSE)) << text;
  });
}

#ifdef DAU_HAVE_ICU
std::string icu(const icu::Normalizer2& normalizer, const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  normalizer.normalizeUTF8(0, text, sink, nullptr, status);
  EXPECT_TRUE(U_SUCCESS(status));
  return out;
}

TEST(PeersTest, AgreesWithIcuOnRandomTexts) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  const auto* nfd = icu::Normalizer2::getNFDInstance(status);
  ASSERT_TRUE(U_SUCCESS(status));
  for_each_text([&](const std::string& text) {
    ASSERT_EQ(to_nfc(text), icu(*nfc, text)) << text;
    ASSERT_EQ(to_nfd(text), icu(*nfd, text)) << text;
    ASSERT_EQ(is_nfc(text), static_cast<bool>(nfc->isNormalizedUTF8(text, status))) << text;
  });
}

// Every character alone, after a letter and before a mark; only those that both databases know.
TEST(PeersTest, AgreesWithIcuOnEveryCharacter) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (u_charType(static_cast<UChar32>(c)) == U_UNASSIGNED || (c >= 0xD800 && c < 0xF900)) continue;
    if (ucd::general_category(c) == "Cn") continue;  // ICU may follow a newer Unicode than utf8proc
    std::string one;
    append_utf8(one, c);
    for (const std::string& text : {one, "a" + one + "\u0301", "e\u0302" + one + "\u0323"})
      ASSERT_EQ(to_nfc(text), icu(*nfc, text)) << std::hex << std::uint32_t{c};
  }
}
#endif
}  // namespace
}  // namespace dau::unicode
