// SPDX-License-Identifier: Apache-2.0
#include "dau/text/language.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <random>

#include "dau/unicode/case.h"
#include "dau/unicode/normalize.h"
#include "testing/golden.h"
#include "testing/tiny_linear.h"
#include "text/nasty_lines.h"
#include "text/script.h"

namespace dau::text {
namespace {
TEST(Script, IsThatOfMostLetters) {
  EXPECT_EQ(main_script(""), Script::none);
  EXPECT_EQ(main_script("12:30 🙂"), Script::none);
  EXPECT_EQ(main_script("Tôi học 日本"), Script::shared);
  EXPECT_EQ(main_script("日本語を勉強しています"), Script::kana);
  EXPECT_EQ(main_script("我在学习越南语"), Script::han);
  EXPECT_EQ(main_script("ប្រទេសកម្ពុជា abc"), Script::khmer);
  EXPECT_EQ(main_script("ᚠᚢᚦ"), Script::other);
  EXPECT_EQ(language_of(Script::lao), "lo");
  EXPECT_EQ(language_of(Script::shared), "");
}

TEST(Language, OpeningRunsTheSelfTest) {
  const auto bytes = *model::to_bytes(
      testing::tiny_linear_model("language", "language-1", {"vi", "und"}, {}, 0.5, {{"xin chào", "en"}}));
  const auto opened = LanguageIdentifier::from(*model::Container::view(bytes));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::corrupt);
  EXPECT_EQ(opened.error().message, "self-test failed: \"xin chào\" gave \"vi\", expected \"en\"");
}

TEST(Language, JsonHasAllMembers) {
  LanguageResult result;
  result.label = "vi";
  result.scores = {{"vi", 0.99961f}, {"en", 0.00049f}};
  result.marks = false;
  EXPECT_EQ(to_json(result), R"({"label":"vi","scores":{"vi":0.9996},"abstained":false,"marks":false})");
  EXPECT_EQ(to_json(LanguageResult{{"und", {}, true}, {}}),
            R"({"label":"und","scores":{},"abstained":true,"marks":null})");
}

class ReleasedLanguage : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string path = testing::model_path("language.dau");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no model " << path;
    auto opened = LanguageIdentifier::open(path);
    ASSERT_TRUE(opened) << opened.error().message;
    identifier_.emplace(*std::move(opened));
  }
  std::string label(std::string_view line) const {
    const auto result = identifier_->identify(line);
    return result ? result->label : result.error().message;
  }
  std::optional<LanguageIdentifier> identifier_;
};

TEST_F(ReleasedLanguage, MatchesGoldenSentences) {
  for (const auto& c : testing::read_tsv("text/language.tsv")) {
    const bool known_wrong = !c.more.empty() && c.more[0] == "known";
    EXPECT_EQ(label(c.input) != c.expected, known_wrong) << c.id << ": " << c.input << " is " << label(c.input);
  }
}

TEST_F(ReleasedLanguage, CaseAndNormalisationFormDoNotCount) {
  for (const auto& c : testing::read_tsv("text/language.tsv")) {
    const auto json = [&](std::string_view line) { return to_json(*identifier_->identify(line)); };
    EXPECT_EQ(json(unicode::to_nfd(c.input)), json(c.input)) << c.id;
    EXPECT_EQ(label(unicode::to_upper(unicode::to_nfd(c.input))), label(unicode::to_upper(c.input))) << c.id;
    if (c.expected == "vi") {
      EXPECT_EQ(label(unicode::to_upper(c.input)), label(c.input)) << c.id;
    }
  }
}

TEST_F(ReleasedLanguage, SaysWhetherThereAreMarks) {
  EXPECT_EQ(identifier_->identify("toi dang hoc tieng Viet")->marks, false);
  EXPECT_EQ(identifier_->identify("Tôi đang học tiếng Việt")->marks, true);
  EXPECT_EQ(identifier_->identify("Les élèves étaient contents")->marks, std::nullopt);
}

TEST_F(ReleasedLanguage, RefusesWhatIsNotUtf8) {
  const auto result = identifier_->identify("xin ch\xC3");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::invalid_utf8);
  EXPECT_EQ(result.error().at, "6");
}

TEST_F(ReleasedLanguage, ScoresOfNastyLinesAreProbabilities) {
  std::mt19937 random(11);
  for (int i = 0; i < 500; ++i) {
    const std::string line = testing_lines::random_line(random, random() % 30);
    const auto result = identifier_->identify(line);
    ASSERT_TRUE(result) << line;
    float total = 0;
    for (const auto& [name, score] : result->scores) total += score;
    if (!result->scores.empty()) {
      EXPECT_NEAR(total, 1, 1e-4) << line;
    }
    EXPECT_EQ(result->abstained, result->label == "und") << line;
  }
}

TEST_F(ReleasedLanguage, TakesALineOfTenMegabytes) {
  std::string line;
  while (line.size() < 10'000'000) line += "cong hoa xa hoi chu nghia viet nam doc lap tu do hanh phuc ";
  EXPECT_EQ(label(line), "vi");
  EXPECT_EQ(label(std::string(10'000'000, 'a')), label(std::string(1'000'000, 'a')));
}
}  // namespace
}  // namespace dau::text
