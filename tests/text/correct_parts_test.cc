// SPDX-License-Identifier: Apache-2.0
// correct_parts_test.cc — the corrector's parts one by one: letters, trie, noise search.
#include <gtest/gtest.h>

#include <algorithm>

#include "dau/model/writer.h"
#include "testing/tiny_correct.h"
#include "testing/tiny_model.h"
#include "text/correct/noise_search.h"

namespace dau::text {
namespace {
TypedWord typed(std::string_view text) {
  TypedWord word;
  EXPECT_TRUE(word.read(text)) << text;
  return word;
}

TEST(TypedWord, TakesLettersApart) {
  const TypedWord word = typed("Đường");
  EXPECT_EQ(word.bases(), "duong");
  EXPECT_TRUE(word.first_upper);
  EXPECT_EQ(word.uppers, 1u);
  EXPECT_EQ(word.chars[0].seen.mark, unicode::Mark::stroke);
  EXPECT_EQ(word.chars[2].seen.tone, unicode::Tone::grave);
  EXPECT_TRUE(word.carries_marks());
}

TEST(TypedWord, RefusesWhatIsNoLatinWord) {
  TypedWord word;
  EXPECT_FALSE(word.read("đñ"));
  TypedWord longer;
  EXPECT_FALSE(longer.read("aaaaaaaaaaaaaaaaaaaaa"));
}

TEST(TypedWord, KnowsItsCase) {
  EXPECT_EQ(case_of(typed("tôi")), Case::lower);
  EXPECT_EQ(case_of(typed("Tôi")), Case::title);
  EXPECT_EQ(case_of(typed("tÔi")), Case::title);  // a capital that changed places
  EXPECT_EQ(case_of(typed("TÔI")), Case::upper);
  EXPECT_EQ(case_of(typed("tIếng")), Case::lower);  // a small l or i, scanned
  EXPECT_EQ(case_of(typed("Đ")), Case::title);
}

class NoiseSearchTest : public ::testing::Test {
 protected:
  static const CorrectModel& model() {
    static const std::vector<std::byte> correct = *model::to_bytes(testing::tiny_correct_model());
    static const std::vector<std::byte> restore = *model::to_bytes(testing::tiny_restore_model());
    static const CorrectModel opened =
        *CorrectModel::from(*model::Container::view(correct, "correct"), *model::Container::view(restore, "restore"));
    return opened;
  }

  // The words that `text` may have been, cheapest first.
  static std::vector<std::string> meant(std::string_view text, ChannelSet channels, int slips) {
    LineRates rates;
    rates.entry.fill(2 * kCostPerNat);
    rates.channels = channels;
    std::vector<Suggestion> found;
    NoiseSearch search;
    search.run(model(), rates, typed(text), slips, found);
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.cost < b.cost; });
    std::vector<std::string> words;
    const Vocabulary& vocabulary = model().restore.vocabulary;
    for (const Suggestion& s : found)
      words.push_back(spell(vocabulary.base_text(s.base),
                            s.form >= 0 ? &vocabulary.form(static_cast<std::size_t>(s.form)) : nullptr, Case::lower,
                            unicode::TonePlacement::old_style));
    return words;
  }

  static ChannelSet set(std::initializer_list<Channel> channels) {
    ChannelSet set;
    for (const Channel c : channels) set.add(c);
    return set;
  }
};

TEST_F(NoiseSearchTest, AWordIsItselfFirst) {
  EXPECT_EQ(meant("người", ChannelSet::all(), 1).front(), "người");
  EXPECT_EQ(meant("người", {}, 2), std::vector<std::string>{"người"});
}

TEST_F(NoiseSearchTest, DecodesKeysInAnyOrder) {
  const ChannelSet keys = set({Channel::keys});
  for (const char* text : {"nguwowif", "nguowif", "nguoiwf", "nguofwi", "ngu7o72i", "ngươif", "nguowffi"})
    EXPECT_EQ(meant(text, keys, 0).front(), "người") << text;
  for (const char* text : {"vieetj", "vieejt", "viejet", "vietej", "vie6t5", "vie65t", "vie^.t"})
    EXPECT_EQ(meant(text, keys, 0).front(), "việt") << text;
  EXPECT_EQ(meant("dduwowngf", keys, 0).front(), "đường");
}

TEST_F(NoiseSearchTest, FindsSlipsOfTheFingers) {
  const ChannelSet typo = set({Channel::typo});
  for (const char* text : {"kohông", "khôgn", "khôong", "khôngg", "khôn", "kjông"})
    EXPECT_EQ(meant(text, typo, 1).front(), "không") << text;
  EXPECT_TRUE(meant("khôgnn", typo, 1).empty());
  EXPECT_EQ(meant("khôgnn", typo, 2).front(), "không");
}

TEST_F(NoiseSearchTest, FindsLookAlikesAndSoundAlikes) {
  EXPECT_EQ(meant("kh0ng", set({Channel::ocr}), 0).front(), "khong");
  const auto words = meant("kh0ng", set({Channel::ocr, Channel::marks}), 0);
  EXPECT_NE(std::find(words.begin(), words.end(), "không"), words.end());
  EXPECT_EQ(meant("Ià", set({Channel::ocr}), 0).front(), "là");
  EXPECT_EQ(meant("lăm", set({Channel::regional}), 0).front(), "năm");
  EXPECT_TRUE(meant("kh0ng", set({Channel::typo}), 0).empty());
}

TEST_F(NoiseSearchTest, EndsSoonWhateverTheWordIs) {
  for (const char* text :
       {"aaaaaaaaaaaaaaaaaaaa", "ssssssssssssssssssss", "dwdwdwdwdwdwdwdwdwdw", "11111111111111111111"})
    EXPECT_LT(meant(text, ChannelSet::all(), 2).size(), 65u);
}
}  // namespace
}  // namespace dau::text
