// SPDX-License-Identifier: Apache-2.0
#include "dau/unicode/keys.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "dau/unicode/case.h"
#include "dau/unicode/utf8.h"
#include "testing/golden.h"
#include "unicode/syllable_table.h"

namespace dau::unicode {
namespace {
const std::map<std::string, KeyMethod> kMethods = {
    {"telex", KeyMethod::telex}, {"vni", KeyMethod::vni}, {"viqr", KeyMethod::viqr}};

std::string title(const std::string& word) {
  return to_upper(word.substr(0, decode_at(word, 0).size)) + word.substr(decode_at(word, 0).size);
}

TEST(KeysTest, MatchesGoldenLines) {
  for (const auto& row : testing::read_tsv("unicode/keys.tsv")) {
    const KeyMethod method = kMethods.at(row.id.substr(0, row.id.find('-')));
    EXPECT_EQ(decode_keys(row.input, method).text, row.expected) << row.id;
  }
}

// Every onset × rhyme × tone, in three cases and both placements, through every method.
TEST(KeysTest, EverySyllableComesBack) {
  for (const auto& [name, method] : kMethods)
    for (const TonePlacement placement : {TonePlacement::old_style, TonePlacement::new_style})
      for (std::size_t onset = 0; onset < onsets().size(); ++onset)
        for (std::size_t rhyme = 0; rhyme < rhymes().size(); ++rhyme)
          for (int tone = 0; tone < 6; ++tone) {
            const std::string word = write_syllable(
                {static_cast<std::uint8_t>(onset), static_cast<std::uint8_t>(rhyme), static_cast<Tone>(tone)},
                placement);
            if (!fits(onset, rhyme) || !parse_syllable(word)) continue;
            for (const std::string& text : {word, title(word), to_upper(word)}) {
              const std::string keys = encode_keys(text, method);
              ASSERT_EQ(decode_keys(keys, method, placement).text, text) << name << " " << keys;
            }
          }
}

// The other way to type: the tone right behind its vowel. Telex wants a letter mark too where another vowel follows,
// since English has such words (more, taxi).
TEST(KeysTest, EverySyllableComesBackWithTheToneBehindItsVowel) {
  for (std::size_t onset = 0; onset < onsets().size(); ++onset)
    for (std::size_t rhyme = 0; rhyme < rhymes().size(); ++rhyme)
      for (int tone = 1; tone < 6; ++tone) {
        const std::string word = write_syllable(
            {static_cast<std::uint8_t>(onset), static_cast<std::uint8_t>(rhyme), static_cast<Tone>(tone)});
        if (!fits(onset, rhyme) || !parse_syllable(word)) continue;
        std::string vni, telex;
        bool marked = false, vowel_after = false, toned = false;
        for (std::size_t i = 0; i < word.size();) {
          const CodePoint point = decode_at(word, i);
          const Letter letter = split_letter(point.value);
          const std::string_view bytes = std::string_view(word).substr(i, point.size);
          vowel_after |= toned && std::u32string_view(U"aeiouy").find(letter.base) != std::u32string_view::npos;
          toned |= letter.tone != Tone::level;
          marked |= letter.mark != Mark::none;
          vni += encode_keys(bytes, KeyMethod::vni);
          telex += encode_keys(bytes, KeyMethod::telex);
          i += point.size;
        }
        EXPECT_EQ(decode_keys(vni, KeyMethod::vni).text, word) << vni;
        if (rhymes()[rhyme].starts_with("oo") || rhymes()[rhyme].starts_with("ôô")) continue;
        EXPECT_EQ(decode_keys(telex, KeyMethod::telex).text, vowel_after && !marked ? telex : word) << telex;
      }
}

TEST(KeysTest, EnglishThatReadsAsKeysCanBeWritten) {
  for (const std::string word : {"has", "car", "sex", "queen", "did", "too", "how", "been", "class", "error", "look"})
    EXPECT_EQ(decode_keys(encode_keys(word, KeyMethod::telex), KeyMethod::telex).text, word);
  for (const std::string word : {"a1", "ba1", "h2o", "A4"})
    EXPECT_EQ(decode_keys(encode_keys(word, KeyMethod::vni), KeyMethod::vni).text, word);
  for (const std::string text : {"I'm o.k. (a) what? no. la. sao?", "C:\\temp", "f(a)+b^2"})
    EXPECT_EQ(decode_keys(encode_keys(text, KeyMethod::viqr), KeyMethod::viqr).text, text);
}

TEST(KeysTest, TellsWhatItChangedAndWhere) {
  const std::string text = "Xin chaof, tooi ddaay";
  const MappedText decoded = decode_keys(text, KeyMethod::telex);
  EXPECT_EQ(decoded.text, "Xin chào, tôi đây");
  ASSERT_EQ(decoded.map.pieces().size(), 3u);
  EXPECT_EQ(decoded.map.original(Span{decoded.text.find("tôi"), decoded.text.find("tôi") + 4}), (Span{11, 15}));
  EXPECT_EQ(keys_json(text, decoded),
            R"({"text":"Xin chào, tôi đây","edits":[{"begin":4,"end":9,"from":"chaof","to":"chào"},)"
            R"({"begin":11,"end":15,"from":"tooi","to":"tôi"},{"begin":16,"end":21,"from":"ddaay","to":"đây"}]})");
}

TEST(KeysTest, LinesAreJudgedEachByItself) {
  EXPECT_EQ(decode_keys("His car has been there\ncar nhaf\n", KeyMethod::telex).text,
            "His car has been there\ncả nhà\n");
}

TEST(KeysTest, TextThatIsWrittenAlreadyStays) {
  for (const auto& [name, method] : kMethods)
    for (const std::string text :
         {"Tôi đang học tiếng Việt.", "tie\u0302\u0301ng", "漢字 Привет 🙂", "", "đ", "ở nhà"})
      EXPECT_EQ(decode_keys(text, method).text, text) << name;
}

TEST(KeysTest, LongLinesTakeLinearTime) {
  for (const auto& [name, method] : kMethods)
    for (const std::string part : {"a", "as", "a'", "\\", "dd ", "w", "o+", "1a", "(", "a."}) {
      std::string text;
      while (text.size() < 200'000) text += part;
      EXPECT_FALSE(decode_keys(text, method).text.empty()) << name;
      EXPECT_FALSE(encode_keys(text, method).empty()) << name;
    }
}
}  // namespace
}  // namespace dau::unicode
