// SPDX-License-Identifier: Apache-2.0
// segment_model_test.cc — the released model on golden sentences; skipped where it is absent.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "dau/text/segment.h"
#include "dau/unicode/normalize.h"
#include "testing/golden.h"

namespace dau::text {
namespace {
class ReleasedSegmenter : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string path = testing::model_path("segment.dau");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is absent";
    auto opened = Segmenter::open(path);
    ASSERT_TRUE(opened) << opened.error().message;
    segmenter_ = std::make_unique<Segmenter>(*std::move(opened));
  }
  std::string segmented(std::string_view line) const {
    std::string out;
    EXPECT_TRUE(segmenter_->segment_to(line, out));
    return out;
  }
  std::unique_ptr<Segmenter> segmenter_;
};

TEST_F(ReleasedSegmenter, MatchesGoldenSentences) {
  for (const auto& c : testing::read_tsv("text/segment.tsv")) EXPECT_EQ(segmented(c.input), c.expected) << c.id;
}

TEST_F(ReleasedSegmenter, SeesDecomposedTextAsComposed) {
  for (const auto& c : testing::read_tsv("text/segment.tsv"))
    EXPECT_EQ(unicode::to_nfc(segmented(unicode::to_nfd(c.input))), c.expected) << c.id;
}

TEST_F(ReleasedSegmenter, SeesBothPlacementsOfTones) {
  EXPECT_EQ(segmented("hòa bình"), "hòa_bình");
  EXPECT_EQ(segmented("hoà bình"), "hoà_bình");
  EXPECT_EQ(segmented("Hoà bình"), "Hoà_bình");
}
}  // namespace
}  // namespace dau::text
