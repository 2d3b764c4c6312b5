// SPDX-License-Identifier: Apache-2.0
#include "dau/unicode/utf8.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

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

// `bytes` with "?" for what one U+FFFD would stand for.
std::string questioned(std::string_view bytes) {
  std::string out;
  while (const auto bad = find_invalid_utf8(bytes)) {
    out.append(bytes.substr(0, *bad)).append("?");
    bytes.remove_prefix(*bad);
    bytes.remove_prefix(invalid_utf8_size(bytes));
  }
  return out.append(bytes);
}

// Unicode 15, tables 3-8 to 3-11.
TEST(Utf8Test, ReplacesAsTheStandardShows) {
  EXPECT_EQ(questioned("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), "????????A");
  EXPECT_EQ(questioned("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), "????????A");
  EXPECT_EQ(questioned("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), "?????A??B");
  EXPECT_EQ(questioned("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), "????A");
}

// Every string of up to four of the bytes at which the ranges begin and end, against the definition: the longest begin
// that some character has too, or one byte.
TEST(Utf8Test, ReplacesTheLongestBeginOfACharacter) {
  std::set<std::string> begins;
  for (char32_t c = 0x80; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string one;
    append_utf8(one, c);
    while (one.pop_back(), !one.empty()) begins.insert(one);
  }
  const std::string alphabet = "a\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5\xFF";
  std::vector<std::string> texts = {""};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string text = texts[i];  // a copy: the list grows
    for (std::size_t k = 0; text.size() < 4 && k < alphabet.size(); ++k) texts.push_back(text + alphabet[k]);
    if (find_invalid_utf8(text) != std::size_t{0}) continue;
    std::size_t expected = 1;
    for (std::size_t size = 2; size <= text.size(); ++size)
      if (begins.contains(text.substr(0, size))) expected = size;
    ASSERT_EQ(invalid_utf8_size(text), expected) << ::testing::PrintToString(text);
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
