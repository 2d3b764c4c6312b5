// SPDX-License-Identifier: Apache-2.0
// unit.cc — units behind a number, and what stands behind a slash: km/h, đ/kg, lần/ngày.
#include <array>
#include <utility>

#include "text/forms/cardinal.h"
#include "text/forms/lexicon.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
// Behind a slash: stretches of time are trên …, everything else is một … of what is paid for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTimes = {{{"giờ", "giờ"},
                                                                                   {"h", "giờ"},
                                                                                   {"ngày", "ngày"},
                                                                                   {"d", "ngày"},
                                                                                   {"tuần", "tuần"},
                                                                                   {"tháng", "tháng"},
                                                                                   {"quý", "quý"},
                                                                                   {"năm", "năm"},
                                                                                   {"phút", "phút"},
                                                                                   {"p", "phút"},
                                                                                   {"ph", "phút"},
                                                                                   {"min", "phút"},
                                                                                   {"giây", "giây"},
                                                                                   {"s", "giây"}}};

bool superscript(const Scan& scan, std::size_t i) { return scan.starts(i, "²") || scan.starts(i, "³"); }

// The characters that may make a unit: letters, a degree sign, then 2 or 3 as an exponent.
std::string_view symbol_from(const Scan& scan, std::size_t i) {
  if (scan.at(i) == '%') return scan.text.substr(i, 1);
  std::size_t end = i;
  for (const std::string_view sign : {"‰", "℃"})
    if (scan.starts(i, sign)) return scan.text.substr(i, sign.size());
  while (end - i < kNear) {
    if (word_byte(scan.at(end)))
      ++end;
    else if (scan.starts(end, "°") || scan.starts(end, "º") || scan.starts(end, "µ"))
      end += 2;
    else
      break;
  }
  if (end == i) return {};
  if (superscript(scan, end))
    end += 2;
  else if ((scan.at(end) == '2' || scan.at(end) == '3') && !digit(scan.at(end + 1)) && !word_byte(scan.at(end + 1)))
    ++end;
  return scan.text.substr(i, end - i);
}

std::string joined(const UnitReading& unit) {
  std::string words(unit.prefix);
  append_word(words, unit.base);
  return words;
}

// After a space only what is hardly anything else: "5 s", "lớp 5 A" stay.
bool may_follow_space(std::string_view symbol, bool nemo) {
  return nemo || symbol.size() > 1 || symbol == "m" || symbol == "g" || symbol == "l" || symbol == "L" || symbol == "%";
}

// lớp 5A, nhà 12B, 1N: one capital letter is a unit behind a decimal, or where electricity is spoken of.
bool name_like(const Scan& scan, std::size_t at, std::string_view symbol) {
  constexpr std::array<std::string_view, 5> kElectric = {"điện", "dòng", "độ", "áp", "cầu chì"};
  if (symbol != "A" && symbol != "B" && symbol != "F" && symbol != "N" && symbol != "J" && symbol != "b" &&
      symbol != "K")
    return false;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kNear && digit(scan.text[begin - 1])) --begin;
  const bool decimal = begin > 0 && scan.text[begin - 1] == ',';
  return !decimal && !Before(scan).any(kElectric);
}

std::string_view time_behind_slash(std::string_view word) {
  for (const auto& [symbol, name] : kTimes)
    if (word == symbol) return name;
  return {};
}

// Behind the slash of mm/24h, lít/100km and 100k/1 người: so many units, or words that are counted.
std::optional<Reading> per_amount_at(const Scan& scan, std::size_t at, bool money) {
  const std::size_t end = scan.digits_from(at);
  if (end - at > 4 || scan.at(at) == '0') return std::nullopt;
  std::string words = money ? "" : "trên";
  append_cardinal(words, scan.text.substr(at, end - at), scan.options);
  if (const auto unit = unit_at(scan, end)) {
    append_word(words, unit->words);
    return Reading{unit->end, FormKind::measure, words};
  }
  if (!money || scan.at(end) != ' ' || scan.word_from(end + 1).size() < 2) return std::nullopt;
  return Reading{end, FormKind::measure, words};
}
}  // namespace

std::optional<Reading> per_unit_at(const Scan& scan, std::size_t at, bool money) {
  if (scan.at(at) != '/') return std::nullopt;
  if (digit(scan.at(at + 1)) && !scan.nemo()) return per_amount_at(scan, at + 1, money);
  const std::string_view symbol = symbol_from(scan, at + 1);
  if (symbol.empty()) return std::nullopt;
  const std::size_t end = at + 1 + symbol.size();
  if (digit(scan.at(end))) return std::nullopt;
  const bool per = !money || scan.nemo();
  if (const std::string_view name = time_behind_slash(symbol); !name.empty())
    return Reading{end, FormKind::measure, std::string(per ? "trên " : "một ") + std::string(name)};
  if (const auto unit = find_unit(symbol, scan.options.convention))
    return Reading{end, FormKind::measure, (money ? "một " : "trên ") + joined(*unit)};
  // A Vietnamese word for what is counted: /người, /chiếc, /dự án.
  if (!money || symbol.size() < 2 || digit(symbol.back())) return std::nullopt;
  for (const char c : symbol)
    if (ascii_upper(c)) return std::nullopt;
  return Reading{end, FormKind::measure, "một " + std::string(symbol)};
}

std::optional<Reading> unit_at(const Scan& scan, std::size_t at) {
  std::size_t begin = scan.skip_space(at);
  std::string_view symbol = symbol_from(scan, begin);
  if (symbol.empty() || (begin > at && !may_follow_space(symbol, scan.nemo()))) return std::nullopt;
  auto unit = find_unit(symbol, scan.options.convention);
  // "1m75", "100m2": an exponent may be the next number.
  if (!unit && (symbol.back() == '2' || symbol.back() == '3')) {
    symbol.remove_suffix(1);
    unit = find_unit(symbol, scan.options.convention);
  }
  if (!unit || (!scan.nemo() && name_like(scan, at, symbol))) return std::nullopt;
  Reading reading{begin + symbol.size(), symbol == "%" ? FormKind::percent : FormKind::measure, joined(*unit)};
  if (const auto per = per_unit_at(scan, reading.end, false)) {
    append_word(reading.words, per->words);
    reading.end = per->end;
  }
  if (word_byte(scan.at(reading.end)) && symbol != "%") return std::nullopt;
  return reading;
}
}  // namespace dau::text::forms
