// SPDX-License-Identifier: Apache-2.0
// number.cc — numbers as they are written: 1.234,5 −3 1,000,000; and 1.000 (a thousand) beside 3.14 (a decimal).
#include "text/forms/cardinal.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
// Three digits behind a separator at `i`, and no fourth.
bool group_at(const Scan& scan, std::size_t i, char separator) {
  return scan.at(i) == separator && digit(scan.at(i + 1)) && digit(scan.at(i + 2)) && digit(scan.at(i + 3)) &&
         !digit(scan.at(i + 4));
}

// 1,234.56, as English writes it.
bool english_cents(const Scan& scan, std::size_t i) {
  return scan.at(i) == '.' && digit(scan.at(i + 1)) && digit(scan.at(i + 2)) && !digit(scan.at(i + 3));
}

// Takes the groups behind a first part of one to three digits: 1.000 or 1,000,000. A single comma group is a decimal
// (60,240), but for ,000, which no one writes behind a decimal comma.
void take_groups(const Scan& scan, std::size_t begin, Number& number) {
  const std::size_t size = number.end - begin;
  if (size > 3 || scan.at(begin) == '0') return;
  for (const char separator : {'.', ','}) {
    std::size_t end = number.end;
    while (group_at(scan, end, separator)) end += 4;
    const std::size_t groups = (end - number.end) / 4;
    if (groups == 0) continue;
    if (separator == ',' &&
        (scan.nemo() || (groups == 1 && scan.text.substr(number.end, 4) != ",000" && !english_cents(scan, end))))
      continue;
    // 1.234.5 is no number, and 192.168.100.1 none either.
    if (scan.at(end) == separator && digit(scan.at(end + 1))) continue;
    number.end = end;
    number.grouped = true;
    return;
  }
}

void take_fraction(const Scan& scan, Number& number) {
  const char point = scan.at(number.end);
  if ((point != ',' && point != '.') || !digit(scan.at(number.end + 1))) return;
  const std::size_t end = scan.digits_from(number.end + 1);
  // 1.2.3 and 1,2,3 are lists or versions.
  if (scan.at(end) == point && digit(scan.at(end + 1))) return;
  number.point = point;
  number.fraction = scan.text.substr(number.end + 1, end - number.end - 1);
  number.end = end;
}

bool sign_may_stand(const Scan& scan, std::size_t at) {
  if (at == 0) return true;
  const char c = scan.text[at - 1];
  return c == ' ' || c == '(' || c == '\t' || c == '=' || c == ':' || c == ';' || c == '^';
}
}  // namespace

std::optional<Number> number_at(const Scan& scan, std::size_t at) {
  Number number;
  std::size_t begin = at;
  if (const std::size_t minus = scan.dash(at); minus > 0) {
    if (!sign_may_stand(scan, at)) return std::nullopt;
    number.negative = true;
    begin += minus;
  }
  if (!digit(scan.at(begin))) return std::nullopt;
  number.end = scan.digits_from(begin);
  take_groups(scan, begin, number);
  for (std::size_t i = begin; i < number.end; ++i)
    if (digit(scan.text[i])) number.digits += scan.text[i];
  take_fraction(scan, number);
  return number;
}

std::string say(const Number& number, const SpokenOptions& options) {
  std::string words = number.negative ? "âm" : "";
  append_cardinal(words, number.digits, options);
  if (number.whole()) return words;
  append_word(words, number.point == ',' ? "phẩy" : "chấm");
  // 8,25 is said tám phẩy hai mươi lăm; 8,05 and 8,125 digit by digit.
  const bool pair = number.fraction.size() == 2 && number.fraction[0] != '0' && number.fraction != "10";
  if (pair && options.convention == FormConvention::standard)
    append_cardinal(words, number.fraction, options);
  else
    append_digits(words, number.fraction);
  return words;
}
}  // namespace dau::text::forms
