// SPDX-License-Identifier: Apache-2.0
// scan.h — what a reader sees of a line: the text from some place on, and the words that have been said before it.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dau/text/spoken.h"

namespace dau::text::forms {
inline bool digit(char c) { return c >= '0' && c <= '9'; }
inline bool ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool ascii_letter(char c) { return ascii_lower(c) || ascii_upper(c); }
// A byte of a word: a letter of ASCII, or of a character beyond it, but for the blocks of signs, quotation marks and
// emoji (lead bytes C2, E2, E3, EF, F0). Asked at the begin of a character, or inside one that was found to be of a
// word.
inline bool word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return ascii_letter(c) || (byte >= 0x80 && byte != 0xC2 && byte != 0xE2 && byte != 0xE3 && byte < 0xEF);
}
// The character that ends before `i` is of a word.
inline bool word_before(std::string_view text, std::size_t i) {
  if (i == 0) return false;
  do --i;
  while (i > 0 && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80);
  return word_byte(text[i]);
}

// The readers look at this many bytes around a span at most, so that the work on a line is linear.
inline constexpr std::size_t kNear = 64;

struct Scan {
  std::string_view text;  // the line, NFC
  std::string_view said;  // what the line before the place has become
  const SpokenOptions& options;
  bool after_date = false;  // a date was said before, and only a joint (và, a comma) since

  bool nemo() const { return options.convention == FormConvention::nemo; }
  char at(std::size_t i) const { return i < text.size() ? text[i] : '\0'; }
  std::size_t digits_from(std::size_t i) const {
    while (digit(at(i))) ++i;
    return i;
  }
  bool starts(std::size_t i, std::string_view what) const {
    return text.substr(std::min(i, text.size())).starts_with(what);
  }
  std::size_t skip_space(std::size_t i) const { return at(i) == ' ' ? i + 1 : i; }
  // A hyphen, minus, or dash at `i`: its size, else 0.
  std::size_t dash(std::size_t i) const;
  // The letters from `i` on (no further than kNear).
  std::string_view word_from(std::size_t i) const;
  // The character before `i` in the line is a letter or digit (or `i` stands inside one).
  bool inside_word(std::size_t i) const {
    if (i >= 2 && text[i - 1] == 'x' && digit(text[i - 2])) return false;  // the 3 of 5x3
    return i > 0 && (digit(text[i - 1]) || word_before(text, i));
  }

  // The last words said, in lower case, nearest first; empty where there is none, or a mark other than a space, or (for
  // the first only) a colon, stands between.
  std::array<std::string, 4> before() const;
};

// The words said before a place, asked for often by the readers of one span.
class Before {
 public:
  explicit Before(const Scan& scan) : words_(scan.before()) {}
  const std::string& last() const { return words_[0]; }
  // The last words are `phrase` (one to four words with single spaces).
  bool is(std::string_view phrase) const;
  template <std::size_t N>
  bool any(const std::array<std::string_view, N>& phrases) const {
    for (const std::string_view phrase : phrases)
      if (is(phrase)) return true;
    return false;
  }

 private:
  std::array<std::string, 4> words_;
};

// What a reader makes of the text from a place on; with no words, it stays as it is.
struct Reading {
  std::size_t end = 0;
  FormKind kind = FormKind::cardinal;
  std::string words = {};
};
using MaybeReading = std::optional<Reading>;

// A number as it is written: [begin, end) with its sign, points and all.
struct Number {
  std::size_t end = 0;
  bool negative = false;
  std::string digits;  // of the whole part
  std::string fraction;
  char point = 0;  // ',' or '.' before the fraction
  bool grouped = false;

  bool whole() const { return point == 0; }
  long value() const { return digits.size() > 9 ? -1 : std::stol(digits); }
};
// The number at `at`, which is a digit or a sign before one.
std::optional<Number> number_at(const Scan& scan, std::size_t at);
std::string say(const Number& number, const SpokenOptions& options);

inline FormKind kind_of(const Number& number) { return number.whole() ? FormKind::cardinal : FormKind::decimal; }

// An amount: a number or fraction with what belongs to it, as a magnitude (10tr), a currency or a unit. False when
// there is none.
struct Amount {
  Reading reading = {};
  Number number = {};
  bool bare = true;  // nothing belongs to it

  explicit operator bool() const { return reading.end > 0; }
};
Amount amount_at(const Scan& scan, std::size_t at);
std::optional<Reading> unit_at(const Scan& scan, std::size_t at);  // its reading; kind measure or percent
std::optional<Reading> per_unit_at(const Scan& scan, std::size_t at, bool money);
std::optional<Reading> currency_at(const Scan& scan, std::size_t at);  // behind a number

// One for each kind; nothing where the text is not of that kind.
MaybeReading time_at(const Scan& scan, std::size_t at);
MaybeReading date_at(const Scan& scan, std::size_t at);
MaybeReading ratio_at(const Scan& scan, std::size_t at);
MaybeReading short_date_at(const Scan& scan, std::size_t at);  // T5/2024, Q1/2024
MaybeReading range_at(const Scan& scan, std::size_t at);
MaybeReading ordinal_at(const Scan& scan, std::size_t at);
MaybeReading phone_at(const Scan& scan, std::size_t at);
MaybeReading fraction_at(const Scan& scan, std::size_t at);
MaybeReading vulgar_fraction_at(const Scan& scan, std::size_t at);  // ½ and its like
bool numbered(const Scan& scan);  // behind số, nhà, hẻm …: 12/3 is no fraction and no day
MaybeReading document_at(const Scan& scan, std::size_t at);
MaybeReading code_at(const Scan& scan, std::size_t at);  // letters and digits side by side; the last resort for digits
MaybeReading roman_at(const Scan& scan, std::size_t at);
MaybeReading acronym_at(const Scan& scan, std::size_t at);
MaybeReading abbreviation_at(const Scan& scan, std::size_t at);
MaybeReading electronic_at(const Scan& scan, std::size_t at);
MaybeReading sign_at(const Scan& scan, std::size_t at);
bool is_address(std::string_view text);  // a URL, host or e-mail address, as a whole

// The name of a letter: "Q" → "quy"; the letter itself when it has none.
void append_letters(std::string& out, std::string_view letters);
// Letters of a code as acronym_at would read them alone: those of no acronym stay.
void append_code_letters(std::string& out, std::string_view letters);
void append_word(std::string& out, std::string_view word);
}  // namespace dau::text::forms
