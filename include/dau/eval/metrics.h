// SPDX-License-Identifier: Apache-2.0
// metrics.h — how well diacritics were restored: counts and ratios over pairs of prediction and gold text.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "dau/api.h"
#include "dau/eval/ratio.h"

// Every metric is a sum of counts over sentences and a ratio of such sums, so that the counts of any set of sentences
// are added with +=. All texts are well-formed UTF-8 in any normalisation form; `preds` and `golds` are of equal size.
// All functions are pure; any number of threads may call them.
// Source: docs/methods/metrics.md, which gives the weaknesses of each; the numbers equal those of the reference
// implementation in tests/eval/reference/metrics.py.
namespace dau::eval {
using Texts = std::span<const std::string>;

// Whether hoà and hòa are two spellings or one: `folded` writes both texts in the old style before comparing them.
enum class Placement : std::uint8_t { as_written, folded };

// NFC; no white space before ,.;:!?)]}"'»… and none after ([{"'«; each other run of white space one space; trimmed.
DAU_API std::string normalize_punct(std::string_view text);

// Base letters only: NFD without non-spacing marks, đ → d. Unlike unicode::strip_marks it takes the marks of other
// languages too (ñ → n), because the metrics are defined so.
DAU_API std::string strip_diacritics(std::string_view text);

// True when the text has đ or a vowel a e i o u y with a Vietnamese tone or mark.
DAU_API bool has_diacritics(std::string_view text);

// ---- as the nom-vn toolkit defines them: tokens (separated by white space) compared by position, up to the end of
// the shorter side, so that surplus and missing tokens at the end are free and one inserted token shifts the rest.

struct NomWords {
  std::uint64_t sentences = 0;
  std::uint64_t exact = 0;    // sentences equal after normalize_punct
  std::uint64_t tokens = 0;   // pairs compared
  std::uint64_t correct = 0;  // pairs equal

  Ratio accuracy() const noexcept { return {correct, tokens}; }
  Ratio sentence_exact() const noexcept { return {exact, sentences}; }
  NomWords& operator+=(const NomWords& other) noexcept;
};
DAU_API NomWords nom_words(std::string_view pred, std::string_view gold, Placement placement = Placement::as_written);
DAU_API NomWords nom_words(Texts preds, Texts golds, Placement placement = Placement::as_written);

// Tokens of the raw texts, neither normalised nor cleared of spaces before punctuation.
struct NomDiacritics {
  std::uint64_t marked = 0;    // gold tokens with a diacritic that have a partner
  std::uint64_t restored = 0;  // of these, equal byte for byte

  Ratio recall() const noexcept { return {restored, marked}; }
  NomDiacritics& operator+=(const NomDiacritics& other) noexcept;
};
DAU_API NomDiacritics nom_diacritics(std::string_view pred, std::string_view gold);
DAU_API NomDiacritics nom_diacritics(Texts preds, Texts golds);

struct NomErrors {
  std::uint64_t correct = 0;
  std::uint64_t missed_diacritic = 0;  // the gold token without marks and in lower case
  std::uint64_t wrong_tone = 0;        // the same letters, marked in another way (or in another case)
  std::uint64_t base_char = 0;         // other letters; đ and d count as two letters here
  std::uint64_t extra_word = 0;        // tokens past the end of the gold sentence
  std::uint64_t missing_word = 0;      // gold tokens past the end of the prediction

  NomErrors& operator+=(const NomErrors& other) noexcept;
  friend bool operator==(const NomErrors&, const NomErrors&) = default;
};
DAU_API NomErrors nom_errors(std::string_view pred, std::string_view gold);
DAU_API NomErrors nom_errors(Texts preds, Texts golds);

// ---- with those loopholes closed: an optimal alignment takes the place of the position.

// Tokens after normalize_punct. Cost: time and memory O(tokens × edits) a sentence.
struct AlignedWords {
  std::uint64_t sentences = 0;
  std::uint64_t exact = 0;    // sentences equal after normalize_punct
  std::uint64_t gold = 0;     // gold tokens
  std::uint64_t longer = 0;   // per sentence the larger of gold and predicted tokens
  std::uint64_t matched = 0;  // gold tokens found again
  std::uint64_t substituted = 0;
  std::uint64_t deleted = 0;   // gold tokens without a partner
  std::uint64_t inserted = 0;  // predicted tokens without a partner
  std::uint64_t marked = 0;    // gold tokens that carry a diacritic
  std::uint64_t marked_matched = 0;

  Ratio accuracy() const noexcept { return {matched, longer}; }
  Ratio error_rate() const noexcept { return {substituted + deleted + inserted, gold}; }
  Ratio diacritic_recall() const noexcept { return {marked_matched, marked}; }
  Ratio sentence_exact() const noexcept { return {exact, sentences}; }
  AlignedWords& operator+=(const AlignedWords& other) noexcept;
};
DAU_API AlignedWords aligned_words(std::string_view pred, std::string_view gold,
                                   Placement placement = Placement::as_written);
DAU_API AlignedWords aligned_words(Texts preds, Texts golds, Placement placement = Placement::as_written);

// Runs of letters in lower case; digits and punctuation do not count. By position when both sides have equally many,
// else aligned.
struct Syllables {
  std::uint64_t gold = 0;
  std::uint64_t matched = 0;

  Ratio accuracy() const noexcept { return {matched, gold}; }
  Syllables& operator+=(const Syllables& other) noexcept;
};
DAU_API Syllables syllables(std::string_view pred, std::string_view gold);
DAU_API Syllables syllables(Texts preds, Texts golds);

// Character edits of an optimal alignment (NFC, runs of white space one space, trimmed), each in exactly one class.
// Cost: time and memory O(characters × edits) a sentence.
struct Characters {
  std::uint64_t gold = 0;         // gold characters
  std::uint64_t inserted = 0;     // surplus in the prediction
  std::uint64_t deleted = 0;      // missing from it
  std::uint64_t base = 0;         // other base letter: a/o, l/1
  std::uint64_t tone = 0;         // same base and mark: á/à
  std::uint64_t mark = 0;         // same base and tone: a/â, d/đ, ấ/ắ
  std::uint64_t tone_mark = 0;    // same base: a/ấ
  std::uint64_t letter_case = 0;  // upper or lower case only
  std::uint64_t base_gold = 0;    // gold characters after strip_diacritics
  std::uint64_t base_edits = 0;   // Levenshtein distance after strip_diacritics on both sides

  std::uint64_t diacritic_edits() const noexcept { return tone + mark + tone_mark; }
  std::uint64_t edits() const noexcept { return inserted + deleted + base + diacritic_edits() + letter_case; }
  Ratio error_rate() const noexcept { return {edits(), gold}; }
  Ratio diacritic_error_rate() const noexcept { return {diacritic_edits(), gold}; }
  Ratio base_error_rate() const noexcept { return {base_edits, base_gold}; }
  Characters& operator+=(const Characters& other) noexcept;
};
DAU_API Characters characters(std::string_view pred, std::string_view gold);
DAU_API Characters characters(Texts preds, Texts golds);
// ---- segmentation: texts whose words stand between white space, their syllables joined by "_".

// Words compared as spans of characters that are neither white space nor "_" (a word that is "_" alone counts as one).
struct Segmentation {
  std::uint64_t equal = 0;   // words of the prediction that are words of the gold text
  std::uint64_t found = 0;   // words of the prediction
  std::uint64_t wanted = 0;  // words of the gold text

  Ratio precision() const noexcept { return {equal, found}; }
  Ratio recall() const noexcept { return {equal, wanted}; }
  Ratio f1() const noexcept { return {2 * equal, found + wanted}; }
  Segmentation& operator+=(const Segmentation& other) noexcept;
};
DAU_API Segmentation segmentation(std::string_view pred, std::string_view gold);
DAU_API Segmentation segmentation(Texts preds, Texts golds);

// The text with every syllable a word of its own: "_" inside a word becomes a space.
DAU_API std::string split_words(std::string_view text);
}  // namespace dau::eval
