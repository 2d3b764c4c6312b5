// SPDX-License-Identifier: Apache-2.0
#include "dau/text/segment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>

#include "dau/unicode/normalize.h"
#include "testing/golden.h"
#include "testing/tiny_segment_model.h"
#include "text/characters.h"
#include "text/nasty_lines.h"

namespace dau::text {
namespace {
std::string without_space(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto point = unicode::decode_at(text, i);
    if (class_of(point.value) != CharacterClass::space) out += text.substr(i, point.size);
    i += point.size;
  }
  return out;
}

// Words in order, each whole and none empty, and all that is no white space in one of them.
void expect_sound(const Segmenter& segmenter, std::string_view line) {
  const auto words = segmenter.segment(line);
  ASSERT_TRUE(words);
  std::size_t end = 0;
  std::string covered, joined, expected;
  for (const Span& word : *words) {
    ASSERT_TRUE(word.begin >= end && word.begin < word.end && word.end <= line.size());
    covered += without_space(line.substr(word.begin, word.end - word.begin));
    if (!joined.empty()) joined += ' ';
    append_joined(line, word, joined);
    end = word.end;
  }
  ASSERT_EQ(covered, without_space(line));
  ASSERT_TRUE(segmenter.segment_to(line, expected));
  ASSERT_EQ(joined, expected);
}

class SegmentTest : public ::testing::Test {
 protected:
  void SetUp() override {
    bytes_ = *model::to_bytes(testing::tiny_segment_model());
    auto opened = Segmenter::from(*model::Container::view(bytes_, "segment"));
    ASSERT_TRUE(opened) << opened.error().message;
    segmenter_.emplace(*std::move(opened));
  }
  std::string segmented(std::string_view line) const {
    std::string out;
    EXPECT_TRUE(segmenter_->segment_to(line, out));
    return out;
  }
  std::vector<std::byte> bytes_;
  std::optional<Segmenter> segmenter_;
};

TEST_F(SegmentTest, JoinsWhatTheWeightsJoin) {
  EXPECT_EQ(segmented("học sinh đi học"), "học_sinh đi học");
  EXPECT_EQ(segmented("Học  sinh"), "Học_sinh");
}

TEST_F(SegmentTest, NoWordGoesOverALineEnd) {
  EXPECT_EQ(segmented("học\nsinh"), "học\nsinh");
  EXPECT_EQ(segmented("học sinh\r\n\n học sinh\n"), "học_sinh\r\n\nhọc_sinh\n");
  EXPECT_EQ(segmented("\n"), "\n");
}

TEST_F(SegmentTest, LeavesMarksAlone) { EXPECT_EQ(segmented("học, sinh"), "học , sinh"); }

TEST_F(SegmentTest, CoversEverythingOfNastyLines) {
  std::mt19937 random(3);
  for (int i = 0; i < 3000; ++i) expect_sound(*segmenter_, testing_lines::random_line(random, 1 + random() % 30));
}

TEST_F(SegmentTest, GivesBytesOfDecomposedLines) {
  const std::string line = unicode::to_nfd("Học sinh, đi");
  const auto words = segmenter_->segment(line);
  ASSERT_TRUE(words);
  ASSERT_EQ(words->size(), 3u);
  EXPECT_EQ(unicode::to_nfc(line.substr(words->front().begin, words->front().end)), "Học sinh");
  expect_sound(*segmenter_, line);
}

TEST_F(SegmentTest, RefusesWhatIsNotUtf8) {
  std::string out;
  const auto done = segmenter_->segment_to("a\xFF", out);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::invalid_utf8);
  EXPECT_EQ(done.error().at, "1");
  EXPECT_TRUE(out.empty());
}

TEST_F(SegmentTest, TakesTenMegabytesWithoutALineEnd) {
  for (const std::string_view part : {"học ", "học", "A. ", ".", "a-", "a.", "1/", "( "}) {
    std::string line, out;
    while (line.size() < 10'000'000) line += part;
    ASSERT_TRUE(segmenter_->segment_to(line, out)) << part;
    EXPECT_EQ(without_space(line).size(),
              line.find(' ') == std::string::npos
                  ? out.size() - static_cast<std::size_t>(std::count(out.begin(), out.end(), ' '))
                  : without_space(line).size())
        << part;
  }
}

TEST_F(SegmentTest, WritesJson) {
  const std::string line = "học sinh \"đi\"";
  EXPECT_EQ(to_json(line, *segmenter_->segment(line)),
            R"({"words":[{"begin":0,"end":10,"text":"học sinh"},{"begin":11,"end":12,"text":"\""},)"
            R"({"begin":12,"end":15,"text":"đi"},{"begin":15,"end":16,"text":"\""}]})");
  EXPECT_EQ(to_json("", {}), R"({"words":[]})");
}

TEST_F(SegmentTest, RefusesBrokenSections) {
  const model::Contents whole = testing::tiny_segment_model();
  for (std::size_t i = 0; i < whole.sections.size(); ++i) {
    model::Contents broken = whole;
    broken.sections[i].bytes.pop_back();
    const auto bytes = *model::to_bytes(broken);
    const auto opened = Segmenter::from(*model::Container::view(bytes, "segment"));
    ASSERT_FALSE(opened) << whole.sections[i].name;
    EXPECT_EQ(opened.error().code, Errc::corrupt);
  }
}

TEST_F(SegmentTest, RefusesAModelThatFailsItsSelfTest) {
  model::Contents contents = testing::tiny_segment_model();
  contents.card.samples = {{"học sinh", "học sinh"}};
  const auto bytes = *model::to_bytes(contents);
  const auto opened = Segmenter::from(*model::Container::view(bytes, "segment"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::corrupt);
}
}  // namespace
}  // namespace dau::text
