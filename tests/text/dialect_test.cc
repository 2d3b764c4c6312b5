// SPDX-License-Identifier: Apache-2.0
#include "dau/text/dialect.h"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"
#include "testing/golden.h"
#include "text/dialect_lexicon.h"
#include "text/nasty_lines.h"

namespace dau::text {
namespace {
DialectResult classified(std::string_view line) {
  auto result = DialectClassifier().classify(line);
  EXPECT_TRUE(result) << line;
  return result ? *std::move(result) : DialectResult{};
}

std::string standard(std::string_view line) { return apply_edits(line, classified(line).edits); }

TEST(DialectLexicon, TheOneThatIsCompiledInIsWhole) {
  const DialectLexicon& lexicon = DialectLexicon::built_in();
  EXPECT_GT(lexicon.entries.size(), 600u);
  EXPECT_GT(lexicon.verbs.size(), 40u);
  for (const auto& [form, entry] : lexicon.entries) {
    EXPECT_TRUE(unicode::is_nfc(form) && unicode::is_nfc(entry.standard)) << form;
    EXPECT_EQ(unicode::place_tones(form, unicode::TonePlacement::old_style), form);
    EXPECT_TRUE(entry.region != DialectRegion::none || entry.standard.empty()) << form;
  }
}

TEST(DialectLexicon, RefusesRowsThatDoNotFit) {
  for (const std::string_view row :
       {"a", "a\tnorth", "a\teast\t4", "a\tnorth\t0", "a\tnorth\t5", "a\t-\t1", "a\tnorth\t4\tx", "a\tnorth\t4\t\t\tx",
        "a b c d e\tnorth\t4", "a\tnorth\t4\tasked", "a\tnorth\t4\na\tsouth\t4"})
    EXPECT_FALSE(DialectLexicon::parse(row)) << row;
  EXPECT_TRUE(DialectLexicon::parse("# x\n\na b c d\tnorth\t4\tend\tc\n@verb\tđi về\n"));
}

TEST(Dialect, MatchesGoldenSentences) {
  const auto cases = testing::read_tsv("text/dialect.tsv");
  EXPECT_GE(cases.size(), 300u);
  for (const auto& c : cases) {
    const bool known_wrong = !c.more.empty() && c.more[0] == "known";
    const std::string label = classified(c.input).label;
    EXPECT_EQ(label != c.expected, known_wrong) << c.id << ": " << c.input << " is " << label;
    EXPECT_TRUE(label == c.expected || label == "unmarked") << c.id << " is another region";
  }
}

TEST(Dialect, RewritesGoldenSentences) {
  for (const auto& c : testing::read_tsv("text/dialect_standard.tsv")) EXPECT_EQ(standard(c.input), c.expected) << c.id;
}

TEST(Dialect, AbstainsWhereItIsNotEnoughOrForTwoRegions) {
  EXPECT_EQ(classified("Tôi đang học.").abstained, false);
  for (const std::string_view line : {"Con heo nhà tôi.", "Tui đi học.", "Nói rứa, hổng ai tin."}) {
    const DialectResult result = classified(line);
    EXPECT_EQ(result.label, "unmarked") << line;
    EXPECT_TRUE(result.abstained) << line;
    EXPECT_FALSE(result.evidence.empty()) << line;
  }
}

TEST(Dialect, EvidenceNamesBytesOfTheLineAsGiven) {
  const std::string line = unicode::to_nfd("Hôm nay, mi đi mô rứa?");
  const DialectResult result = classified(line);
  ASSERT_EQ(result.evidence.size(), 2u);
  const auto [begin, end] = result.evidence[1].span;
  EXPECT_EQ(unicode::to_nfc(line.substr(begin, end - begin)), "mô rứa");
  EXPECT_EQ(result.label, "central");
  EXPECT_EQ(unicode::to_nfc(apply_edits(line, result.edits)), "Hôm nay, mày đi đâu thế?");
}

TEST(Dialect, AWordSaidTwiceIsOnePieceOfEvidence) {
  EXPECT_EQ(classified("Con heo, con heo, con heo, con heo, con heo nhà tôi.").label, "unmarked");
}

TEST(Dialect, ALongLineNeedsMore) {
  std::string line = "Bả nói chuyện.";
  EXPECT_EQ(classified(line).label, "south");
  for (int i = 0; i < 30; ++i) line += " Công ty giao hàng trong ngày.";
  EXPECT_EQ(classified(line).label, "unmarked");
}

TEST(Dialect, JsonHasAllMembers) {
  const std::string_view line = "Mi đi mô rứa?";
  EXPECT_EQ(to_json(classified(line), line),
            R"({"label":"central","scores":{"central":0.6364,"unmarked":0.3636},"abstained":false,"evidence":[)"
            R"({"begin":0,"end":6,"text":"Mi đi","region":"central","points":3},)"
            R"({"begin":7,"end":16,"text":"mô rứa","region":"central","points":4}]})");
  EXPECT_EQ(
      to_json(classified("Mô hình"), "Mô hình", true),
      R"({"label":"unmarked","scores":{"unmarked":1.0},"abstained":false,"evidence":[],"text":"Mô hình","edits":[]})");
}

TEST(Dialect, RefusesWhatIsNotUtf8) {
  const auto result = DialectClassifier().classify("đi \xFF");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::invalid_utf8);
  EXPECT_EQ(result.error().at, "4");
}

TEST(Dialect, SpansOfNastyLinesAscendAndTheRestStays) {
  std::mt19937 random(12);
  constexpr std::string_view kWords[] = {"rứa", "mô", "hổng", "Bả", "đi mô", "tui", "nghen", "giời", "HÔM NI", "ảnh"};
  for (int i = 0; i < 500; ++i) {
    std::string line = testing_lines::random_line(random, random() % 10);
    for (int k = 0; k < 4; ++k)
      line += std::string(kWords[random() % std::size(kWords)]) + testing_lines::random_line(random, 2);
    const DialectResult result = classified(line);
    std::size_t before = 0;
    for (const DialectEvidence& e : result.evidence) {
      ASSERT_LE(before, e.span.begin) << line;
      ASSERT_LT(e.span.begin, e.span.end) << line;
      before = e.span.end;
    }
    ASSERT_LE(before, line.size());
  }
}

TEST(Dialect, TakesALineOfTenMegabytes) {
  std::string line;
  while (line.size() < 10'000'000)
    line += "mi đi mô rứa công ty giao hàng trong ba ngày làm việc kể từ khi nhận đơn của quý khách ";
  EXPECT_EQ(standard(line).substr(0, 17), std::string("mày đi đâu thế").substr(0, 17));
}
}  // namespace
}  // namespace dau::text
