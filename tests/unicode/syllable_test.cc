// SPDX-License-Identifier: Apache-2.0
#include "dau/unicode/syllable.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include "dau/unicode/case.h"
#include "dau/unicode/normalize.h"
#include "testing/golden.h"
#include "unicode/syllable_table.h"

namespace dau::unicode {
namespace {
constexpr Tone kTones[] = {Tone::level, Tone::grave, Tone::acute, Tone::hook, Tone::tilde, Tone::dot};

bool has_tone(std::size_t rhyme, Tone tone) {
  return !rhyme_info(rhyme).stopped || tone == Tone::acute || tone == Tone::dot;
}

// Calls visit(syllable, valid) for every onset × rhyme × tone.
template <class Visit>
void for_each_combination(Visit visit) {
  for (std::size_t onset = 0; onset < onsets().size(); ++onset)
    for (std::size_t rhyme = 0; rhyme < rhymes().size(); ++rhyme)
      for (const Tone tone : kTones)
        visit(Syllable{static_cast<std::uint8_t>(onset), static_cast<std::uint8_t>(rhyme), tone},
              fits(onset, rhyme) && has_tone(rhyme, tone));
}

template <class Visit>
void for_each_syllable(Visit visit) {
  for_each_combination([&](const Syllable& syllable, bool valid) {
    if (valid) visit(syllable);
  });
}

std::string describe(std::string_view text) {
  const auto syllable = parse_syllable(text);
  if (!syllable) return "none";
  std::ostringstream out;
  const std::string_view onset = onsets()[syllable->onset];
  out << (onset.empty() ? "-" : onset) << ' ' << rhymes()[syllable->rhyme] << ' ' << static_cast<int>(syllable->tone);
  return out.str();
}

TEST(SyllableTest, ReadsGoldenSyllables) {
  for (const auto& c : testing::read_tsv("unicode/syllables.tsv")) EXPECT_EQ(describe(c.input), c.expected) << c.id;
}

TEST(SyllableTest, EverySyllableIsReadAsItWasWritten) {
  for_each_syllable([](const Syllable& syllable) {
    for (const auto placement : {TonePlacement::old_style, TonePlacement::new_style})
      ASSERT_EQ(parse_syllable(write_syllable(syllable, placement)), syllable) << write_syllable(syllable, placement);
  });
}

TEST(SyllableTest, NoTwoSyllablesAreWrittenAlike) {
  std::set<std::string> written;
  std::size_t count = 0;
  for_each_syllable([&](const Syllable& syllable) {
    written.insert(write_syllable(syllable));
    ++count;
  });
  EXPECT_EQ(written.size(), count);
  EXPECT_GT(count, 15000u);
}

TEST(SyllableTest, EverySyllableIsInLowerCaseNfc) {
  for_each_syllable([](const Syllable& syllable) {
    const std::string text = write_syllable(syllable);
    ASSERT_TRUE(is_nfc(text));
    ASSERT_EQ(to_lower(text), text);
  });
}

TEST(SyllableTest, StrippingLeavesTheBaseLetters) {
  for_each_syllable([](const Syllable& syllable) {
    const std::string text = write_syllable(syllable);
    const std::string bare =
        strip_marks(std::string(written_onset(syllable.onset, syllable.rhyme))) + strip_marks(rhymes()[syllable.rhyme]);
    ASSERT_EQ(strip_marks(text), bare);
    ASSERT_EQ(strip_marks(to_nfd(text)), bare);
    ASSERT_TRUE(std::ranges::all_of(bare, [](char c) { return c >= 'a' && c <= 'z'; })) << bare;
  });
}

// A spelling put together against the rules is no syllable, unless it is how another one is written (g + ia, …).
TEST(SyllableTest, CombinationsAgainstTheRulesDoNotParse) {
  for_each_combination([](const Syllable& syllable, bool valid) {
    if (valid) return;
    const std::string text = write_syllable(syllable);
    const auto read = parse_syllable(text);
    ASSERT_TRUE(!read || (*read != syllable && write_syllable(*read) == text)) << text;
  });
}

TEST(SyllableTest, BothStylesDifferOnlyInOpenOaOeUy) {
  for_each_syllable([](const Syllable& syllable) {
    const std::string old_style = write_syllable(syllable, TonePlacement::old_style);
    const std::string new_style = write_syllable(syllable, TonePlacement::new_style);
    const std::string_view rhyme = rhymes()[syllable.rhyme];
    const bool movable = rhyme == "oa" || rhyme == "oe" || rhyme == "uy";
    ASSERT_EQ(old_style != new_style, movable && syllable.tone != Tone::level) << old_style;
  });
}

TEST(SyllableTest, PlacingTonesIsWritingInThatStyle) {
  for_each_syllable([](const Syllable& syllable) {
    const std::string old_style = write_syllable(syllable, TonePlacement::old_style);
    const std::string new_style = write_syllable(syllable, TonePlacement::new_style);
    for (const std::string& text : {old_style, new_style}) {
      ASSERT_EQ(place_tones(text, TonePlacement::old_style), old_style);
      ASSERT_EQ(place_tones(text, TonePlacement::new_style), new_style);
      ASSERT_EQ(place_tones(to_upper(text), TonePlacement::old_style), to_upper(old_style));
      ASSERT_EQ(place_tones(to_upper(text), TonePlacement::new_style), to_upper(new_style));
    }
  });
}

TEST(SyllableTest, PlacesTonesAsInTheGoldenSentences) {
  for (const auto& c : testing::read_tsv("unicode/place_tones.tsv")) {
    EXPECT_EQ(place_tones(c.expected, TonePlacement::old_style), c.input) << c.id;
    EXPECT_EQ(place_tones(c.input, TonePlacement::new_style), c.expected) << c.id;
    EXPECT_EQ(place_tones(c.input, TonePlacement::old_style), c.input) << c.id;
    EXPECT_TRUE(is_nfc(place_tones(c.input, TonePlacement::new_style))) << c.id;
  }
}

TEST(SyllableTest, TellsWhichPlacementARunShows) {
  EXPECT_EQ(shown_placement("hoà"), TonePlacement::new_style);
  EXPECT_EQ(shown_placement("HÒA"), TonePlacement::old_style);
  EXPECT_EQ(shown_placement("Thuỷ"), TonePlacement::new_style);
  for (const std::string_view run : {"toán", "hoa", "quý", "hòaxyz", "", "của"})
    EXPECT_EQ(shown_placement(run), std::nullopt) << run;
}
}  // namespace
}  // namespace dau::unicode
