// SPDX-License-Identifier: Apache-2.0
#include "dau/unicode/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace dau::unicode {
namespace {
using namespace std::string_literals;

// Filler in front moves the bad byte over every position of a SIMD block.
void expect_bad_at(const std::string& prefix, const std::string& bad) {
  const std::string fillers[] = {"a", "ế", "đ", "𝄞"};
  for (const std::string& filler : fillers) {
    std::string text;
    for (int i = 0; i < 150; ++i, text += filler) {
      for (const std::size_t padding : {std::size_t{0}, std::size_t{3}, std::size_t{200}}) {
        const std::string bytes = text + prefix + bad + std::string(padding, 'z');
        ASSERT_EQ(find_invalid_utf8(bytes), text.size() + prefix.size()) << "after " << i << " of " << filler;
      }
    }
  }
}

TEST(Utf8Test, AcceptsEveryScalarValue) {
  std::string all;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string one;
    append_utf8(one, c);
    ASSERT_EQ(decode_at(one, 0).value, c);
    ASSERT_EQ(decode_at(one, 0).size, one.size());
    all += one;
  }
  EXPECT_EQ(find_invalid_utf8(all), std::nullopt);
}

TEST(Utf8Test, FindsALoneContinuationByte) { expect_bad_at("", "\x80"); }
TEST(Utf8Test, FindsAnOverlongSlash) { expect_bad_at("", "\xC0\xAF"); }
TEST(Utf8Test, FindsAnOverlongThreeByteForm) { expect_bad_at("", "\xE0\x9F\xBF"); }
TEST(Utf8Test, FindsAnOverlongFourByteForm) { expect_bad_at("", "\xF0\x8F\xBF\xBF"); }
TEST(Utf8Test, FindsASurrogate) { expect_bad_at("", "\xED\xA0\x80"); }
TEST(Utf8Test, FindsWhatIsAboveTheLastCodePoint) { expect_bad_at("", "\xF4\x90\x80\x80"); }
TEST(Utf8Test, FindsAByteThatNeverOccurs) { expect_bad_at("", "\xFF"); }
TEST(Utf8Test, FindsATwoByteSequenceCutShort) { expect_bad_at("", "\xC4"); }
TEST(Utf8Test, FindsAThreeByteSequenceCutShort) { expect_bad_at("", "\xE1\xBA"); }
TEST(Utf8Test, FindsAFourByteSequenceCutShort) { expect_bad_at("", "\xF0\x9D\x84"); }
TEST(Utf8Test, FindsOneContinuationByteTooMany) { expect_bad_at("ế", "\xBF"); }

// Every one-, two- and three-byte string, against the definition: well-formed where all of its characters are.
TEST(Utf8Test, JudgesEveryPairOfBytesByTheTable) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string bytes{static_cast<char>(a), static_cast<char>(b)};
      std::optional<std::size_t> expected;
      if (a < 0x80) {
        expected = b < 0x80 ? std::nullopt : std::optional<std::size_t>(1);
      } else if (a < 0xC2 || a > 0xDF || b < 0x80 || b > 0xBF) {
        expected = 0;
      }
      ASSERT_EQ(find_invalid_utf8(bytes), expected) << a << " " << b;
    }
  }
}

TEST(Utf8Test, NamesTheOffsetInTheError) {
  const auto checked = check_utf8("tiếng\xFF", 100);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, Errc::invalid_utf8);
  EXPECT_EQ(checked.error().at, "107");
}

TEST(Utf8Test, AcceptsTheEmptyText) { EXPECT_TRUE(check_utf8("")); }
TEST(Utf8Test, AcceptsTheNullCharacter) { EXPECT_TRUE(check_utf8("a\0b"s)); }
}  // namespace
}  // namespace dau::unicode
