// SPDX-License-Identifier: Apache-2.0
// amount.cc — a number or fraction with its magnitude, currency and unit: 10tr, 5,99$, 3/4m, 50.000đ/ngày.
#include <algorithm>
#include <array>
#include <utility>

#include "text/forms/cardinal.h"
#include "text/forms/lexicon.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
constexpr std::array<std::string_view, 5> kMagnitudes = {"nghìn", "ngàn", "triệu", "tỷ", "tỉ"};

std::string_view thousand(const SpokenOptions& options) { return options.region == Region::south ? "ngàn" : "nghìn"; }

struct Suffix {
  std::size_t end;
  std::string_view word;   // of the magnitude
  std::string_view lower;  // of the next lower one, for 2tr5
};

// k, tr, t right behind a number.
std::optional<Suffix> suffix_at(const Scan& scan, std::size_t i) {
  const std::string_view word = scan.word_from(i);
  // 2K, 4K and 8K are sizes of pictures.
  const char size = i > 0 ? scan.text[i - 1] : ' ';
  const bool picture = word == "K" && !scan.nemo() && (size == '2' || size == '4' || size == '8') &&
                       (i < 2 || (!digit(scan.text[i - 2]) && scan.text[i - 2] != ',' && scan.text[i - 2] != '.'));
  if (picture) return std::nullopt;
  if (word == "k" || word == "K") return Suffix{i + 1, thousand(scan.options), {}};
  if (word == "tr" || word == "Tr" || word == "TR") return Suffix{i + 2, "triệu", thousand(scan.options)};
  if (word == "t" || word == "T") return Suffix{i + 1, "tỷ", "triệu"};
  return std::nullopt;
}

// 2tr5: hai triệu năm trăm nghìn; 2tr350: … ba trăm năm mươi nghìn.
std::string say_rest(std::string_view digits, std::string_view lower, const SpokenOptions& options) {
  std::string padded(digits);
  padded.resize(3, '0');
  std::string words = cardinal(padded, options);
  append_word(words, lower);
  return words;
}

void take_suffix(const Scan& scan, Amount& amount) {
  std::size_t& end = amount.reading.end;
  if (const auto suffix = suffix_at(scan, end)) {
    if (scan.nemo() && amount.number.digits.size() > 3 && !amount.number.grouped) return;
    const std::size_t rest = scan.digits_from(suffix->end);
    if (rest > suffix->end && (suffix->lower.empty() || rest - suffix->end > 3 || !amount.number.whole())) return;
    if (rest > suffix->end && word_byte(scan.at(rest))) return;
    append_word(amount.reading.words, suffix->word);
    if (rest > suffix->end)
      append_word(amount.reading.words,
                  say_rest(scan.text.substr(suffix->end, rest - suffix->end), suffix->lower, scan.options));
    end = rest;
    amount.bare = false;
    return;
  }
  const std::size_t word_begin = scan.skip_space(end);
  const std::string_view word = scan.word_from(word_begin);
  for (const std::string_view magnitude : kMagnitudes) {
    if (word != magnitude) continue;
    append_word(amount.reading.words, word);
    end = word_begin + word.size();
    amount.bare = false;
  }
}

// The end of a currency or unit may not stand in the middle of a word.
bool ends_word(const Scan& scan, std::size_t i) { return !word_byte(scan.at(i)) && !digit(scan.at(i)); }

// 5,99$: năm đô la chín mươi chín xu; 0,5$: năm mươi xu (nemo).
std::string say_minor(const Number& number, const CurrencyReading& currency, const SpokenOptions& options) {
  std::string hundredths = number.fraction;
  hundredths.resize(2, '0');
  std::string words = number.negative ? "âm" : "";
  if (number.digits.find_first_not_of('0') != std::string::npos) {
    append_cardinal(words, number.digits, options);
    append_word(words, currency.name);
  }
  append_cardinal(words, hundredths, options);
  append_word(words, currency.minor);
  return words;
}

// The longest currency that begins at `i`: a sign, or a word that is a currency as a whole.
std::optional<std::pair<std::size_t, CurrencyReading>> currency_symbol_at(const Scan& scan, std::size_t i) {
  for (const std::string_view sign : {"US$", "$", "€", "£", "¥", "₩", "₫", "₹", "¢", "₽", "฿"})
    if (scan.starts(i, sign))
      if (const auto found = find_currency(sign, scan.options.convention)) return std::pair{i + sign.size(), *found};
  const std::string_view word = scan.word_from(i);
  if (word.empty()) return std::nullopt;
  if (const auto found = find_currency(word, scan.options.convention))
    if (ends_word(scan, i + word.size())) return std::pair{i + word.size(), *found};
  return std::nullopt;
}

void take_currency(const Scan& scan, Amount& amount) {
  std::size_t& end = amount.reading.end;
  auto found = currency_symbol_at(scan, end);
  if (!found && scan.at(end) == ' ') {
    found = currency_symbol_at(scan, end + 1);
    // "10 đ" may be, "10 $" hardly; a word of one letter after a space is left to itself but for đ.
    if (found && scan.at(end + 1) == '$' && digit(scan.at(end + 2))) found.reset();
  }
  if (!found) return;
  const auto& [behind, currency] = *found;
  if (scan.nemo() && amount.bare && !amount.number.whole() && !currency.minor.empty() &&
      amount.number.fraction.size() <= 2)
    amount.reading.words = say_minor(amount.number, currency, scan.options);
  else
    append_word(amount.reading.words, currency.name);
  amount.reading.kind = FormKind::money;
  amount.bare = false;
  end = behind;
  if (const auto per = per_unit_at(scan, end, true)) {
    append_word(amount.reading.words, per->words);
    end = per->end;
  }
}

// 500 đồng/lít, 3 triệu/cặp, 5 lần/ngày, 7 lít/100km.
void take_per(const Scan& scan, Amount& amount) {
  std::size_t& end = amount.reading.end;
  const FormKind kind = amount.reading.kind;
  if (scan.nemo() || kind == FormKind::money || kind == FormKind::measure || kind == FormKind::percent) return;
  std::size_t behind = end;
  std::string_view word;
  if (scan.at(end) == ' ') {
    word = scan.word_from(end + 1);
    if (word.size() < 2 || ascii_upper(word[0])) return;
    behind = end + 1 + word.size();
  }
  const bool money = word == "đồng" || (word.empty() && !amount.bare);
  if (word.empty() && amount.bare) return;
  const auto per = per_unit_at(scan, behind, money);
  if (!per || word_byte(scan.at(per->end)) || scan.at(per->end) == '/') return;
  append_word(amount.reading.words, word);
  append_word(amount.reading.words, per->words);
  amount.reading.kind = money ? FormKind::money : FormKind::measure;
  amount.bare = false;
  end = per->end;
}

// 15°30’45”: phút and giây of an angle.
void take_minutes(const Scan& scan, Amount& amount) {
  for (const auto& [signs, name] :
       {std::pair{std::array{"’", "′", "'"}, "phút"}, std::pair{std::array{"”", "″", "\""}, "giây"}}) {
    const std::size_t begin = scan.skip_space(amount.reading.end);
    const std::size_t end = scan.digits_from(begin);
    if (end == begin || end - begin > 2) return;
    const auto sign = std::find_if(signs.begin(), signs.end(), [&](const char* s) { return scan.starts(end, s); });
    if (sign == signs.end()) return;
    append_cardinal(amount.reading.words, scan.text.substr(begin, end - begin), scan.options);
    append_word(amount.reading.words, name);
    amount.reading.end = end + std::string_view(*sign).size();
  }
}

// 10°46′37″B, 106°41′Đ; N is nam beside Đ or T, and north where English letters are used.
void take_side(const Scan& scan, Amount& amount) {
  const std::size_t end = amount.reading.end;
  const std::string_view side = scan.word_from(scan.skip_space(end));
  const std::string_view near = scan.text.substr(end, kNear);
  const bool vietnamese = near.find("Đ") != near.npos || near.find('T') != near.npos;
  std::string_view name;
  if (side == "B") name = "bắc";
  if (side == "N") name = vietnamese ? "nam" : "bắc";
  if (side == "S") name = "nam";
  if (side == "Đ" || side == "E") name = "đông";
  if (side == "T" || side == "W") name = "tây";
  if (name.empty() || scan.text[end - 1] == ' ') return;
  append_word(amount.reading.words, name);
  amount.reading.end = scan.skip_space(end) + side.size();
}

void take_unit(const Scan& scan, Amount& amount) {
  const auto unit = unit_at(scan, amount.reading.end);
  if (!unit) return;
  append_word(amount.reading.words, unit->words);
  amount.reading.kind = unit->kind;
  amount.reading.end = unit->end;
  amount.bare = false;
  if (unit->words == "độ") {
    take_minutes(scan, amount);
    if (!scan.nemo()) take_side(scan, amount);
  }
  // 1m75: một mét bảy mươi lăm.
  const std::size_t rest = scan.digits_from(unit->end);
  if (!scan.nemo() && scan.text[unit->end - 1] == 'm' && unit->words == "mét" && rest > unit->end &&
      rest - unit->end <= 2 && ends_word(scan, rest) && amount.number.whole()) {
    append_cardinal(amount.reading.words, scan.text.substr(unit->end, rest - unit->end), scan.options);
    amount.reading.end = rest;
  }
}

Amount said(const Scan& scan, const Number& number) {
  Amount amount;
  amount.reading = {number.end, kind_of(number), say(number, scan.options)};
  amount.number = number;
  return amount;
}

// $1.5 million
void take_english_magnitude(const Scan& scan, Amount& amount) {
  if (scan.nemo() || scan.at(amount.reading.end) != ' ') return;
  const std::string_view word = scan.word_from(amount.reading.end + 1);
  if (word != "million" && word != "billion") return;
  append_word(amount.reading.words, word == "million" ? "triệu" : "tỷ");
  amount.reading.end += 1 + word.size();
}

// A currency that stands before its number: $10, USD 1,000.
Amount prefixed_at(const Scan& scan, std::size_t at) {
  const auto symbol = currency_symbol_at(scan, at);
  if (!symbol || scan.inside_word(at)) return {};
  const std::size_t begin = scan.skip_space(symbol->first);
  if (!digit(scan.at(begin)) || (begin > symbol->first && !word_byte(scan.at(at)))) return {};
  if (word_byte(scan.at(at)) && ascii_lower(scan.at(at))) return {};
  const auto number = number_at(scan, begin);
  // "PHP 5" is a version.
  if (word_byte(scan.at(at)) && number->digits.size() < 3) return {};
  Amount amount = said(scan, *number);
  amount.reading.kind = FormKind::money;
  amount.bare = false;
  take_suffix(scan, amount);
  take_english_magnitude(scan, amount);
  append_word(amount.reading.words, symbol->second.name);
  return amount;
}
}  // namespace

namespace {
// A fraction of a unit: 3/4m.
Amount fraction_of_unit_at(const Scan& scan, std::size_t at, const Number& number) {
  auto fraction = fraction_at(scan, at);
  if (!fraction) return {};
  Amount amount;
  amount.reading = std::move(*fraction);
  amount.number = number;
  take_unit(scan, amount);
  return amount.bare ? Amount{} : amount;
}
}  // namespace

Amount amount_at(const Scan& scan, std::size_t at) {
  if (!digit(scan.at(at)) && scan.dash(at) == 0) return prefixed_at(scan, at);
  const auto number = number_at(scan, at);
  if (!number) return {};
  if (auto part = fraction_of_unit_at(scan, at, *number)) return part;
  Amount amount = said(scan, *number);
  take_suffix(scan, amount);
  take_currency(scan, amount);
  if (amount.reading.kind != FormKind::money) take_unit(scan, amount);
  take_per(scan, amount);
  return amount;
}

std::optional<Reading> currency_at(const Scan& scan, std::size_t at) {
  const auto found = currency_symbol_at(scan, at);
  if (!found) return std::nullopt;
  return Reading{found->first, FormKind::money, std::string(found->second.name)};
}
}  // namespace dau::text::forms
