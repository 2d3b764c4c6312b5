// SPDX-License-Identifier: Apache-2.0
// document.cc — numbers of documents (134/2025/QH15), plates (51F-123.45), codes (A4, H5N1), houses (12/3B).
#include <algorithm>

#include "dau/unicode/case.h"
#include "text/forms/cardinal.h"
#include "text/forms/lexicon.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
// Short numbers as numbers, long ones and those with a zero in front digit by digit.
void say_digits(std::string& words, std::string_view digits, const SpokenOptions& options) {
  if (digits.size() > 4 || (digits.size() > 1 && digits[0] == '0'))
    append_digits(words, digits);
  else
    append_cardinal(words, digits, options);
}

bool upper_letters(std::string_view word) { return unicode::to_upper(word) == word && unicode::to_lower(word) != word; }

// A run of letters of a document number: QH, NĐ, or letter by letter.
void say_part(std::string& words, std::string_view part) {
  if (const auto found = documents().find(part); found != documents().end())
    append_word(words, found->second.reading);
  else
    append_letters(words, part);
}

// The parts behind the numbers: letters, digits, hyphens, slashes, & — "QH15", "NĐ-CP", "TTLT-BTC-BKHĐT".
std::size_t symbol_end(const Scan& scan, std::size_t i) {
  const std::size_t begin = i;
  while (i - begin < kNear) {
    const char c = scan.at(i);
    const bool joint =
        (c == '-' || c == '/' || c == '.' || c == '&') && (word_byte(scan.at(i + 1)) || digit(scan.at(i + 1)));
    if (!word_byte(c) && !digit(c) && !joint) break;
    ++i;
  }
  return i;
}

std::string say_symbol(std::string_view symbol, const SpokenOptions& options) {
  std::string words;
  for (std::size_t i = 0; i < symbol.size();) {
    std::size_t end = i;
    if (digit(symbol[i])) {
      while (end < symbol.size() && digit(symbol[end])) ++end;
      say_digits(words, symbol.substr(i, end - i), options);
    } else if (word_byte(symbol[i])) {
      while (end < symbol.size() && word_byte(symbol[end])) ++end;
      say_part(words, symbol.substr(i, end - i));
    } else {
      if (symbol[i] == '/')
        append_word(words, "trên");
      else if (symbol[i] == '&')
        append_word(words, "và");
      end = i + 1;
    }
    i = end;
  }
  return words;
}

// 18-NQ/TW, 05-CT/TW: the numbers of the Party.
MaybeReading party_number_at(const Scan& scan, std::size_t at) {
  const std::size_t end = scan.digits_from(at);
  if (end == at || end - at > 4 || scan.at(end) != '-') return std::nullopt;
  const std::size_t behind = symbol_end(scan, end + 1);
  const std::string_view symbol = scan.text.substr(end + 1, behind - end - 1);
  const std::size_t slash = symbol.find('/');
  if (slash == symbol.npos || slash < 2 || !documents().contains(symbol.substr(0, slash))) return std::nullopt;
  std::string words;
  say_digits(words, scan.text.substr(at, end - at), scan.options);
  append_word(words, say_symbol(symbol, scan.options));
  return Reading{behind, FormKind::document, words};
}

// 134/2025/QH15, 15/NQ-CP.
MaybeReading law_at(const Scan& scan, std::size_t at) {
  std::size_t end = scan.digits_from(at);
  if (end == at || end - at > 6 || scan.at(end) != '/') return std::nullopt;
  std::string words;
  say_digits(words, scan.text.substr(at, end - at), scan.options);
  std::size_t next = end + 1;
  if (const std::size_t year = scan.digits_from(next); year - next == 4 && scan.at(year) == '/') {
    append_word(words, "trên");
    append_cardinal(words, scan.text.substr(next, 4), scan.options);
    next = year + 1;
  }
  const std::size_t symbols = symbol_end(scan, next);
  const std::string_view symbol = scan.text.substr(next, symbols - next);
  std::size_t letters = 0;
  while (letters < symbol.size() && word_byte(symbol[letters])) ++letters;
  if (letters < 2) return std::nullopt;
  const std::string_view head = symbol.substr(0, letters);
  if (!upper_letters(head) && !documents().contains(head)) return std::nullopt;
  append_word(words, "trên");
  append_word(words, say_symbol(symbol, scan.options));
  return Reading{symbols, FormKind::document, words};
}

// 51F-123.45, 30A-12345, 59-X1 123.45: the province, the letters, then digit by digit.
MaybeReading plate_at(const Scan& scan, std::size_t at) {
  const std::size_t end = scan.digits_from(at);
  if (end - at != 2) return std::nullopt;
  std::size_t i = end;
  if (scan.at(i) == '-') ++i;
  const std::size_t letters = i;
  while (i - letters < 2 && ascii_upper(scan.at(i))) ++i;
  if (i == letters) return std::nullopt;
  const std::string_view series = scan.text.substr(letters, i - letters);
  const bool digit_of_series = digit(scan.at(i)) && (scan.at(i + 1) == '-' || scan.at(i + 1) == ' ');
  const std::size_t series_digit = i;
  if (digit_of_series) ++i;
  if (scan.at(i) == '-' || scan.at(i) == ' ')
    ++i;
  else
    return std::nullopt;
  const std::size_t first = scan.digits_from(i);
  std::string number(scan.text.substr(i, first - i));
  std::size_t behind = first;
  if (number.size() == 3 && scan.at(first) == '.' && scan.digits_from(first + 1) - first == 3) {
    behind = first + 3;
    number += scan.text.substr(first + 1, 2);
  }
  if (number.size() < 4 || number.size() > 5 || word_byte(scan.at(behind)) || digit(scan.at(behind)))
    return std::nullopt;
  std::string words = cardinal(scan.text.substr(at, 2), scan.options);
  append_letters(words, series);
  if (digit_of_series) append_digits(words, scan.text.substr(series_digit, 1));
  append_digits(words, number);
  return Reading{behind, FormKind::document, words};
}
}  // namespace

MaybeReading document_at(const Scan& scan, std::size_t at) {
  if (scan.nemo() || scan.inside_word(at)) return std::nullopt;
  if (auto law = law_at(scan, at)) return law;
  if (auto party = party_number_at(scan, at)) return party;
  return plate_at(scan, at);
}

// What is left: 12/3B, 4G, A4, H5N1, 1.2.3, 192.168.1.1, 007. Letters stay as they are; each number is read.
MaybeReading code_at(const Scan& scan, std::size_t at) {
  // 1st, 2nd: English stays.
  const std::size_t number_end = scan.digits_from(at);
  const std::string_view ending = scan.word_from(number_end);
  if (number_end > at && (ending == "st" || ending == "nd" || ending == "rd" || ending == "th"))
    return Reading{number_end + 2, FormKind::ordinal, {}};
  Reading reading{at, FormKind::document, {}};
  std::size_t i = at;
  bool slash = false;
  while (i < scan.text.size()) {
    const char c = scan.at(i);
    if (digit(c)) {
      const std::size_t end = scan.digits_from(i);
      say_digits(reading.words, scan.text.substr(i, end - i), scan.options);
      i = end;
    } else if (ascii_letter(c) && i - at < kNear) {
      const std::size_t begin = i;
      while (ascii_letter(scan.at(i))) ++i;
      append_code_letters(reading.words, scan.text.substr(begin, i - begin));
    } else if ((c == '.' || c == '/') && i > at && digit(scan.at(i + 1)) && digit(scan.text[i - 1]) && i - at < kNear) {
      append_word(reading.words, c == '.' ? "chấm" : "trên");
      slash |= c == '/';
      ++i;
    } else {
      break;
    }
  }
  reading.end = i;
  if (slash) reading.kind = FormKind::address;
  return reading;
}
}  // namespace dau::text::forms
