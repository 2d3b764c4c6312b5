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
constexpr std::array<std::string_view, 12> kCodeWords = {"tài khoản", "stk", "cmnd", "cccd", "căn cước", "công dân",
                                                         "mã số",     "mã",  "pin",  "otp",  "nhân dân", "số hiệu"};

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
    if (end == i || run.digits.size() + (end - i) > 15) break;
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
    if (run.digits.size() < 9 || (run.groups > 1 && run.first > 4)) return std::nullopt;
    reading.words = "cộng";
    append_digits(reading.words, run.digits);
    reading.end = run.end;
    return reading;
  }
  const std::size_t plain = scan.digits_from(begin);
  if (plain == begin) return std::nullopt;
  const std::size_t size = plain - begin;
  if (word_byte(scan.at(plain)) || scan.at(plain) == '/' || scan.at(plain) == ':') return std::nullopt;
  const Run run = run_at(scan, begin);
  const Before before(scan);
  if (run.end > 0 && phone_shape(run) && !word_byte(scan.at(run.end))) {
    append_digits(reading.words, run.digits);
    reading.end = run.end;
    return reading;
  }
  const bool decimal = (scan.at(plain) == ',' || scan.at(plain) == '.') && digit(scan.at(plain + 1));
  if (decimal) return std::nullopt;
  const bool called = before.any(kPhoneWords) && size >= 3 && scan.at(begin) != '0';
  const bool service = called && (size == 3 || size >= 5);
  const bool coded = before.any(kCodeWords) && size >= 4;
  const bool coded_number = before.is("số") && scan.at(begin) == '0' && size >= 2;
  const bool zeros = size >= 3 && scan.at(begin) == '0';
  if (!service && !coded && !coded_number && !zeros) return std::nullopt;
  append_digits(reading.words, scan.text.substr(begin, size));
  reading.end = plain;
  if (!service) reading.kind = FormKind::document;
  return reading;
}
}  // namespace dau::text::forms
