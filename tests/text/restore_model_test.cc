// SPDX-License-Identifier: Apache-2.0
// restore_model_test.cc — the released model: golden sentences, and the promises on them in many disguises.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <optional>

#include "dau/text/restore.h"
#include "dau/unicode/case.h"
#include "testing/golden.h"
#include "text/contract.h"

namespace dau::text {
namespace {
class ReleasedModelTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string path = testing::model_path("restore.dau");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no model " << path;
    auto opened = Restorer::open(path);
    ASSERT_TRUE(opened) << opened.error().message;
    restorer_.emplace(*std::move(opened));
  }
  const Restorer& restorer() const { return *restorer_; }

 private:
  std::optional<Restorer> restorer_;
};

// A row of tests/data/text/restore.tsv: id, input, expected, register, trap, known.
struct Golden {
  std::string id, input, expected;
  std::string group, trap;
  bool known_wrong;
};

// Its own sentences, and those of other languages, of code and of mixtures.
std::vector<Golden> golden() {
  std::vector<Golden> rows;
  for (const char* file : {"text/restore.tsv", "text/foreign.tsv"})
    for (const auto& c : testing::read_tsv(file)) {
      EXPECT_EQ(c.more.size(), 3u) << c.id;
      rows.push_back({c.id, c.input, c.expected, c.more.at(0), c.more.at(1), c.more.at(2) == "wrong"});
    }
  return rows;
}

TEST(GoldenSentences, AreWhatTheyShouldBe) {
  std::map<std::string, int> ids;
  for (const Golden& row : golden()) {
    EXPECT_EQ(++ids[row.id], 1) << row.id;
    EXPECT_EQ(unicode::strip_marks(unicode::to_nfc(row.input)), unicode::strip_marks(unicode::to_nfc(row.expected)))
        << row.id;
  }
}

// Sentences that the model is known to get wrong are counted, and may become right.
TEST_F(ReleasedModelTest, RestoresTheGoldenSentences) {
  std::size_t right = 0;
  const auto rows = golden();
  for (const Golden& row : rows) {
    const std::string output = restored(restorer(), row.input);
    right += output == row.expected;
    EXPECT_TRUE(row.known_wrong || output == row.expected) << row.id << ": " << output;
    if (row.known_wrong && output == row.expected) std::cout << row.id << " is right now\n";
  }
  std::cout << right << " of " << rows.size() << " golden sentences are right\n";
  EXPECT_GE(right * 100, rows.size() * 80) << "too few";
}

TEST_F(ReleasedModelTest, KeepsItsPromisesOnTheGoldenSentences) {
  for (const Golden& row : golden())
    for (const std::string& line :
         {row.input, row.expected, unicode::to_nfd(row.expected), unicode::to_upper(row.input)})
      expect_contract(restorer(), line);
}

// Not a promise: a mark may be added to a syllable that has one, as in nguơi. But what is complete should look so.
TEST_F(ReleasedModelTest, LeavesCompleteSentencesAsTheyAre) {
  for (const Golden& row : golden()) {
    const std::string output = restored(restorer(), row.expected);
    EXPECT_TRUE(row.known_wrong || output == row.expected) << row.id << ": " << output;
  }
}
}  // namespace
}  // namespace dau::text
