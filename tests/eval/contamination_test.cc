// SPDX-License-Identifier: Apache-2.0
#include "dau/eval/contamination.h"

#include <gtest/gtest.h>

namespace dau::eval {
namespace {
Case make_case(std::string input, std::string reference, std::string reg = "legal") {
  Case one;
  one.id = "1";
  one.input = std::move(input);
  one.reference = std::move(reference);
  one.register_name = std::move(reg);
  return one;
}

TEST(ContaminationTest, CountsRunsOfInputAndReferenceOnce) {
  const std::vector<Case> cases = {make_case("mot hai ba bon nam sau", "một hai ba bốn năm sáu")};
  auto search = Contamination::make(cases, {.words = 5});
  ASSERT_TRUE(search);
  EXPECT_EQ(search->cases()[0].runs, 2u);
  search->read("x HAI, ba - bốn năm; sáu", "a:1");
  EXPECT_EQ(search->cases()[0].found, 1u);
  EXPECT_EQ(search->cases()[0].place, "a:1");
  EXPECT_EQ(search->words_read(), 6u);
}

TEST(ContaminationTest, RunsGoOverLineEndsButNotOverBlankLines) {
  const std::vector<Case> cases = {make_case("", "một hai ba bốn năm")};
  auto search = Contamination::make(cases);
  ASSERT_TRUE(search);
  search->read("một hai ba", "a:1");
  search->read(" ", "a:2");
  search->read("bốn năm", "a:3");
  EXPECT_EQ(search->cases()[0].found, 0u);
  search->read("một hai ba", "a:4");
  search->read("—", "a:5");  // no word, but no blank line
  search->read("bốn năm sáu", "a:6");
  EXPECT_EQ(search->cases()[0].found, 1u);
  EXPECT_EQ(search->cases()[0].place, "a:6");
}

TEST(ContaminationTest, SaysWhatIsTooShortAndAddsUpCells) {
  const std::vector<Case> cases = {make_case("", "a b c"), make_case("", "a b c d", "news"),
                                   make_case("", "a b c d e f g h i", "news"), make_case("", "", "news")};
  auto search = Contamination::make(cases);
  ASSERT_TRUE(search);
  search->read("a b c d e f g h", "x");
  const std::vector<CellContamination> cells = search->cells();
  ASSERT_EQ(cells.size(), 3u);
  EXPECT_EQ(cells[0].cases, 4u);
  EXPECT_EQ(cells[0].too_short, 2u);
  EXPECT_EQ(cells[2].register_name, "news");
  EXPECT_EQ(cells[2].any, 2u);
  EXPECT_EQ(cells[2].half, 2u);
  EXPECT_EQ(cells[2].whole, 1u);
}

TEST(ContaminationTest, RefusesRunsOfTooFewOrTooManyWords) {
  EXPECT_EQ(Contamination::make({}, {.words = 3}).error().at, "words");
  EXPECT_EQ(Contamination::make({}, {.words = 65}).error().code, Errc::invalid_argument);
}

TEST(ContaminationTest, ReadsAnyLanguage) {
  const std::vector<Case> cases = {make_case("", "Ａ ﬁ Σίσυφος 日本 İ x̣̂ 1 2")};
  auto search = Contamination::make(cases);
  ASSERT_TRUE(search);
  search->read("ａ ﬁ σισυφος 日本 i̇ X 1 2", "x");
  EXPECT_EQ(search->cases()[0].found, 1u);
}
}  // namespace
}  // namespace dau::eval
