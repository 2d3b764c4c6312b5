// SPDX-License-Identifier: Apache-2.0
#include "text/linear_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dau/base/errc.h"
#include "testing/tiny_linear.h"
#include "text/classify.h"

namespace dau::text {
namespace {
using testing::tiny_linear_model;

Result<LinearModel> opened(const model::Contents& contents) {
  static std::vector<std::vector<std::byte>> kept;  // a view does not own its bytes
  kept.push_back(*model::to_bytes(contents));
  return LinearModel::from(*model::Container::view(kept.back()), "language-1");
}

model::Contents two_labels() {
  return tiny_linear_model("language", "language-1", {"a", "b"}, {{1u << 20, {100, 0}}, {3u << 28, {0, 50}}});
}

std::string error_with_config(const std::string& config) {
  model::Contents contents = two_labels();
  contents.sections[0].bytes = testing::bytes_of(config.data(), config.size());
  const auto model = opened(contents);
  return model ? "" : std::string(errc_name(model.error().code)) + " " + model.error().message;
}

TEST(LinearModel, AddsTheWeightsOfTheFeaturesItKnows) {
  const auto model = opened(two_labels());
  ASSERT_TRUE(model) << model.error().message;
  LinearModel::Sums sums = model->begin();
  const Feature features[] = {1u << 20, 3u << 28, 3u << 28, 77};
  model->add(features, sums);
  EXPECT_EQ(sums.of_label, (std::vector<std::int64_t>{100, 100}));
  EXPECT_EQ(sums.known, 3u);
}

TEST(LinearModel, ProbabilitiesAddUpToOneAndNothingKnownIsEven) {
  const auto model = opened(two_labels());
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->probabilities(model->begin()), (std::vector<float>{0.5f, 0.5f}));
  LinearModel::Sums sums = model->begin();
  const Feature feature[] = {1u << 20};
  model->add(feature, sums);
  const auto p = model->probabilities(sums);
  EXPECT_NEAR(p[0], 1 / (1 + std::exp(-5.0)), 1e-6);
  EXPECT_NEAR(p[0] + p[1], 1, 1e-6);
}

TEST(LinearModel, RefusesAConfigThatDoesNotFit) {
  const std::string good = R"({"features":"language-1","labels":["a","b"],"slots":64,"scale":0.05,"threshold":0.5})";
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string config = good;
    return error_with_config(config.replace(config.find(from), from.size(), to));
  };
  EXPECT_EQ(error_with_config(good), "");
  EXPECT_EQ(with("language-1", "language-2"), "unsupported features \"language-2\", this build has \"language-1\"");
  EXPECT_EQ(with(R"(["a","b"])", "[]"), "corrupt config: no or too many labels");
  EXPECT_EQ(with(R"(["a","b"])", R"(["a","a"])"), "corrupt config: a label is there twice");
  EXPECT_EQ(with(R"(["a","b"])", R"(["a",1])"), "corrupt config: a label is no text");
  EXPECT_EQ(with("64", "0"), "corrupt config: \"slots\" is out of range");
  EXPECT_EQ(with("64", "1e30"), "corrupt config: \"slots\" is out of range");
  EXPECT_EQ(with("0.05", "-1"), "corrupt config: \"scale\" is out of range");
  EXPECT_EQ(with("0.5}", "2}"), "corrupt config: \"threshold\" is out of range");
  EXPECT_EQ(error_with_config("[]"), "corrupt config: not an object");
  EXPECT_NE(with("64", "63"), "");
  EXPECT_NE(error_with_config("{"), "");
}

TEST(LinearModel, RefusesSectionsOfAnotherSize) {
  for (std::size_t section : {1u, 2u}) {
    model::Contents contents = two_labels();
    contents.sections[section].bytes.pop_back();
    EXPECT_EQ(opened(contents).error().code, Errc::corrupt);
    contents.sections.erase(contents.sections.begin() + static_cast<std::ptrdiff_t>(section));
    EXPECT_EQ(opened(contents).error().code, Errc::corrupt);
  }
}

TEST(Features, ShapesAreOfSyllables) {
  for (const std::string_view word : {"đường", "nghiêng", "quý", "à", "hoà", "thuở"})
    EXPECT_EQ(shape_of(word), Shape::marked) << word;
  for (const std::string_view word : {"duong", "nghieng", "quy", "an", "hoa", "thuo", "gi", "yeu"})
    EXPECT_EQ(shape_of(word), Shape::bare) << word;
  for (const std::string_view word : {"street", "dường1", "français", "wifi", "zalo", "", "ngi", "kan"})
    EXPECT_EQ(shape_of(word), Shape::foreign) << word;
}

std::vector<Feature> register_features(std::string_view line) {
  std::vector<Feature> out;
  append_register_features(line, out);
  return out;
}

TEST(Features, OfRegisterDoNotSeeCaseSpacingDigitsOrTonePlacement) {
  const auto wanted = register_features("Bên thuê hoàn trả 500 đồng , thuỷ chung.");
  EXPECT_EQ(register_features("BÊN  THUÊ hoàn trả 123.000 đồng, thủy chung ."), wanted);
  EXPECT_NE(register_features("bên thuê hoàn trả đồng, thủy chung"), wanted);
}

TEST(Classify, ALineInPiecesIsALine) {
  const auto model = opened(tiny_linear_model("language", "language-1", {"a", "b"},
                                              testing::features_of("la", append_language_features, {20, -20})));
  ASSERT_TRUE(model) << model.error().message;
  std::string line;
  for (int i = 0; i < 100000; ++i) line += i % 2 == 0 ? "la " : "xyz ";
  const auto scores = classify(*model, line, append_language_features);
  EXPECT_EQ(scores.front().label, "a");
  EXPECT_GT(scores.front().score, 0.99f);
}
}  // namespace
}  // namespace dau::text
