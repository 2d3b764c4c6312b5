// SPDX-License-Identifier: Apache-2.0
// fraction.cc — 3/4, −5 2/3, ½; and what looks like one: house numbers, 24/7.
#include <array>
#include <utility>

#include "text/forms/cardinal.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
// Words after which 12/3 is the number of a house, a room, a document, a seat.
constexpr std::array<std::string_view, 18> kNumberWords = {"số",    "nhà",   "ngõ",   "hẻm", "ngách", "kiệt",
                                                           "phòng", "đường", "lô",    "căn", "tổ",    "địa chỉ",
                                                           "xuyệt", "hẽm",   "kiosk", "thứ", "hạng",  "bậc"};

constexpr std::pair<std::string_view, std::string_view> kVulgar[] = {
    {"½", "một phần hai"}, {"¼", "một phần tư"},  {"¾", "ba phần tư"},  {"⅓", "một phần ba"},
    {"⅔", "hai phần ba"},  {"⅕", "một phần năm"}, {"⅛", "một phần tám"}};

void say_part(std::string& words, std::string_view over, std::string_view under, const SpokenOptions& options) {
  append_cardinal(words, over, options);
  append_word(words, "phần");
  std::string digits(under);
  std::erase(digits, '.');
  if (digits == "4")
    append_word(words, "tư");
  else
    append_cardinal(words, digits, options);
}

// 24/7, 2015/2016, 102/2024 (a number and its year), 200/30: two numbers that are said one over the other.
bool no_quotient(std::string_view over, std::string_view under) {
  if (over.size() > 4 || under.size() > 4) return false;
  const int a = std::stoi(std::string(over)), b = std::stoi(std::string(under));
  const bool year = under.size() == 4 && b >= 1900 && b <= 2100;
  return (a == 24 && b == 7) || year || (a >= b && a >= 10);
}

struct Slashed {
  std::string_view over, under;
  std::size_t end;
};

// 9/10 điểm: nine of ten that can be had.
bool marks(const Scan& scan, const Slashed& slashed) {
  return (slashed.under == "10" || slashed.under == "100") && scan.starts(slashed.end, " điểm");
}

std::optional<Slashed> slashed_at(const Scan& scan, std::size_t at) {
  const std::size_t slash = scan.digits_from(at);
  if (slash == at || scan.at(slash) != '/' || slash - at > kLongestCardinal) return std::nullopt;
  const std::size_t end = scan.digits_from(slash + 1);
  if (end == slash + 1 || end - slash > kLongestCardinal + 1) return std::nullopt;
  // 1/500.000
  if (scan.at(slash + 1) != '0' && scan.at(end) == '.')
    if (const auto number = number_at(scan, slash + 1); number && number->grouped && number->whole())
      return Slashed{scan.text.substr(at, slash - at), scan.text.substr(slash + 1, number->end - slash - 1),
                     number->end};
  return Slashed{scan.text.substr(at, slash - at), scan.text.substr(slash + 1, end - slash - 1), end};
}
}  // namespace

bool numbered(const Scan& scan) {
  constexpr std::array<std::string_view, 5> kQuotients = {"tỷ số", "tỉ số", "phân số", "hệ số", "chỉ số"};
  const Before before(scan);
  return before.any(kNumberWords) && !before.any(kQuotients);
}

MaybeReading vulgar_fraction_at(const Scan& scan, std::size_t at) {
  if (scan.nemo()) return std::nullopt;
  for (const auto& [sign, words] : kVulgar)
    if (scan.starts(at, sign)) {
      const bool behind_number = at > 0 && digit(scan.text[at - 1]);
      return Reading{at + sign.size(), FormKind::fraction, (behind_number ? " và " : "") + std::string(words)};
    }
  return std::nullopt;
}

MaybeReading fraction_at(const Scan& scan, std::size_t at) {
  Reading reading{0, FormKind::fraction, {}};
  std::size_t begin = at;
  if (const std::size_t minus = scan.dash(at); minus > 0) {
    if (!number_at(scan, at)) return std::nullopt;
    reading.words = "âm";
    begin += minus;
  }
  auto slashed = slashed_at(scan, begin);
  const bool mixed = !slashed;
  if (!slashed) {
    // 5 1/2: năm và một phần hai.
    const std::size_t end = scan.digits_from(begin);
    if (end == begin || end - begin > 9 || scan.at(end) != ' ') return std::nullopt;
    slashed = slashed_at(scan, end + 1);
    if (!slashed || slashed->over.size() > 2 || slashed->under.size() > 2) return std::nullopt;
    if (!scan.nemo() && slashed->over.size() >= slashed->under.size() && slashed->over >= slashed->under)
      return std::nullopt;
    append_cardinal(reading.words, scan.text.substr(begin, end - begin), scan.options);
    append_word(reading.words, "và");
  }
  if (slashed->under.find_first_not_of('0') == slashed->under.npos) return std::nullopt;
  if (scan.at(slashed->end) == '/' || (scan.at(slashed->end) == ',' && digit(scan.at(slashed->end + 1))))
    return std::nullopt;
  const bool house = !scan.nemo() && numbered(scan);
  const bool always = !scan.nemo() && !mixed && (no_quotient(slashed->over, slashed->under) || marks(scan, *slashed));
  if (house || always) {
    append_cardinal(reading.words, slashed->over, scan.options);
    append_word(reading.words, "trên");
    append_cardinal(reading.words, slashed->under, scan.options);
    if (house) reading.kind = FormKind::address;
  } else {
    if (!scan.nemo() && (slashed->over.starts_with('0') && slashed->over.size() > 1)) return std::nullopt;
    say_part(reading.words, slashed->over, slashed->under, scan.options);
  }
  reading.end = slashed->end;
  // 24/24h
  if (always && slashed->over == slashed->under && scan.at(reading.end) == 'h' &&
      !word_byte(scan.at(reading.end + 1))) {
    append_word(reading.words, "giờ");
    ++reading.end;
  }
  return reading;
}
}  // namespace dau::text::forms
