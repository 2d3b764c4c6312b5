// SPDX-License-Identifier: Apache-2.0
#include "dau/unicode/legacy.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dau/unicode/case.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"
#include "dau/unicode/utf8.h"
#include "testing/golden.h"
#include "unicode/legacy_tables.h"
#include "unicode/syllable_table.h"

namespace dau::unicode {
namespace {
constexpr Encoding kAll[] = {Encoding::utf8,   Encoding::tcvn3,  Encoding::tcvn5712, Encoding::vni,
                             Encoding::viscii, Encoding::cp1258, Encoding::viqr};
constexpr Encoding kComplete[] = {Encoding::tcvn5712, Encoding::vni, Encoding::viscii, Encoding::cp1258,
                                  Encoding::viqr};
constexpr Encoding kEightBit[] = {Encoding::tcvn3, Encoding::vni, Encoding::viscii, Encoding::cp1258};

std::string utf8(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

std::vector<std::string> letters() {
  std::vector<std::string> all;
  for (char32_t c = 0x80; c < 0x1F00; ++c)
    if (has_mark(c)) all.push_back(utf8(c));
  return all;
}

// Every syllable by the rules: onset × rhyme × tone.
std::vector<std::string> syllables(TonePlacement placement = TonePlacement::old_style) {
  std::vector<std::string> all;
  for (std::size_t onset = 0; onset < onsets().size(); ++onset)
    for (std::size_t rhyme = 0; rhyme < rhymes().size(); ++rhyme)
      for (int tone = 0; tone < 6; ++tone) {
        const Syllable syllable{static_cast<std::uint8_t>(onset), static_cast<std::uint8_t>(rhyme),
                                static_cast<Tone>(tone)};
        const std::string text = write_syllable(syllable, placement);
        if (fits(onset, rhyme) && parse_syllable(text)) all.push_back(text);
      }
  return all;
}

// Bytes as UTF-8 that somebody took for Windows-1252 (what it lacks is a control character), or for Latin-1.
std::string misread(std::string_view bytes, bool latin1) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, latin1 ? byte : static_cast<char32_t>(windows_1252()[byte]));
  }
  return out;
}

std::string decoded(std::string_view bytes, Reading reading, DecodeOptions options = {}) {
  const auto text = decode(bytes, reading, options);
  EXPECT_TRUE(text) << text.error().message;
  return text ? *text : std::string();
}

std::string encoded(std::string_view text, Encoding encoding) {
  const auto bytes = encode(text, encoding);
  EXPECT_TRUE(bytes) << text << ": " << bytes.error().message;
  return bytes ? *bytes : std::string();
}

TEST(LegacyTest, NamesGoBothWays) {
  for (const Encoding encoding : kAll) EXPECT_EQ(encoding_from_name(encoding_name(encoding)), encoding);
  EXPECT_FALSE(encoding_from_name("latin1"));
}

TEST(LegacyTest, MatchesGoldenBytes) {
  for (const auto& row : testing::read_tsv("unicode/legacy.tsv")) {
    const Encoding encoding = *encoding_from_name(row.id.substr(0, row.id.find('-')));
    EXPECT_EQ(decoded(row.input, {encoding, false}), row.expected) << row.id;
    EXPECT_EQ(encoded(row.expected, encoding), row.input) << row.id;
  }
}

TEST(LegacyTest, EveryLetterGoesThroughEveryEncoding) {
  ASSERT_EQ(letters().size(), 134u);
  for (const Encoding encoding : kComplete)
    for (const std::string& letter : letters())
      EXPECT_EQ(decoded(encoded(letter, encoding), {encoding, false}), letter) << encoding_name(encoding);
}

TEST(LegacyTest, EverySyllableGoesThroughEveryEncoding) {
  const auto all = syllables();
  ASSERT_GT(all.size(), 17000u);
  std::string text;
  for (const std::string& syllable : all) {
    const std::string upper = to_upper(syllable);
    const std::size_t first = decode_at(upper, 0).size;
    const std::size_t rest = decode_at(syllable, 0).size;
    text += syllable + " " + upper + " " + upper.substr(0, first) + syllable.substr(rest) + ", ";
  }
  for (const Encoding encoding : kComplete) {
    const std::string bytes = encoded(text, encoding);
    EXPECT_EQ(decoded(bytes, {encoding, false}), text) << encoding_name(encoding);
    EXPECT_EQ(decoded(encoded(to_nfd(text), encoding), {encoding, false}), text) << encoding_name(encoding);
    if (encoding == Encoding::viqr) continue;
    EXPECT_EQ(decoded(misread(bytes, false), {encoding, true}), text) << encoding_name(encoding);
    EXPECT_EQ(decoded(misread(bytes, true), {encoding, true}), text) << encoding_name(encoding);
  }
}

// ABC fonts have no capitals with tones: there is a font of capitals.
TEST(LegacyTest, SmallSyllablesGoThroughTcvn3AndCapitalsThroughItsCapitalFont) {
  std::string text;
  for (const std::string& syllable : syllables()) text += syllable + " ";
  const std::string bytes = encoded(text, Encoding::tcvn3);
  EXPECT_EQ(decoded(bytes, {Encoding::tcvn3, false}), text);
  EXPECT_EQ(decoded(misread(bytes, false), {Encoding::tcvn3, true}), text);
  EXPECT_EQ(encoded(to_lower(text), Encoding::tcvn3), bytes);
  EXPECT_EQ(decoded(bytes, {Encoding::tcvn3, false}, {.capital_font = true}), to_upper(text));
  EXPECT_EQ(decoded(encoded("ĂÂÊÔƠƯĐ", Encoding::tcvn3), {Encoding::tcvn3, false}), "ĂÂÊÔƠƯĐ");
}

TEST(LegacyTest, Utf8ReadTwiceComesBack) {
  std::string text;
  for (const std::string& syllable : syllables()) text += syllable + " “" + to_upper(syllable) + "” – ";
  for (const bool latin1 : {false, true}) EXPECT_EQ(decoded(misread(text, latin1), {Encoding::utf8, true}), text);
}

// VIQR has to escape whatever would be read as a mark.
TEST(LegacyTest, ViqrKeepsEveryAsciiText) {
  const std::string_view alphabet = "aduD(^+'`?~.\\ ơđ";
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < alphabet.size(); i += decode_at(alphabet, i).size)
    parts.emplace_back(alphabet.substr(i, decode_at(alphabet, i).size));
  for (const auto& a : parts)
    for (const auto& b : parts)
      for (const auto& c : parts)
        for (const auto& d : parts) {
          const std::string text = a + b + c + d;
          ASSERT_EQ(decoded(encoded(text, Encoding::viqr), {Encoding::viqr, false}), text);
        }
}

TEST(LegacyTest, NamesTheByteThatIsNotDefined) {
  const auto text = decode("ab\x8A", {Encoding::cp1258, false});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, Errc::invalid_input);
  EXPECT_EQ(text.error().at, "2");
  EXPECT_EQ(text.error().message, "byte 0x8A is not cp1258 where it stands, at byte 2");
  EXPECT_FALSE(decode("\xC0", {Encoding::tcvn3, false}));
  const auto mark = decode("b\xF9", {Encoding::vni, false});  // a tone after no vowel
  ASSERT_FALSE(mark);
  EXPECT_EQ(mark.error().at, "1");
}

TEST(LegacyTest, NamesThePlaceInTextThatWasMisread) {
  const auto text = decode("Vi\u00d6t \u0160", {Encoding::tcvn3, true});  // "Vi", 0xD6, "t ", 0x8A
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().at, "6");
  const auto twice = decode("Tiáº¿ng Ã(", {Encoding::utf8, true});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, Errc::invalid_utf8);
}

TEST(LegacyTest, ReplacesOnRequest) {
  EXPECT_EQ(decoded("a\x8A\xFD", {Encoding::cp1258, false}, {.replace = true}), "a\uFFFDư");
  EXPECT_EQ(decoded("b\xF9", {Encoding::vni, false}, {.replace = true}), "b\uFFFD");
  EXPECT_EQ(decoded("a\xFF", {Encoding::viqr, false}, {.replace = true}), "a\uFFFD");
}

TEST(LegacyTest, WhatAnEncodingLacksIsAnError) {
  for (const Encoding encoding :
       {Encoding::tcvn3, Encoding::tcvn5712, Encoding::vni, Encoding::viscii, Encoding::viqr}) {
    const auto bytes = encode("a 漢", encoding);
    ASSERT_FALSE(bytes) << encoding_name(encoding);
    EXPECT_EQ(bytes.error().at, "2");
  }
}

// Whatever the bytes, what comes out is UTF-8, and every byte alone decodes or is named.
TEST(LegacyTest, EveryByteIsTextOrAnError) {
  for (const Encoding encoding : kAll)
    for (int byte = 0; byte < 256; ++byte) {
      const std::string bytes(1, static_cast<char>(byte));
      const auto text = decode(bytes, {encoding, false});
      if (text) {
        EXPECT_FALSE(find_invalid_utf8(*text));
      } else {
        EXPECT_EQ(text.error().at, "0");
      }
      EXPECT_FALSE(find_invalid_utf8(decoded(bytes, {encoding, false}, {.replace = true})));
    }
}

constexpr std::string_view kSentences[] = {
    "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc.",
    "Hôm nay trời mưa to nên chúng tôi ở nhà.",
    "Hà Nội",
    "Điều 5. Trách nhiệm của cơ quan quản lý nhà nước",
    "Bạn có khỏe không? Mình vẫn bình thường.",
    "Nguyễn Thị Thương sinh năm 1975 tại tỉnh Thừa Thiên.",
};

TEST(DetectTest, FindsEveryEncodingRawAndMisread) {
  for (const std::string_view sentence : kSentences)
    for (const Encoding encoding : kEightBit) {
      const std::string bytes = encoded(encoding == Encoding::tcvn3 ? to_lower(sentence) : sentence, encoding);
      EXPECT_EQ(detect(bytes).reading, (Reading{encoding, false})) << sentence << " " << encoding_name(encoding);
      EXPECT_EQ(Detector().next(bytes), (Reading{encoding, false})) << sentence << " " << encoding_name(encoding);
      EXPECT_EQ(detect(misread(bytes, false)).reading, (Reading{encoding, true}))
          << sentence << " " << encoding_name(encoding);
      EXPECT_GT(detect(bytes).confidence, 0.5);
    }
}

TEST(DetectTest, FindsUtf8AndUtf8ReadTwice) {
  for (const std::string_view sentence : kSentences) {
    EXPECT_EQ(detect(sentence).reading, Reading{});
    EXPECT_EQ(detect(sentence).confidence, 1.0);
    EXPECT_EQ(detect(misread(sentence, false)).reading, (Reading{Encoding::utf8, true})) << sentence;
  }
}

TEST(DetectTest, FindsViqr) {
  for (const std::string_view sentence : {kSentences[0], kSentences[1], kSentences[3]})
    EXPECT_EQ(detect(encoded(sentence, Encoding::viqr)).reading, (Reading{Encoding::viqr, false})) << sentence;
}

TEST(DetectTest, LeavesOtherLanguagesAndCodeAsUtf8) {
  for (const std::string_view line : {"déjà vu, l'été à Orléans où l'on naît",
                                      "El niño comió una piña en España",
                                      "Übergrößen für Mädchen",
                                      "það er gott veður á Íslandi",
                                      "São Paulo não é a capital",
                                      "What do you do? I'm o.k. (really)",
                                      "a+b^2 = c(d)",
                                      "for (auto& e : v) e.f(u^1, o+p);",
                                      "naïve café",
                                      "Привет, мир",
                                      "漢字",
                                      "",
                                      "đ",
                                      "là",
                                      "tôi và bạn",
                                      "£5 ± 2 °C · © ®",
                                      "à",
                                      "Zoë Müller ô tô",
                                      "– Còn hai ông này?",
                                      "– Kính chào anh – và em –"}) {
    EXPECT_EQ(detect(line).reading, Reading{}) << line;
    EXPECT_EQ(Detector().next(line), Reading{}) << line;
  }
}

TEST(DetectTest, BytesThatAreNothingStayNothing) {
  EXPECT_EQ(detect("b\xFF\xFE\x80q").reading, Reading{});
  EXPECT_EQ(detect("b\xFF\xFE\x80q").confidence, 0.0);
}

// A line that shows nothing by itself is read as those before it; UTF-8 between them stays.
TEST(DetectTest, RemembersTheLinesBefore) {
  Detector detector;
  for (const std::string_view sentence : kSentences)
    EXPECT_EQ(detector.next(encoded(to_lower(sentence), Encoding::tcvn3)), (Reading{Encoding::tcvn3, false}));
  EXPECT_EQ(detector.next("Tiếng Việt"), Reading{});
  EXPECT_EQ(detector.next("plain"), Reading{});
  EXPECT_EQ(detector.next(encoded("tụi", Encoding::tcvn3)), (Reading{Encoding::tcvn3, false}));
}

TEST(ReadingOfTest, LinesThatAreUtf8AlreadyStay) {
  EXPECT_EQ(reading_of("Tiếng Việt", Encoding::tcvn3), Reading{});
  EXPECT_EQ(reading_of("TiÕng ViÖt", Encoding::tcvn3), (Reading{Encoding::tcvn3, true}));
  EXPECT_EQ(reading_of("Ti\xD5ng Vi\xD6t", Encoding::tcvn3), (Reading{Encoding::tcvn3, false}));
  EXPECT_EQ(reading_of("là và có", Encoding::tcvn3), Reading{});
}

// ươ of VISCII is UTF-8 by chance, of a letter of N'Ko.
TEST(ReadingOfTest, TellsBytesFromCharactersThatTheyHappenToBe) {
  const std::string bytes = encoded("Trương Phương", Encoding::viscii);
  ASSERT_FALSE(find_invalid_utf8(bytes));
  EXPECT_EQ(reading_of(bytes, Encoding::viscii), (Reading{Encoding::viscii, false}));
}
}  // namespace
}  // namespace dau::unicode
