// SPDX-License-Identifier: Apache-2.0
// python_text.cc — Python's white space, letters and lower case on top of the Unicode character database.
#include "eval/python_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "dau/unicode/case.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "unicode/utf8proc_adapter.h"

namespace dau::eval {
namespace {
constexpr char32_t kCapitalSigma = 0x03A3;
constexpr char32_t kSmallSigma = 0x03C3;
constexpr char32_t kFinalSigma = 0x03C2;

// A general category by its two letters.
bool has_category(char32_t c, std::initializer_list<std::string_view> categories) noexcept {
  const std::string_view category = unicode::ucd::general_category(c);
  return std::ranges::find(categories, category) != categories.end();
}

bool between(char32_t c, char32_t first, char32_t last) noexcept { return c >= first && c <= last; }

// Other_Uppercase: capital Roman numerals, and capitals in circles and squares.
bool is_other_upper(char32_t c) noexcept {
  return between(c, 0x2160, 0x216F) || between(c, 0x24B6, 0x24CF) || between(c, 0x1F130, 0x1F149) ||
         between(c, 0x1F150, 0x1F169) || between(c, 0x1F170, 0x1F189);
}

// Other_Lowercase as far as it is neither a modifier letter nor a mark, which are case-ignorable before all.
bool is_other_lower(char32_t c) noexcept {
  return c == 0xAA || c == 0xBA || between(c, 0x2170, 0x217F) || between(c, 0x24D0, 0x24E9);
}

// Word_Break MidLetter, MidNumLet and Single_Quote: the punctuation that stands inside words.
constexpr std::array<char32_t, 17> kInsideWords = {0x27,   0x2E,   0x3A,   0xB7,   0x387,  0x55F,
                                                   0x5F4,  0x2018, 0x2019, 0x2024, 0x2027, 0xFE13,
                                                   0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};

// Case_Ignorable: marks, format characters, modifiers, and that punctuation.
bool is_case_ignorable(char32_t c) noexcept {
  return has_category(c, {"Mn", "Me", "Cf", "Lm", "Sk"}) || std::ranges::binary_search(kInsideWords, c);
}

bool is_cased(char32_t c) noexcept {
  return has_category(c, {"Lu", "Ll", "Lt"}) || is_other_upper(c) || is_other_lower(c);
}

// Whether the first character of [begin, end) that is not case-ignorable is cased.
template <class Iterator>
bool meets_cased(Iterator begin, Iterator end) noexcept {
  const auto found = std::find_if_not(begin, end, is_case_ignorable);
  return found != end && is_cased(*found);
}

// Final_Sigma of the Unicode standard: the last cased letter of a word of several.
bool is_final_sigma(std::u32string_view text, std::size_t at) noexcept {
  const auto before = std::make_reverse_iterator(text.begin() + static_cast<std::ptrdiff_t>(at));
  const auto after = text.begin() + static_cast<std::ptrdiff_t>(at) + 1;
  return meets_cased(before, text.rend()) && !meets_cased(after, text.end());
}
}  // namespace

std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const unicode::CodePoint point = unicode::decode_at(text, i);
    out += point.value;
    i += point.size;
  }
  return out;
}

std::string encode(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t c : text) unicode::append_utf8(out, c);
  return out;
}

bool is_space(char32_t c) noexcept {
  if (c < 0x80) return c == ' ' || between(c, 0x09, 0x0D) || between(c, 0x1C, 0x1F);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || between(c, 0x2000, 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_run_letter(char32_t c) noexcept { return unicode::is_letter(c) || has_category(c, {"Nl", "No"}); }

bool is_digit(char32_t c) noexcept { return has_category(c, {"Nd"}); }

bool is_nonspacing(char32_t c) noexcept { return has_category(c, {"Mn"}); }

bool is_upper(char32_t c) noexcept { return has_category(c, {"Lu"}) || is_other_upper(c); }

std::u32string lower(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == kCapitalSigma) {
      out += is_final_sigma(text, i) ? kFinalSigma : kSmallSigma;
    } else if (text[i] == 0x0130) {  // İ keeps its dot as a mark of its own
      out += U"i\u0307";
    } else {
      out += unicode::to_lower(text[i]);
    }
  }
  return out;
}

std::string lower(std::string_view text) { return encode(lower(decode(text))); }

std::u32string collapse_space(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  bool pending = false;
  for (const char32_t c : text) {
    if (is_space(c)) {
      pending = !out.empty();
    } else {
      if (std::exchange(pending, false)) out += U' ';
      out += c;
    }
  }
  return out;
}

std::vector<std::string> word_runs(std::string_view text) {
  std::vector<std::string> runs;
  std::string run;
  for (const char32_t c : lower(decode(unicode::to_nfc(text)))) {
    if (is_run_letter(c) || is_digit(c)) {
      unicode::append_utf8(run, c);
    } else if (!run.empty()) {
      runs.push_back(std::exchange(run, {}));
    }
  }
  if (!run.empty()) runs.push_back(std::move(run));
  return runs;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const unicode::CodePoint point = unicode::decode_at(text, i);
    if (is_space(point.value)) {
      if (i > begin) parts.push_back(text.substr(begin, i - begin));
      begin = i + point.size;
    }
    i += point.size;
  }
  if (begin < text.size()) parts.push_back(text.substr(begin));
  return parts;
}
}  // namespace dau::eval
