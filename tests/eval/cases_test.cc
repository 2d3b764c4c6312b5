// SPDX-License-Identifier: Apache-2.0
// cases_test.cc — gold texts and predictions joined, and every way in which they do not fit.
#include "eval/cases.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace dau::eval {
namespace {
using Strings = std::vector<std::string>;

Result<Cases> join(std::string gold, std::string pred) {
  return join_cases({"gold", std::move(gold)}, {"pred", std::move(pred)});
}

void expect_error(const Result<Cases>& joined, Errc code, const std::string& at, const std::string& part) {
  ASSERT_FALSE(joined);
  EXPECT_EQ(joined.error().code, code);
  EXPECT_EQ(joined.error().at, at);
  EXPECT_NE(joined.error().message.find(part), std::string::npos) << joined.error().message;
  EXPECT_EQ(joined.error().message.find(at), std::string::npos) << "the place is told twice";
}

TEST(CasesTest, JoinsPlainLinesByPosition) {
  const auto joined = join("Tôi đi\n\nhọc", "Toi di\n\nhoc\n");
  ASSERT_TRUE(joined) << joined.error().message;
  EXPECT_EQ(joined->golds, (Strings{"Tôi đi", "", "học"}));
  EXPECT_EQ(joined->preds, (Strings{"Toi di", "", "hoc"}));
  EXPECT_EQ(joined->inputs, (Strings{"Toi di", "", "hoc"}));
  EXPECT_TRUE(joined->registers.empty());
}

TEST(CasesTest, SkipsByteOrderMarkAndCarriageReturns) {
  const auto joined = join(
      "\xEF\xBB\xBF"
      "a\r\nb\r\n",
      "a\nb\n");
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->golds, joined->preds);
}

TEST(CasesTest, JoinsJsonLinesByIdInTheOrderOfTheGoldFile) {
  const auto joined = join(
      "{\"id\": \"x\", \"text\": \"à\", \"register\": \"legal\"}\n"
      "{\"id\": 2, \"text\": \"b\", \"dialect\": \"southern\", \"input\": \"B\"}\n",
      "\n{\"id\": \"2\", \"output\": \"b\", \"text\": \"?\", \"system\": \"s\"}\n{\"id\": \"x\", \"text\": \"a\"}\n");
  ASSERT_TRUE(joined) << joined.error().message;
  EXPECT_EQ(joined->golds, (Strings{"à", "b"}));
  EXPECT_EQ(joined->preds, (Strings{"a", "b"}));
  EXPECT_EQ(joined->inputs, (Strings{"a", "B"}));
  EXPECT_EQ(joined->registers, (Strings{"legal", ""}));
  EXPECT_EQ(joined->dialects, (Strings{"", "southern"}));
  EXPECT_EQ(joined->system, "s");
}

TEST(CasesTest, JoinsPlainPredictionsToJsonGoldByPosition) {
  const auto joined = join("{\"id\": \"x\", \"text\": \"à\"}\n{\"id\": \"y\", \"text\": \"b\"}\n", "a\nb\n");
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->preds, (Strings{"a", "b"}));
}

TEST(CasesTest, NamesBothCountsWhenTheyDiffer) {
  expect_error(join("a\nb\n", "a\nb\nc\n"), Errc::corrupt, "pred", "has 3 sentences, gold has 2 sentences");
  expect_error(join("a\n\n", "a\n"), Errc::corrupt, "pred", "has 1 sentence, gold has 2 sentences");
}

TEST(CasesTest, RefusesFilesWithoutSentences) { expect_error(join("", ""), Errc::corrupt, "gold", "no sentences"); }

TEST(CasesTest, AnEmptyGoldFileIsToldBeforeTheNumbersAreCompared) {
  expect_error(join("", "a\n"), Errc::corrupt, "gold", "no sentences");
}

TEST(CasesTest, NamesTheLineAndTheByteThatIsNotUtf8) {
  expect_error(join("a\nb\n", "a\nab\xFF\n"), Errc::invalid_utf8, "pred:2", "not UTF-8 at byte 2 of the line");
  expect_error(join("\xE1\xBA", "a"), Errc::invalid_utf8, "gold:1", "not UTF-8 at byte 0 of the line");
}

const std::string kGold = "{\"id\": \"x\", \"text\": \"à\"}\n{\"id\": \"y\", \"text\": \"b\"}\n";

TEST(CasesTest, NamesAMissingId) {
  expect_error(join(kGold, "{\"id\": \"x\", \"output\": \"a\"}\n"), Errc::corrupt, "gold:2", "\"y\" has no prediction");
}

TEST(CasesTest, NamesASurplusId) {
  expect_error(join(kGold, "{\"id\": \"x\", \"output\": \"a\"}\n\n{\"id\": \"z\", \"output\": \"a\"}\n"), Errc::corrupt,
               "pred:3", "\"z\" has no gold text");
}

TEST(CasesTest, NamesAnIdGivenTwice) {
  expect_error(join(kGold, "{\"id\": \"x\", \"output\": \"a\"}\n{\"id\": \"x\", \"output\": \"a\"}\n"), Errc::corrupt,
               "pred:2", "\"x\" was on line 1 already");
  expect_error(join(kGold + kGold, kGold), Errc::corrupt, "gold:3", "\"x\"");
}

TEST(CasesTest, NamesALineThatIsNotAnObject) {
  expect_error(join(kGold + "[1]\n", kGold), Errc::corrupt, "gold:3", "not a JSON object");
  expect_error(join(kGold, kGold + "{\"id\"\n"), Errc::corrupt, "pred:3", "not valid JSON at byte 5 of the line");
  expect_error(join(kGold + "{\"id\": 1e999}\n", kGold), Errc::corrupt, "gold:3", "a JSON number is out of range");
}

// What a file is may not depend on whether its first line happens to be well-formed.
TEST(CasesTest, ABrokenFirstLineIsAnErrorAndNotText) {
  const std::string why = " (taken for JSON lines: it begins with {)";
  expect_error(join("{bad\n", "a\n"), Errc::corrupt, "gold:1", "not valid JSON at byte 1 of the line" + why);
  expect_error(join("a\n", "\n \t{\"id\": nope}\n"), Errc::corrupt, "pred:2",
               "not valid JSON at byte 10 of the line" + why);
  expect_error(join("\xEF\xBB\xBF{bad", "a"), Errc::corrupt, "gold:1", "at byte 1 of the line" + why);
  const auto named = join_cases({"gold.jsonl", "toi\n"}, {"pred", "a\n"});
  expect_error(named, Errc::corrupt, "gold.jsonl:1",
               "not valid JSON at byte 1 of the line (taken for JSON lines: its name ends in .jsonl)");
}

TEST(CasesTest, TextMayBeginWithABraceWhenItIsToldToBeText) {
  const auto joined = join_cases({"gold.jsonl", "{bad\nhai\n", Format::text}, {"pred", "{bad\nhai\n", Format::text});
  ASSERT_TRUE(joined) << joined.error().message;
  EXPECT_EQ(joined->golds, (Strings{"{bad", "hai"}));
  const auto mixed = join_cases({"gold", kGold}, {"pred", "{a}\nb\n", Format::text});
  ASSERT_TRUE(mixed) << mixed.error().message;
  EXPECT_EQ(mixed->preds, (Strings{"{a}", "b"}));
}

TEST(CasesTest, WhatIsToldToBeJsonLinesMustBe) {
  expect_error(join_cases({"gold", "toi\n", Format::jsonl}, {"pred", "a\n"}), Errc::corrupt, "gold:1",
               "not valid JSON at byte 1 of the line");
}

TEST(CasesTest, NamesAMemberThatIsMissingOrNoText) {
  expect_error(join("{\"id\": \"x\"}\n", "{\"id\": \"x\", \"output\": \"a\"}\n"), Errc::corrupt, "gold:1", "\"text\"");
  expect_error(join("{\"text\": \"x\"}\n", kGold), Errc::corrupt, "gold:1", "\"id\"");
  expect_error(join(kGold, "{\"id\": \"x\", \"output\": 1}\n{\"id\": \"y\", \"output\": \"b\"}\n"), Errc::corrupt,
               "pred:1", "\"output\"");
}

TEST(CasesTest, RefusesMoreThanCanBeScored) {
  const std::string longest(kMaxSentenceBytes, 'a');
  ASSERT_TRUE(join(longest, longest));
  expect_error(join("b\n" + longest + "a\n", "b\nb\n"), Errc::unsupported, "gold:2",
               "a sentence of 16385 bytes, at most 16384 can be scored");
  const auto object = [](const std::string& id, const std::string& output) {
    return "{\"id\": \"" + id + "\", \"output\": \"" + output + "\"}\n";
  };
  expect_error(join(kGold, object("x", "a") + object("y", longest + "a")), Errc::unsupported, "pred:2", "16385 bytes");
  expect_error(join(kGold, object("x", std::string(300'000, 'a'))), Errc::unsupported, "pred:1",
               "at most 262144 can be read");
  expect_error(join(std::string(kMaxSentences + 1, '\n'), "b\n"), Errc::unsupported, "gold", "more than 2000000");
}

TEST(CasesTest, RefusesPredictionsOfTwoSystems) {
  expect_error(join(kGold,
                    "{\"id\": \"x\", \"output\": \"a\", \"system\": \"s\"}\n"
                    "{\"id\": \"y\", \"output\": \"a\", \"system\": \"t\"}\n"),
               Errc::corrupt, "pred:2", "\"t\"");
}
}  // namespace
}  // namespace dau::eval
