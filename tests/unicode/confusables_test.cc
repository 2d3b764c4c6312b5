// SPDX-License-Identifier: Apache-2.0
#include "dau/unicode/confusables.h"

#include <gtest/gtest.h>

#include <string>

#include "dau/unicode/normalize.h"
#include "testing/golden.h"

namespace dau::unicode {
namespace {
TEST(ConfusablesTest, MatchesGoldenLines) {
  for (const auto& row : testing::read_tsv("unicode/lookalikes.tsv")) {
    const MappedText folded = fold_lookalikes(to_nfc(row.input));
    EXPECT_EQ(folded.text, row.expected) << row.id;
    EXPECT_EQ(folded.map.identity(), row.input == row.expected) << row.id;
  }
}

TEST(ConfusablesTest, WhatIsFoldedIsNfcAndStays) {
  for (const auto& row : testing::read_tsv("unicode/lookalikes.tsv")) {
    const std::string folded = fold_lookalikes(to_nfc(row.input)).text;
    EXPECT_TRUE(is_nfc(folded)) << row.id;
    EXPECT_EQ(fold_lookalikes(folded).text, folded) << row.id;
  }
}

// Each line by itself: a foreign letter in another line changes nothing, and lines may come together.
TEST(ConfusablesTest, LinesTogetherAreLinesAlone) {
  std::string together, expected;
  for (const auto& row : testing::read_tsv("unicode/lookalikes.tsv")) {
    together += to_nfc(row.input) + "\n";
    expected += fold_lookalikes(to_nfc(row.input)).text + "\n";
  }
  EXPECT_EQ(fold_lookalikes(together).text, expected);
}

TEST(ConfusablesTest, SaysWhereItIsWorthLooking) {
  EXPECT_FALSE(may_have_lookalikes("Tiếng Việt “đẹp” – 1 000 ₫… ñ ç"));
  EXPECT_TRUE(may_have_lookalikes("Vіệt"));
  EXPECT_TRUE(may_have_lookalikes("a\u00A0b"));
}

TEST(ConfusablesTest, MapsBackToTheWordAsGiven) {
  const std::string text = "ở Нà Nội";  // a Cyrillic Н
  const MappedText folded = fold_lookalikes(text);
  ASSERT_EQ(folded.map.pieces().size(), 1u);
  EXPECT_EQ(folded.map.original(Span{4, 7}), (Span{4, 8}));
}
}  // namespace
}  // namespace dau::unicode
