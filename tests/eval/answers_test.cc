// SPDX-License-Identifier: Apache-2.0
// Answers in free text: letters of choices, demands of instructions, numbers of summaries, lists of ids.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "dau/eval/task_metrics.h"

namespace dau::eval {
namespace {
Result<std::map<std::string, double>> try_score(std::string_view scorer, const Case& one, std::string_view output) {
  const Scorer* found = find_scorer(scorer);
  const std::vector<const Case*> cases = {&one};
  const std::vector<std::string_view> outputs = {output};
  DAU_TRY(const GroupScores scores, score_cases(*found, cases, outputs, {.draws = 1}));
  std::map<std::string, double> values;
  for (std::size_t m = 0; m < found->metrics.size(); ++m) values[std::string(found->metrics[m].name)] = scores.value[m];
  return values;
}

double score(std::string_view scorer, const Case& one, std::string_view output, const std::string& metric) {
  return try_score(scorer, one, output)->at(metric);
}

Case with_reference(const std::string& reference, std::vector<std::string> more = {}) {
  return {"c", "câu hỏi", reference, std::move(more), "", "", "", ""};
}

TEST(Choices, AreReadFromWhatModelsWrite) {
  const Case one = with_reference("B");
  for (const char* right : {"B", "b", " B.", "(B)", "B) Hà Nội", "B. Hà Nội", "**B**", "Đáp án: B", "Đáp án đúng là B.",
                            "Chọn đáp án B vì A sai?\nB", "\"B\"", "b."})
    EXPECT_EQ(score("choice", one, right, "accuracy"), 1) << right;
  for (const char* wrong : {"A", "C. B là sai", "Không biết", "", "Bắc", "b là đúng", "ABCD", "B2", "Đáp án: BÁ"})
    EXPECT_EQ(score("choice", one, wrong, "accuracy"), 0) << wrong;
  EXPECT_EQ(score("choice", one, "Không biết", "answered"), 0);
  EXPECT_EQ(score("choice", one, "D", "answered"), 1);
  const auto refused = try_score("choice", with_reference("Hà Nội"), "B");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "the right answer \"Hà Nội\" is no letter");
}

TEST(Instructions, AreCheckedByWords) {
  const Case one = with_reference(R"({"any_of": ["má", "tía"]})", {R"({"none_of": ["mẹ"]})", R"({"max_words": 6})"});
  EXPECT_EQ(score("instruction", one, "Má ơi, con nói nè.", "followed"), 1);
  EXPECT_EQ(score("instruction", one, "Mẹ ơi, má đâu?", "followed"), 0);
  EXPECT_NEAR(score("instruction", one, "Mẹ ơi, má đâu?", "demands_met"), 2.0 / 3, 1e-12);
  EXPECT_EQ(score("instruction", one, "Mấy má mà cứ nói hoài không thôi", "demands_met"), 2.0 / 3);
  EXPECT_EQ(score("instruction", one, "", "demands_met"), 0);  // silence meets nothing, not even none_of
  EXPECT_EQ(score("instruction", with_reference(R"({"lines": 2})"), "một\n\n  hai\n", "followed"), 1);
  EXPECT_EQ(
      score("instruction", with_reference(R"({"all_of": ["hai ngày", "4512"]})"), "Đơn 4512: hai, ngày", "followed"),
      1);
  for (const char* bad : {"", "[]", "{}", R"({"any_of": []})", R"({"max_words": -1})", R"({"many": ["x"]})",
                          R"({"any_of": ["a"], "none_of": ["b"]})"}) {
    const auto refused = try_score("instruction", with_reference(bad), "x");
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, Errc::corrupt);
  }
}

TEST(Summaries, MayHaveNoNumbersOfTheirOwn) {
  Case one = with_reference("Doanh thu 1.234,5 tỉ");
  one.input = "Năm 2025 doanh thu đạt 1,234.50 tỉ, tăng 5%, xuất 1.000 tấn ngày 05/09.";
  EXPECT_EQ(score("summary", one, "Năm 2025: 1234,5 tỉ, 1000 tấn, 5/9", "novel_numbers"), 0);
  EXPECT_EQ(score("summary", one, "Năm 2026: 1234,5 tỉ", "novel_numbers"), 0.5);
  EXPECT_EQ(score("summary", one, "Năm 2026: 1234,5 tỉ", "texts_with_novel_numbers"), 1);
  EXPECT_EQ(score("summary", one, "Tăng mạnh", "novel_numbers"), 0);
}

TEST(Rankings, CountAnIdOnce) {
  const Case one = with_reference("a", {"b"});
  EXPECT_EQ(score("ranking", one, "a a a b", "recall_at_10"), 1);
  EXPECT_EQ(score("ranking", one, "[\"a\", \"b\"]", "ndcg_at_10"), 1);
  EXPECT_EQ(score("ranking", one, "[broken", "hit_at_10"), 0);
  EXPECT_EQ(score("ranking", one, "x b", "mrr_at_10"), 0.5);
}

TEST(Answers, HaveALimit) {
  const auto refused = try_score("restore", with_reference("a"), std::string(20'000, 'a'));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unsupported);
  EXPECT_EQ(refused.error().message, "20000 bytes; at most 16384 can be scored");
}
}  // namespace
}  // namespace dau::eval
