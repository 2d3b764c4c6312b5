// SPDX-License-Identifier: Apache-2.0
// score_test.cc — the report: rows, groups, renderings, errors.
#include "dau/eval/score.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <string>
#include <vector>

#include "base/json.h"
#include "testing/golden.h"
#include "testing/temp_folder.h"

namespace dau::eval {
namespace {
Row row(const Group& group, const std::string& name) { return *std::ranges::find(group.rows, name, &Row::name); }

const std::string kGold =
    "{\"id\": \"1\", \"text\": \"hòa bình\", \"register\": \"legal\", \"dialect\": \"unmarked\"}\n"
    "{\"id\": \"2\", \"text\": \"đi học\", \"register\": \"chat\", \"dialect\": \"unmarked\"}\n"
    "{\"id\": \"3\", \"text\": \"nước\", \"register\": \"legal\", \"dialect\": \"unmarked\"}\n";
const std::string kPred =
    "{\"id\": \"3\", \"output\": \"nước\"}\n{\"id\": \"2\", \"output\": \"đi hóc\"}\n"
    "{\"id\": \"1\", \"output\": \"hoà bình\"}\n";

TEST(ScoreTest, ComparesWithLeaveAsIs) {
  const std::vector<std::string> golds = {"tôi di học", "Anh"}, preds = {"tôi đi học", "Anh"};
  const auto report = score_restore(golds, preds);
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->groups.size(), 1u);
  const Row accuracy = row(report->groups[0], "nom_word_accuracy");
  EXPECT_EQ(accuracy.value, 0.75);
  EXPECT_EQ(accuracy.leave_as_is, 0.5);
  EXPECT_EQ(accuracy.counts, (Ratio{3, 4}));
  EXPECT_EQ(report->groups[0].leave_as_is_errors.missed_diacritic, 2u);
}

TEST(ScoreTest, LeavesTheGivenInputsAsTheyAre) {
  const std::vector<std::string> golds = {"tôi đi học"}, inputs = {"tôi di hoc"};
  const auto report = score_restore(golds, golds, inputs);
  ASSERT_TRUE(report);
  EXPECT_EQ(row(report->groups[0], "word_accuracy").leave_as_is, 1.0 / 3);
}

TEST(ScoreTest, GivesRowsPerRegisterAndDialect) {
  const auto report = score_bytes({"gold", kGold}, {"pred", kPred});
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->groups.size(), 4u);
  EXPECT_EQ(report->groups[1].field, "register");
  EXPECT_EQ(report->groups[1].value, "legal");
  EXPECT_EQ(report->groups[1].sentences, 2u);
  EXPECT_EQ(row(report->groups[1], "word_accuracy").counts, (Ratio{2, 3}));
  EXPECT_EQ(row(report->groups[1], "word_accuracy_folded").counts, (Ratio{3, 3}));
  EXPECT_EQ(report->groups[2].value, "chat");
  EXPECT_EQ(report->groups[3].field, "dialect");
}

// A group is scored as if its sentences were all there are, intervals too.
TEST(ScoreTest, AGroupEqualsItsSentencesAlone) {
  const auto report = score_bytes({"gold", kGold}, {"pred", kPred});
  const std::vector<std::string> golds = {"hòa bình", "nước"}, preds = {"hoà bình", "nước"};
  const auto alone = score_restore(golds, preds);
  ASSERT_TRUE(report);
  ASSERT_TRUE(alone);
  for (std::size_t i = 0; i < alone->groups[0].rows.size(); ++i) {
    EXPECT_EQ(report->groups[1].rows[i].value, alone->groups[0].rows[i].value);
    EXPECT_EQ(report->groups[1].rows[i].low, alone->groups[0].rows[i].low);
    EXPECT_EQ(report->groups[1].rows[i].high, alone->groups[0].rows[i].high);
  }
}

TEST(ScoreTest, ReadsFiles) {
  const testing::TempFolder folder;
  const auto report =
      score_files({.gold = folder.write("g.jsonl", kGold), .pred = folder.write("p.jsonl", kPred), .bootstrap = {}});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->gold, folder.file("g.jsonl"));
}

TEST(ScoreTest, ReadsFilesAsWhatTheyAreToldToBe) {
  const testing::TempFolder folder;
  const std::string path = folder.write("g.jsonl", "{một}\n");
  EXPECT_FALSE(score_files({.gold = path, .pred = path, .bootstrap = {}}));
  const auto report = score_files(
      {.gold = path, .pred = path, .gold_format = Format::text, .pred_format = Format::text, .bootstrap = {}});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->groups[0].sentences, 1u);
}

TEST(ScoreTest, NamesAFileThatIsNotThere) {
  const testing::TempFolder folder;
  const auto report = score_files({.gold = folder.file("none"), .pred = folder.write("p", "a"), .bootstrap = {}});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, Errc::not_found);
  EXPECT_EQ(report.error().at, folder.file("none"));
}

TEST(ScoreTest, RefusesBadOptions) {
  EXPECT_EQ(score_files({.task = "summarise"}).error().at, "task");
  EXPECT_EQ(score_files({.bootstrap = {.draws = 0}}).error().at, "draws");
}

TEST(ScoreTest, RefusesTextsThatDoNotFit) {
  const std::vector<std::string> one = {"a"}, two = {"a", "b"}, bad = {"a\xFF"};
  EXPECT_EQ(score_restore(one, two).error().code, Errc::invalid_argument);
  EXPECT_EQ(score_restore(one, one, two).error().at, "inputs");
  const auto report = score_restore(one, bad);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, Errc::invalid_utf8);
  EXPECT_EQ(report.error().at, "preds[0] at byte 1");
}

TEST(ScoreTest, RefusesMoreThanCanBeScored) {
  const std::vector<std::string> one = {"a"}, large = {std::string(kMaxSentenceBytes + 1, 'a')};
  EXPECT_EQ(score_restore(one, large).error().code, Errc::unsupported);
  EXPECT_EQ(score_restore(one, large).error().at, "preds[0]");
  const std::vector<std::string> many(kMaxSentences + 1);
  EXPECT_EQ(score_restore(many, many).error().at, "golds");
  const testing::TempFolder folder;
  const std::string path = folder.write("large", std::string(kMaxFileBytes + 1, '\n'));
  EXPECT_EQ(score_files({.gold = path, .pred = path, .bootstrap = {}}).error().message, "larger than 268435456 bytes");
}

// What differs in every character takes a whole table: it must end, and count every edit.
TEST(ScoreTest, AlignsTheLongestSentences) {
  const std::vector<std::string> gold = {std::string(kMaxSentenceBytes / 4, 'a')};
  const std::vector<std::string> pred = {std::string(kMaxSentenceBytes / 4 - 100, 'b')};
  const auto report = score_restore(gold, pred, gold, {.draws = 1});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(row(report->groups[0], "character_error_rate").counts,
            (Ratio{kMaxSentenceBytes / 4, kMaxSentenceBytes / 4}));
}

TEST(ReportTest, IsJson) {
  const auto report = score_bytes({"gold", kGold}, {"pred", kPred});
  ASSERT_TRUE(report);
  const auto parsed = json::parse(to_json(*report));
  ASSERT_TRUE(parsed);
  const json::Value& json = *parsed;
  EXPECT_EQ(json["task"], "restore");
  EXPECT_EQ(json["seed"], 42);
  ASSERT_EQ(json["groups"].size(), 4u);
  EXPECT_EQ(json["groups"][0]["metrics"][0]["name"], "nom_word_accuracy");
  EXPECT_EQ(json["groups"][0]["metrics"][0]["value"].get<double>(), 0.6);
  EXPECT_EQ(json["groups"][0]["error_types"]["wrong_tone"], 2);
}

TEST(ReportTest, TableLeavesOutGroupsThatRepeatTheWhole) {
  const auto report = score_bytes({"gold", kGold}, {"pred", kPred});
  ASSERT_TRUE(report);
  const std::string text = to_text(*report);
  EXPECT_NE(text.find("all, 3 sentences"), std::string::npos);
  EXPECT_NE(text.find("register chat, 1 sentence\n"), std::string::npos);
  EXPECT_EQ(text.find("dialect"), std::string::npos);
  EXPECT_NE(text.find("  nom_word_accuracy                 60.00"), std::string::npos) << text;
}

TEST(ScoreTest, ReadsTheOpenMatrix) {
  const auto gold = testing::data_path("eval/matrix/technical.jsonl");
  if (!gold) GTEST_SKIP() << "no shared data";
  const auto report = score_files({.gold = *gold, .pred = *gold, .bootstrap = {.draws = 20}});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->groups[0].sentences, 1000u);
  EXPECT_EQ(row(report->groups[0], "word_accuracy").value, 1.0);
  EXPECT_LT(row(report->groups[0], "word_accuracy").leave_as_is, 0.5);
}
}  // namespace
}  // namespace dau::eval
