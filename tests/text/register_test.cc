// SPDX-License-Identifier: Apache-2.0
#include "dau/text/register.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <random>

#include "dau/unicode/case.h"
#include "dau/unicode/normalize.h"
#include "testing/golden.h"
#include "testing/tiny_linear.h"
#include "text/nasty_lines.h"

namespace dau::text {
namespace {
RegisterClassifier tiny(const std::vector<std::byte>& bytes) {
  return *RegisterClassifier::from(*model::Container::view(bytes, "register"));
}

TEST(Register, AbstainsWhenNoLabelIsLikelyEnough) {
  auto known = testing::features_of("nghị định này", append_register_features, {60, -60});
  const auto bytes =
      *model::to_bytes(testing::tiny_linear_model("register", "register-1", {"legal", "news"}, known, 0.9));
  const RegisterClassifier classifier = tiny(bytes);
  EXPECT_EQ(classifier.classify("Nghị định này")->label, "legal");
  EXPECT_EQ(to_json(*classifier.classify("12:30")), R"({"label":"unknown","scores":{},"abstained":true})");
  const auto result = classifier.classify("");
  EXPECT_TRUE(result->abstained);
}

TEST(Register, AbstainsWhereTheModelKnowsTooLittle) {
  auto known = testing::features_of("nghị", append_register_features, {60, -60});
  const auto bytes =
      *model::to_bytes(testing::tiny_linear_model("register", "register-1", {"legal", "news"}, known, 0.5));
  const auto result = tiny(bytes).classify("Nghị định này, nghị định kia");
  EXPECT_EQ(result->label, "unknown");
  EXPECT_EQ(result->scores.front().label, "legal");
}

TEST(Register, AModelOfOtherFeaturesIsRefused) {
  const auto bytes = *model::to_bytes(testing::tiny_linear_model("register", "language-1", {"legal"}, {}));
  const auto opened = RegisterClassifier::from(*model::Container::view(bytes, "register"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::unsupported);
}

class ReleasedRegister : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string path = testing::model_path("register.dau");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no model " << path;
    auto opened = RegisterClassifier::open(path);
    ASSERT_TRUE(opened) << opened.error().message;
    classifier_.emplace(*std::move(opened));
  }
  std::optional<RegisterClassifier> classifier_;
};

TEST_F(ReleasedRegister, MatchesGoldenSentences) {
  for (const auto& c : testing::read_tsv("text/register.tsv")) {
    const bool known_wrong = !c.more.empty() && c.more[0] == "known";
    const std::string label = classifier_->classify(c.input)->label;
    EXPECT_EQ(label != c.expected, known_wrong) << c.id << ": " << c.input << " is " << label;
  }
}

TEST_F(ReleasedRegister, CaseSpacingDigitsAndFormDoNotCount) {
  const std::string_view line = "Bên thuê phải trả 500 đồng trước ngày 5, hoà giải.";
  const std::string wanted = to_json(*classifier_->classify(line));
  for (const std::string& other : {unicode::to_nfd(line), unicode::to_upper(line),
                                   std::string("Bên thuê  phải trả 7 đồng trước ngày 31 ,hòa giải .")})
    EXPECT_EQ(to_json(*classifier_->classify(other)), wanted) << other;
}

TEST_F(ReleasedRegister, ScoresOfNastyLinesAreProbabilities) {
  std::mt19937 random(13);
  for (int i = 0; i < 500; ++i) {
    const std::string line = testing_lines::random_line(random, random() % 30);
    const auto result = classifier_->classify(line);
    ASSERT_TRUE(result) << line;
    float total = 0;
    for (const auto& [name, score] : result->scores) total += score;
    EXPECT_NEAR(total, result->scores.empty() ? 0 : 1, 1e-4) << line;
  }
}

TEST_F(ReleasedRegister, RefusesWhatIsNotUtf8) {
  const auto result = classifier_->classify("b\xFF");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::invalid_utf8);
}
}  // namespace
}  // namespace dau::text
