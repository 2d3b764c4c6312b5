// SPDX-License-Identifier: Apache-2.0
// correct_model_test.cc — the released model on sentences written for the project.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <optional>

#include "dau/text/correct.h"
#include "testing/golden.h"

namespace dau::text {
namespace {
class ReleasedCorrectorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"correct.dau", "restore.dau"})
      if (!std::filesystem::exists(testing::model_path(name))) GTEST_SKIP() << "no model " << testing::model_path(name);
    auto opened = Corrector::open(testing::model_path("correct.dau"), testing::model_path("restore.dau"));
    ASSERT_TRUE(opened) << opened.error().message;
    corrector_.emplace(*std::move(opened));
  }
  std::string corrected(std::string_view line) const {
    std::string out;
    EXPECT_TRUE(corrector_->correct_to(line, out)) << line;
    return out;
  }

 private:
  std::optional<Corrector> corrector_;
};

// A row of tests/data/text/correct.tsv: id, input, expected, known. Sentences that the model is known to get wrong are
// counted, and may become right.
TEST_F(ReleasedCorrectorTest, CorrectsTheGoldenSentences) {
  std::size_t right = 0, all = 0;
  for (const auto& row : testing::read_tsv("text/correct.tsv")) {
    const bool known_wrong = row.more.at(0) == "wrong";
    const std::string output = corrected(row.input);
    ++all;
    right += output == row.expected;
    EXPECT_TRUE(known_wrong || output == row.expected) << row.id << ": " << output;
    if (known_wrong && output == row.expected) std::cout << row.id << " is right now\n";
  }
  std::cout << right << " of " << all << " golden sentences are right\n";
  EXPECT_GE(right * 100, all * 80) << "too few";
}

TEST_F(ReleasedCorrectorTest, LeavesCorrectSentencesAsTheyAre) {
  for (const auto& row : testing::read_tsv("text/correct.tsv")) {
    const std::string output = corrected(row.expected);
    EXPECT_TRUE(row.more.at(0) == "wrong" || output == row.expected) << row.id << ": " << output;
  }
}

TEST_F(ReleasedCorrectorTest, LeavesOtherLanguagesAndCodeAlone) {
  for (const char* line : {
           "The committee will meet again next Tuesday to discuss the budget.",
           "Please find attached the minutes of our last meeting.",
           "git commit -m 'fix parser' && git push origin main",
           "for (int i = 0; i < n; ++i) sum += a[i];",
           "Truy cập https://dichvucong.gov.vn/ko hoặc gửi thư tới ko.dc@example.vn",
           "iPhone 15 Pro Max, MacBook Air M2, Windows 11, COVID-19, H5N1, 5G, A4, 3D",
           "Nghị định 13/2023/NĐ-CP, Thông tư 01/2024/TT-BTTTT",
       })
    EXPECT_EQ(corrected(line), line);
}
}  // namespace
}  // namespace dau::text
