// SPDX-License-Identifier: Apache-2.0
#include "dau/unicode/marks.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"

namespace dau::unicode {
namespace {
TEST(MarksTest, TakesLettersApart) {
  const Letter letter = split_letter(U'Ậ');
  EXPECT_EQ(letter.base, U'A');
  EXPECT_EQ(letter.mark, Mark::circumflex);
  EXPECT_EQ(letter.tone, Tone::dot);
}

TEST(MarksTest, JoinsWhatItSplitForEveryCharacter) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) ASSERT_EQ(join_letter(split_letter(c)), c) << std::hex << std::uint32_t{c};
}

TEST(MarksTest, KnowsOneHundredAndThirtyFourMarkedLetters) {
  std::set<char32_t> marked;
  for (char32_t c = 0; c <= 0x10FFFF; ++c)
    if (has_mark(c)) marked.insert(c);
  EXPECT_EQ(marked.size(), 134u);  // 12 vowels × 6 tones and d, in two cases, without the bare a e i o u y d
}

TEST(MarksTest, RefusesLettersThatVietnameseLacks) {
  EXPECT_EQ(join_letter({U'a', Mark::stroke, Tone::level}), 0u);
  EXPECT_EQ(join_letter({U'b', Mark::none, Tone::acute}), 0u);
  EXPECT_EQ(join_letter({U'e', Mark::breve, Tone::level}), 0u);
  EXPECT_EQ(join_letter({U'd', Mark::stroke, Tone::acute}), 0u);
}

TEST(MarksTest, StripsNfcAndNfdAlike) {
  const std::string text = "Đường vào Huế; ĐẶNG THÙY TRÂM đã trở về, khuỷu tay, nghiêng ngả — 5 ký";
  EXPECT_EQ(strip_marks(text), "Duong vao Hue; DANG THUY TRAM da tro ve, khuyu tay, nghieng nga — 5 ky");
  EXPECT_EQ(strip_marks(to_nfd(text)), strip_marks(text));
}

TEST(MarksTest, StripsMarksInAnyOrder) {
  EXPECT_EQ(strip_marks("a\u0323\u0302 a\u0302\u0323 o\u031B\u0301 \u01A1\u0301 e\u0301\u0302"), "a a o o e");
}

TEST(MarksTest, LeavesForeignLettersWhole) {
  const std::string text = "ñ ç ö ž ŷ ĕ û ū ǎ Ł ß";
  EXPECT_EQ(strip_marks(text), text);
  EXPECT_EQ(strip_marks(to_nfd(text)), to_nfd(text));
  EXPECT_FALSE(has_marks(text));
}

TEST(MarksTest, LeavesCombiningMarksOnForeignLetters) {
  for (const std::string text : {"n\u0303", "\u0301", "e\u0306", "o\u0308\u0301", "đ\u0301x"})
    EXPECT_EQ(strip_marks(text), text == "đ\u0301x" ? "d\u0301x" : text);
}

TEST(MarksTest, StrippingTwiceChangesNothing) {
  for (const std::string text : {"u\u0303\u0301", "\u1E79", "e\u0301\u0306\u0301", "a\u0331\u0301", "ế\u0308\u0301"})
    EXPECT_EQ(strip_marks(strip_marks(text)), strip_marks(text)) << text;
}

TEST(MarksTest, HasMarksExactlyWhenStrippingChangesSomething) {
  for (const std::string text : {"", "toi", "tôi", "o\u0302", "o\u0308", "n\u0303", "đi", "e\u0306", "Ứ"})
    EXPECT_EQ(has_marks(text), strip_marks(text) != text) << text;
}
}  // namespace
}  // namespace dau::unicode
