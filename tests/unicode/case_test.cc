// SPDX-License-Identifier: Apache-2.0
#include "dau/unicode/case.h"

#include <gtest/gtest.h>

#include "dau/unicode/marks.h"

namespace dau::unicode {
namespace {
TEST(CaseTest, MapsVietnameseBothWays) {
  EXPECT_EQ(to_upper("đường về Huế, ỹ"), "ĐƯỜNG VỀ HUẾ, Ỹ");
  EXPECT_EQ(to_lower("ĐƯỜNG VỀ HUẾ, Ỹ"), "đường về huế, ỹ");
}

TEST(CaseTest, KeepsMarkAndToneOfEveryVietnameseLetter) {
  for (char32_t c = 0; c < 0x1F00; ++c) {
    if (!has_mark(c)) continue;
    const Letter lower = split_letter(to_lower(c)), upper = split_letter(to_upper(c));
    EXPECT_TRUE(is_letter(c));
    EXPECT_EQ(lower.mark, upper.mark);
    EXPECT_EQ(lower.tone, upper.tone);
    EXPECT_EQ(to_upper(lower.base), upper.base);
    EXPECT_NE(is_upper(c), is_lower(c));
  }
}

TEST(CaseTest, MapsOtherScripts) {
  EXPECT_EQ(to_upper("привет ñ ω"), "ПРИВЕТ Ñ Ω");
  EXPECT_EQ(to_lower("ПРИВЕТ Ñ Ω"), "привет ñ ω");
}

TEST(CaseTest, UsesSimpleMappingsOnly) { EXPECT_EQ(to_upper("straße ﬁ"), "STRAßE ﬁ"); }

TEST(CaseTest, TellsClassesApart) {
  EXPECT_TRUE(is_letter(U'漢'));
  EXPECT_FALSE(is_letter(U'1'));
  EXPECT_TRUE(is_digit(U'٣'));
  EXPECT_FALSE(is_digit(U'½'));
  EXPECT_TRUE(is_combining(U'\u0301'));
  EXPECT_FALSE(is_combining(U'á'));
  for (const char32_t space : {U' ', U'\t', U'\n', U'\u00A0', U'\u0085', U'\u3000', U'\u2028'})
    EXPECT_TRUE(is_space(space));
  EXPECT_FALSE(is_space(U'\u200B'));
  EXPECT_FALSE(is_upper(U'1'));
  EXPECT_FALSE(is_lower(U'1'));
}
}  // namespace
}  // namespace dau::unicode
