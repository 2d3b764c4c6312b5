// SPDX-License-Identifier: Apache-2.0
#include "dau/unicode/normalize.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "unicode/random_text.h"

namespace dau::unicode {
namespace {
constexpr std::string_view kSentence =
    "Đường về quê nội mùa này đẹp lắm: lúa chín vàng ruộm, khói bếp quyện với sương chiều… “Ở lại ăn cơm nhé!”";

TEST(NormalizeTest, ComposesVietnamese) {
  EXPECT_EQ(to_nfc(to_nfd(kSentence)), kSentence);
  EXPECT_TRUE(is_nfc(kSentence));
  EXPECT_FALSE(is_nfc(to_nfd(kSentence)));
}

TEST(NormalizeTest, TakesAnEmptyTextThatPointsNowhere) {
  EXPECT_EQ(to_nfc(std::string_view()), "");
  EXPECT_EQ(to_nfd(std::string_view()), "");
  EXPECT_TRUE(is_nfc(std::string_view()));
}

TEST(NormalizeTest, ComposesMarksInTheOrdersThatUnicodeAllows) {
  EXPECT_EQ(to_nfc("a\u0323\u0302"), "ậ");
  EXPECT_EQ(to_nfc("a\u0302\u0323"), "ậ");
  EXPECT_EQ(to_nfc("\u1EA1\u0302"), "ậ");
  EXPECT_EQ(to_nfc("â\u0323"), "ậ");
  EXPECT_EQ(to_nfc("o\u0301\u031B"), "ớ");
  EXPECT_EQ(to_nfc("ă\u0340"), "ằ");
  EXPECT_EQ(to_nfc("a\u0301\u0302"), "á\u0302");  // acute first is another text
  EXPECT_EQ(to_nfc("a\u0302\u0301\u0323"), "ậ\u0301");
}

TEST(NormalizeTest, MarksWithoutABaseStay) {
  EXPECT_EQ(to_nfc("\u0301a"), "\u0301a");
  EXPECT_TRUE(is_nfc("\u0301a"));
  EXPECT_TRUE(is_nfc(""));
  EXPECT_EQ(to_nfc(""), "");
  EXPECT_EQ(to_nfd(""), "");
}

// A cluster at every place of a block, with what may follow it.
TEST(NormalizeTest, ComposesAcrossBlockBorders) {
  for (const std::string mark : {"", "\u0323", "\u0323\u0308", "\u0345", "\u093C", "\u0301\u0301\u0301\u0323"}) {
    for (std::size_t before = 0; before < 150; ++before) {
      for (const std::size_t after : {0u, 1u, 5u, 200u}) {
        const std::string left(before, 'x'), right(after, 'z');
        const std::string cluster = "e\u0302" + mark;
        ASSERT_EQ(to_nfc(left + cluster + right), left + to_nfc(cluster) + right) << before;
      }
    }
  }
}

TEST(NormalizeTest, GrowsWhenCompositionIsExcluded) {
  std::string text, expected;
  for (int i = 0; i < 500; ++i) {
    text += "\U0001D15E\uFB2C";
    expected += "\U0001D157\U0001D165\u05E9\u05BC\u05C1";
  }
  EXPECT_EQ(to_nfc(text), expected);
}

TEST(NormalizeTest, TakesALongRunOfMarksInItsStride) {
  std::string marks;
  for (int i = 0; i < 200000; ++i) marks += i % 2 == 0 ? "\u0301" : "\u0323";
  EXPECT_EQ(to_nfd(to_nfc("a" + marks)), to_nfd("a" + marks));
}

class RandomTexts : public ::testing::Test {
 protected:
  template <class Check>
  void for_each(Check check) {
    for (int i = 0; i < 4000; ++i) {
      check(testing::random_text(random_, 1 + random_() % 12));
      check(testing::random_vietnamese(random_, 1 + random_() % 300));
    }
  }
  std::mt19937 random_{20240229};
};

TEST_F(RandomTexts, NormalisingTwiceIsNormalisingOnce) {
  for_each([](const std::string& text) {
    const std::string nfc = to_nfc(text), nfd = to_nfd(text);
    ASSERT_EQ(to_nfc(nfc), nfc) << text;
    ASSERT_EQ(to_nfd(nfd), nfd) << text;
    ASSERT_EQ(to_nfc(nfd), nfc) << text;
    ASSERT_EQ(to_nfd(nfc), nfd) << text;
  });
}

TEST_F(RandomTexts, IsNfcMeansThatNothingChanges) {
  for_each([](const std::string& text) {
    ASSERT_EQ(is_nfc(text), to_nfc(text) == text) << text;
    ASSERT_TRUE(is_nfc(to_nfc(text))) << text;
  });
}

TEST_F(RandomTexts, MappedTextIsTheSameText) {
  for_each([](const std::string& text) {
    const MappedText mapped = to_nfc_mapped(text);
    ASSERT_EQ(mapped.text, to_nfc(text)) << text;
    ASSERT_EQ(mapped.map.identity(), is_nfc(text)) << text;
  });
}

// Pieces and what lies between them make up both texts; each piece is the NFC of where it came from.
TEST_F(RandomTexts, EveryPieceComesFromItsOriginalRange) {
  for_each([](const std::string& text) {
    const MappedText mapped = to_nfc_mapped(text);
    std::size_t from = 0, to = 0;
    for (const auto& piece : mapped.map.pieces()) {
      ASSERT_GE(piece.to, to);
      ASSERT_EQ(piece.to - to, piece.from - from);
      ASSERT_EQ(mapped.text.substr(to, piece.to - to), text.substr(from, piece.from - from));
      ASSERT_EQ(mapped.text.substr(piece.to, piece.to_size), to_nfc(text.substr(piece.from, piece.from_size)));
      from = piece.from + piece.from_size;
      to = piece.to + piece.to_size;
    }
    ASSERT_EQ(mapped.text.substr(to), text.substr(from));
  });
}

TEST_F(RandomTexts, EveryCharacterMapsToTheRangeItCameFrom) {
  for_each([](const std::string& text) {
    const MappedText mapped = to_nfc_mapped(text);
    std::size_t covered = 0;
    for (std::size_t i = 0; i < mapped.text.size();) {
      const std::size_t end = i + decode_at(mapped.text, i).size;
      const Span original = mapped.map.original(Span{i, end});
      ASSERT_LE(original.begin, covered);
      ASSERT_GE(original.end, covered);
      ASSERT_EQ(original.begin, mapped.map.original(i));
      const std::string source = to_nfc(text.substr(original.begin, original.end - original.begin));
      ASSERT_NE(source.find(mapped.text.substr(i, end - i)), std::string::npos) << text;
      covered = original.end;
      i = end;
    }
    ASSERT_EQ(covered, text.size());
  });
}

TEST(OffsetMapTest, CountsATouchedPieceWhole) {
  const MappedText mapped = to_nfc_mapped("tie\u0302\u0301ng");  // t i [e ̂ ́] n g → t i ế n g
  ASSERT_EQ(mapped.text, "tiếng");
  EXPECT_EQ(mapped.map.original(2), 2u);
  EXPECT_EQ(mapped.map.original(3), 2u);
  EXPECT_EQ(mapped.map.original(5), 7u);
  EXPECT_EQ(mapped.map.original(7), 9u);
  EXPECT_EQ(mapped.map.original(Span{2, 5}), (Span{2, 7}));
  EXPECT_EQ(mapped.map.original(Span{3, 4}), (Span{2, 7}));
  EXPECT_EQ(mapped.map.original(Span{0, 2}), (Span{0, 2}));
}
}  // namespace
}  // namespace dau::unicode
