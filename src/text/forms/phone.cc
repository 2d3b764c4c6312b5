// SPDX-License-Identifier: Apache-2.0
// phone.cc — telephone numbers, and other numbers that are said digit by digit: accounts, identity cards, 007.
#include <array>

#include "text/forms/cardinal.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
constexpr std::array<std::string_view, 17> kPhoneWords = {
    "điện thoại", "thoại", "đt",  "sđt", "tel",  "phone", "mobile",  "hotline", "tổng đài",
    "gọi",        "đài",   "máy", "fax", "zalo", "alo",   "di động", "liên hệ"};
constexpr std::array<std::string_view, 17> kCodeWords = {
    "tài khoản", "stk",      "cmnd",    "cccd",    "căn cước", "công dân",     "mã số",       "mã",     "pin",
    "otp",       "nhân dân", "số hiệu", "mã vạch", "số thẻ",   "mã giao dịch", "mã đơn hàng", "vận đơn"};

// One of `words` stands before, be it with là or số between: mã OTP là, tài khoản số.
template <std::size_t N>
bool called(const Before& before, const std::array<std::string_view, N>& words) {
  if (before.any(words)) return true;
  if (before.last() != "là" && before.last() != "số") return false;
  for (const std::string_view word : words)
    if (before.is(std::string(word) + " " + before.last())) return true;
  return false;
}

struct Run {
  std::string digits;
  std::size_t end = 0;
  std::size_t groups = 0, first = 0, shortest = 99;
};

// Digits in groups with one space, point or hyphen between, at most 15 digits.
Run run_at(const Scan& scan, std::size_t i) {
  Run run;
  while (run.groups < 7) {
    const std::size_t end = scan.digits_from(i);
    if (end == i || run.digits.size() + (end - i) > 19) break;
    run.digits.append(scan.text, i, end - i);
    run.shortest = std::min(run.shortest, end - i);
    if (run.groups++ == 0) run.first = end - i;
    run.end = end;
    const char c = scan.at(end);
    if (c != ' ' && c != '.' && c != '-') break;
    i = end + 1;
  }
  return run;
}

bool phone_shape(const Run& run) {
  const std::size_t size = run.digits.size();
  if (run.digits[0] == '0' && size >= 10 && size <= 11)
    return run.groups == 1 || (run.groups <= 5 && run.shortest >= 2 && run.first >= 2);
  const bool service = run.digits.starts_with("1900") || run.digits.starts_with("1800");
  return service && (size == 8 || size == 10) && run.groups > 1 && run.first == 4;
}
}  // namespace

namespace {
// Digits whose rest is not shown: 1903xxxx, 3825 xxxx, xxxx 1234.
bool masked(const Scan& scan, std::size_t at, std::size_t end) {
  const std::string_view shown = scan.text.substr(0, at);
  if (shown.ends_with("xx ") || shown.ends_with("XX ") || shown.ends_with("** ")) return true;
  const std::size_t begin = scan.skip_space(end);
  for (const std::string_view mask : {"xx", "XX", "**"})
    if (scan.starts(begin, mask)) return true;
  return false;
}

std::string digits_of(std::string_view digits) {
  std::string words;
  append_digits(words, digits);
  return words;
}

// (028) 3823 4567
MaybeReading with_area_code(const Scan& scan, std::size_t at) {
  const std::size_t close = scan.digits_from(at + 1);
  if (scan.at(at + 1) != '0' || close - at < 3 || close - at > 5 || scan.at(close) != ')') return std::nullopt;
  const Run run = run_at(scan, scan.skip_space(close + 1));
  const std::string digits = std::string(scan.text.substr(at + 1, close - at - 1)) + run.digits;
  if (run.end == 0 || digits.size() < 9 || digits.size() > 11 || word_byte(scan.at(run.end))) return std::nullopt;
  Reading reading{run.end, FormKind::phone, {}};
  append_digits(reading.words, digits);
  return reading;
}
}  // namespace

MaybeReading phone_at(const Scan& scan, std::size_t at) {
  if (scan.nemo() || (at > 0 && (digit(scan.text[at - 1]) || ascii_letter(scan.text[at - 1])))) return std::nullopt;
  std::size_t begin = at;
  Reading reading{0, FormKind::phone, {}};
  if (scan.at(at) == '(') return with_area_code(scan, at);
  if (scan.at(at) == '+') {
    const Run run = run_at(scan, ++begin);
    if (run.digits.size() < 9 || run.digits.size() > 15 || (run.groups > 1 && run.first > 4)) return std::nullopt;
    reading.words = "cộng";
    append_digits(reading.words, run.digits);
    reading.end = run.end;
    return reading;
  }
  const std::size_t plain = scan.digits_from(begin);
  if (plain == begin) return std::nullopt;
  const std::size_t size = plain - begin;
  if (masked(scan, begin, plain)) return Reading{plain, FormKind::document, digits_of(scan.text.substr(begin, size))};
  if (word_byte(scan.at(plain)) || scan.at(plain) == '/' || scan.at(plain) == ':') return std::nullopt;
  const Run run = run_at(scan, begin);
  const Before before(scan);
  if (run.end > 0 && phone_shape(run) && !word_byte(scan.at(run.end))) {
    append_digits(reading.words, run.digits);
    reading.end = run.end;
    return reading;
  }
  const bool coded = called(before, kCodeWords) && size >= 4;
  // 4111 1111 1111 1111; tài khoản 0011 2233 4455.
  const bool card = run.groups == 4 && run.digits.size() == 16 && run.first == 4 && run.shortest == 4;
  if ((card || (coded && run.groups > 1 && run.shortest >= 3)) && !word_byte(scan.at(run.end)))
    return Reading{run.end, FormKind::document, digits_of(run.digits)};
  // ISBN 978-604-1-12345-6
  if (run.groups > 1 && (before.is("isbn") || before.is("issn")) && !word_byte(scan.at(run.end)))
    return Reading{run.end, FormKind::document, digits_of(run.digits)};
  const bool decimal = (scan.at(plain) == ',' || scan.at(plain) == '.') && digit(scan.at(plain + 1));
  if (decimal) return std::nullopt;
  const bool phone = before.any(kPhoneWords) && size >= 3 && scan.at(begin) != '0';
  const bool service = phone && (size == 3 || size >= 5);
  const bool coded_number = before.is("số") && scan.at(begin) == '0' && size >= 2;
  const bool zeros = size >= 3 && scan.at(begin) == '0';
  if (!service && !coded && !coded_number && !zeros) return std::nullopt;
  append_digits(reading.words, scan.text.substr(begin, size));
  reading.end = plain;
  if (!service) reading.kind = FormKind::document;
  return reading;
}
}  // namespace dau::text::forms
