// SPDX-License-Identifier: Apache-2.0
// metrics_test.cc — every metric with values counted by hand.
#include "dau/eval/metrics.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "eval/letters.h"
#include "eval/python_text.h"

namespace dau::eval {
namespace {
TEST(RatioTest, OfNothingIsZero) {
  EXPECT_EQ((Ratio{0, 0}).value(), 0.0);
  EXPECT_EQ((Ratio{1, 4}).value(), 0.25);
}

TEST(NormalizePunctTest, JoinsPunctuationToItsWords) {
  EXPECT_EQ(normalize_punct("nói : \" Tôi \" ."), "nói:\"Tôi\".");
  EXPECT_EQ(normalize_punct(" ( a ) , b … "), "(a), b…");
  EXPECT_EQ(normalize_punct("« a »"), "«a»");
}

// A straight quote both closes and opens.
TEST(NormalizePunctTest, TakesTheSpaceOnBothSidesOfAQuote) { EXPECT_EQ(normalize_punct("a \" b"), "a\"b"); }

TEST(NormalizePunctTest, CollapsesEveryKindOfWhiteSpace) {
  EXPECT_EQ(normalize_punct("\x1c a\u00a0\u2003b\r\n"), "a b");
  EXPECT_EQ(normalize_punct("a\u0085b\u3000c\x1f"), "a b c");
  EXPECT_EQ(normalize_punct("a\u200bb"), "a\u200bb");  // zero width, but not white space
}

TEST(NormalizePunctTest, ComposesNfd) { EXPECT_EQ(normalize_punct("Vie\u0323\u0302t"), "Việt"); }

TEST(StripDiacriticsTest, LeavesBaseLetters) {
  EXPECT_EQ(strip_diacritics("Hợp đồng số 02/HĐ/2025"), "Hop dong so 02/HD/2025");
  EXPECT_EQ(strip_diacritics("señor garçon"), "senor garcon");
}

TEST(HasDiacriticsTest, AsksForVietnameseOnes) {
  EXPECT_TRUE(has_diacritics("đi"));
  EXPECT_TRUE(has_diacritics("he\u0301"));
  EXPECT_TRUE(has_diacritics("Ỹ"));
  EXPECT_FALSE(has_diacritics("di 1"));
  EXPECT_FALSE(has_diacritics("ñ"));  // a tone, but not on a vowel
  EXPECT_FALSE(has_diacritics("ü"));
  EXPECT_FALSE(has_diacritics("ά"));
  EXPECT_FALSE(has_diacritics(""));
}

TEST(SplitCharTest, TakesATildeForATone) {
  EXPECT_EQ(split_char(U'Ấ'), (CharParts{{U'a'}, 0x302, 0x301, true}));
  EXPECT_EQ(split_char(U'Đ'), (CharParts{{U'd'}, U'đ', 0, true}));
  EXPECT_EQ(split_char(U'ñ'), (CharParts{{U'n'}, 0, 0x303, false}));
  EXPECT_EQ(split_char(U'ç'), (CharParts{{U'c', 0x327}, 0, 0, false}));
  EXPECT_EQ(split_char(U'Ṍ'), (CharParts{{U'o', 0x301}, 0, 0x303, true}));  // the second tone stays with the base
}

TEST(LowerTest, IsThatOfPython) {
  EXPECT_EQ(lower("ΟΔΥΣΣΕΥΣ ΑΣ. Σ"), "οδυσσευς ας. σ");
  EXPECT_EQ(lower("İĐẤ"), "i\u0307đấ");
}

TEST(NomWordsTest, StopsAtTheShorterSide) {
  const NomWords counts = nom_words("a b c d", "a b x");
  EXPECT_EQ(counts.accuracy(), (Ratio{2, 3}));
  EXPECT_EQ(counts.sentence_exact(), (Ratio{0, 1}));
}

TEST(NomWordsTest, AnInsertedTokenShiftsTheRest) { EXPECT_EQ(nom_words("a z b c", "a b c").accuracy(), (Ratio{1, 3})); }

TEST(NomWordsTest, ComparesNormalForms) {
  const NomWords counts = nom_words("no\u0301i : a", "nói: a");
  EXPECT_EQ(counts.accuracy(), (Ratio{2, 2}));
  EXPECT_EQ(counts.exact, 1u);
}

TEST(NomWordsTest, FoldsTheTonePlacementWhenAsked) {
  EXPECT_EQ(nom_words("hoà Thoả UỶ toán", "hòa Thỏa ỦY toàn").accuracy(), (Ratio{0, 4}));
  EXPECT_EQ(nom_words("hoà Thoả UỶ toán", "hòa Thỏa ỦY toàn", Placement::folded).accuracy(), (Ratio{3, 4}));
}

TEST(NomWordsTest, AddsUpOverSentences) {
  const std::vector<std::string> preds = {"a b", ""}, golds = {"a c", ""};
  const NomWords counts = nom_words(preds, golds);
  EXPECT_EQ(counts.accuracy(), (Ratio{1, 2}));
  EXPECT_EQ(counts.sentence_exact(), (Ratio{1, 2}));
}

TEST(NomDiacriticsTest, CountsMarkedGoldTokensOfTheRawTexts) {
  EXPECT_EQ(nom_diacritics("tôi di hoc", "tôi đi học").recall(), (Ratio{1, 3}));
  EXPECT_EQ(nom_diacritics("to\u0302i a", "tôi a").recall(), (Ratio{0, 1}));  // NFD is not equal here
  EXPECT_EQ(nom_diacritics("tôi .", "tôi.").recall(), (Ratio{0, 1}));         // nor are spaces
}

TEST(NomErrorsTest, ClassifiesByPosition) {
  const NomErrors errors = nom_errors("tôi viet vịet di khac thua", "tôi việt việt đi khác");
  EXPECT_EQ(errors.correct, 1u);
  EXPECT_EQ(errors.missed_diacritic, 2u);  // viet, khac
  EXPECT_EQ(errors.wrong_tone, 1u);
  EXPECT_EQ(errors.base_char, 1u);  // di for đi
  EXPECT_EQ(errors.extra_word, 1u);
  EXPECT_EQ(errors.missing_word, 0u);
}

TEST(NomErrorsTest, ACapitalHidesAMissedDiacritic) {
  EXPECT_EQ(nom_errors("Viet", "Việt").wrong_tone, 1u);
  EXPECT_EQ(nom_errors("a", "a b c").missing_word, 2u);
}

TEST(AlignedWordsTest, AnInsertedTokenCostsOne) {
  const AlignedWords counts = aligned_words("a z b c", "a b c");
  EXPECT_EQ(counts.accuracy(), (Ratio{3, 4}));
  EXPECT_EQ(counts.error_rate(), (Ratio{1, 3}));
  EXPECT_EQ(counts.inserted, 1u);
}

TEST(AlignedWordsTest, PrefersToPairTokensOfTheSameLetters) {
  const AlignedWords counts = aligned_words("x hoc", "học");  // one substitution and one insertion, whichever way
  EXPECT_EQ(counts.substituted, 1u);
  EXPECT_EQ(counts.inserted, 1u);
  EXPECT_EQ(counts.diacritic_recall(), (Ratio{0, 1}));
}

TEST(AlignedWordsTest, CountsWhatIsMissing) {
  const AlignedWords counts = aligned_words("đi", "tôi đi học");
  EXPECT_EQ(counts.deleted, 2u);
  EXPECT_EQ(counts.accuracy(), (Ratio{1, 3}));
  EXPECT_EQ(counts.diacritic_recall(), (Ratio{1, 3}));
}

TEST(AlignedWordsTest, FindsAShiftLongerThanItsFirstBand) {
  std::string gold, pred;
  for (int i = 0; i < 60; ++i) gold += "w" + std::to_string(i) + " ";
  for (int i = 0; i < 60; ++i) pred += "w" + std::to_string((i + 20) % 60) + " ";
  const AlignedWords counts = aligned_words(pred, gold);
  EXPECT_EQ(counts.matched, 40u);
  EXPECT_EQ(counts.deleted, 20u);
  EXPECT_EQ(counts.inserted, 20u);
}

TEST(AlignedWordsTest, FoldsTheTonePlacementWhenAsked) {
  EXPECT_EQ(aligned_words("x hoà", "hòa", Placement::folded).accuracy(), (Ratio{1, 2}));
}

TEST(SyllablesTest, LeavesOutDigitsPunctuationAndCase) {
  EXPECT_EQ(syllables("TÔI, 12 di-hoc", "tôi 13: đi_học").accuracy(), (Ratio{1, 3}));
  EXPECT_EQ(syllables("a x b", "a b").accuracy(), (Ratio{2, 2}));  // aligned
}

TEST(CharactersTest, PutsEachEditInOneClass) {
  const Characters counts = characters("toi yeu Viêt Nạm l", "tôi yêu Việt Nam 1");
  EXPECT_EQ(counts.mark, 2u);  // o/ô, e/ê
  EXPECT_EQ(counts.tone, 2u);  // ê/ệ, ạ/a
  EXPECT_EQ(counts.base, 1u);  // l/1
  EXPECT_EQ(counts.edits(), 5u);
  EXPECT_EQ(counts.gold, 18u);
  EXPECT_EQ(counts.base_error_rate(), (Ratio{1, 18}));
}

TEST(CharactersTest, TellsToneFromMarkFromCase) {
  EXPECT_EQ(characters("á", "Ậ").tone_mark, 1u);
  EXPECT_EQ(characters("A", "a").letter_case, 1u);
  EXPECT_EQ(characters("d", "đ").mark, 1u);
  EXPECT_EQ(characters("ab", "a").inserted, 1u);
  EXPECT_EQ(characters("", "ab").deleted, 2u);
}
}  // namespace
}  // namespace dau::eval
