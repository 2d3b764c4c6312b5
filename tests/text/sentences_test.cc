// SPDX-License-Identifier: Apache-2.0
#include "dau/text/sentences.h"

#include <gtest/gtest.h>

#include <random>

#include "dau/unicode/normalize.h"
#include "testing/golden.h"
#include "text/characters.h"
#include "text/nasty_lines.h"

namespace dau::text {
namespace {
constexpr std::string_view kEnd = "‖";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string marked(std::string_view text, const std::vector<Span>& found) {
  std::string out;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) out += found[i].begin > found[i - 1].end ? " ‖ " : "‖";
    out += text.substr(found[i].begin, found[i].end - found[i].begin);
  }
  return out;
}

bool is_blank(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto point = unicode::decode_at(text, i);
    if (class_of(point.value) != CharacterClass::space) return false;
    i += point.size;
  }
  return true;
}

void expect_sound(std::string_view text) {
  const auto found = sentences(text);
  ASSERT_TRUE(found);
  std::size_t end = 0;
  for (const Span& s : *found) {
    ASSERT_TRUE(s.begin >= end && s.begin < s.end && s.end <= text.size());
    ASSERT_TRUE(is_blank(text.substr(end, s.begin - end)));
    ASSERT_FALSE(is_blank(text.substr(s.begin, unicode::decode_at(text, s.begin).size)));
    end = s.end;
  }
  ASSERT_TRUE(is_blank(text.substr(end)));
}

TEST(Sentences, MatchTheGoldenTable) {
  const auto cases = testing::read_tsv("text/sentences.tsv");
  EXPECT_GE(cases.size(), 150u);
  for (const auto& c : cases) {
    const std::string text = replaced(replaced(c.input, " ‖ ", " "), kEnd, "");
    const auto found = sentences(text);
    ASSERT_TRUE(found) << c.id;
    EXPECT_EQ(marked(text, *found), c.input) << c.id;
  }
}

TEST(Sentences, AreTheSameInDecomposedText) {
  for (const auto& c : testing::read_tsv("text/sentences.tsv")) {
    const std::string text = unicode::to_nfd(replaced(replaced(c.input, " ‖ ", " "), kEnd, ""));
    const auto found = sentences(text);
    ASSERT_TRUE(found) << c.id;
    EXPECT_EQ(unicode::to_nfc(marked(text, *found)), unicode::to_nfc(c.input)) << c.id;
  }
}

TEST(Sentences, CoverEverythingOfNastyLines) {
  std::mt19937 random(5);
  for (int i = 0; i < 3000; ++i) expect_sound(testing_lines::random_line(random, 1 + random() % 30));
  for (const auto& c : testing::read_tsv("text/sentences.tsv")) expect_sound(c.input);
}

TEST(Sentences, OfALineFeedEndThere) {
  const std::string text = "Một dòng\nhai dòng\r\n\n ba";
  EXPECT_EQ(sentences(text)->size(), 3u);
  expect_sound(text);
}

TEST(Sentences, OfTenMegabytesTakeLinearTime) {
  for (const std::string_view part :
       {"A.", "(", "a. ", "1.", "v.v. ", "? ", "\"", ".", "TP. ", "[1]", "A.  ", "😊", " \"A", " “ "}) {
    std::string text;
    while (text.size() < 10'000'000) text += part;
    EXPECT_TRUE(sentences(text)) << part;
  }
}

TEST(Sentences, RefuseWhatIsNotUtf8) {
  const auto found = sentences("a\xFF");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::invalid_utf8);
  EXPECT_EQ(found.error().at, "1");
}

TEST(Sentences, AreWrittenAsJson) {
  EXPECT_EQ(sentences_json(*sentences("Đi. Về.")), R"([{"begin":0,"end":4},{"begin":5,"end":10}])");
  EXPECT_EQ(sentences_json({}), "[]");
}
}  // namespace
}  // namespace dau::text
