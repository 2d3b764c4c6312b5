// SPDX-License-Identifier: Apache-2.0
#include "text/forms/lexicon.h"

#include <span>

namespace dau::text::forms {
namespace {
struct Row {
  std::string_view key, reading = {}, second = {}, third = {};
};

constexpr Row kUnits[] = {
#include "text/forms/units.inc"
};
constexpr Row kBases[] = {
#include "text/forms/bases.inc"
};
constexpr Row kPrefixes[] = {
#include "text/forms/prefixes.inc"
};
constexpr Row kUnitNames[] = {
#include "text/forms/unit_names.inc"
};
constexpr Row kCurrencies[] = {
#include "text/forms/currencies.inc"
};
constexpr Row kCurrencyNames[] = {
#include "text/forms/currency_names.inc"
};
constexpr Row kAcronyms[] = {
#include "text/forms/acronyms.inc"
};
constexpr Row kAbbreviations[] = {
#include "text/forms/abbreviations.inc"
};
constexpr Row kDocuments[] = {
#include "text/forms/documents.inc"
};
constexpr Row kLetters[] = {
#include "text/forms/letters.inc"
};
constexpr Row kDomains[] = {
#include "text/forms/domains.inc"
};
constexpr Row kRomanWords[] = {
#include "text/forms/roman_words.inc"
};

Table table_of(std::span<const Row> rows) {
  Table table;
  for (const Row& row : rows) table.emplace(row.key, Entry{row.reading, row.second, row.third});
  return table;
}

// The reading under a convention: "=" is the standard one, "-" none.
std::string_view reading_of(const Entry& entry, FormConvention convention) {
  if (convention == FormConvention::standard || entry.second == "=") return entry.reading;
  return entry.second == "-" ? std::string_view() : entry.second;
}

std::string_view lookup(const Table& table, std::string_view key, FormConvention convention) {
  const auto found = table.find(key);
  return found == table.end() ? std::string_view() : reading_of(found->second, convention);
}

// Prefixes that are met with a few units only: cm, dl, hPa; "cv" is no centivolt.
bool usual(std::string_view prefix, std::string_view base) {
  const bool size = base.starts_with('m') || base == "g" || base == "l" || base == "L";
  if (prefix == "c" || prefix == "d") return size;
  if (prefix == "h" || prefix == "da") return size || base == "Pa";
  if (prefix == "E" || prefix == "P") return base == "B" || base == "b";
  return prefix != "a" && prefix != "f";
}

const Table& bases() {
  static const Table table = table_of(kBases);
  return table;
}
}  // namespace

#define DAU_TABLE(name, rows)                  \
  const Table& name() {                        \
    static const Table table = table_of(rows); \
    return table;                              \
  }
DAU_TABLE(units, kUnits)
DAU_TABLE(unit_names, kUnitNames)
DAU_TABLE(currencies, kCurrencies)
DAU_TABLE(currency_names, kCurrencyNames)
DAU_TABLE(acronyms, kAcronyms)
DAU_TABLE(documents, kDocuments)
DAU_TABLE(letters, kLetters)
DAU_TABLE(domains, kDomains)
DAU_TABLE(roman_words, kRomanWords)
#undef DAU_TABLE

const Table& abbreviations() {
  // An abbreviation may be read before a number and before a name: its key says which.
  static const auto keys = [] {
    std::unordered_map<std::string, Entry> made;
    for (const Row& row : kAbbreviations)
      made.emplace(std::string(row.key) + '\t' + std::string(row.reading), Entry{row.second, {}, {}});
    return made;
  }();
  static const Table table = [] {
    Table made;
    for (const auto& [key, entry] : keys) made.emplace(key, entry);
    return made;
  }();
  return table;
}

std::optional<UnitReading> find_unit(std::string_view symbol, FormConvention convention) {
  if (const auto whole = lookup(units(), symbol, convention); !whole.empty()) return UnitReading{{}, whole};
  if (const auto base = lookup(bases(), symbol, convention); !base.empty()) return UnitReading{{}, base};
  for (const Row& prefix : kPrefixes) {
    if (!symbol.starts_with(prefix.key)) continue;
    const auto base = lookup(bases(), symbol.substr(prefix.key.size()), convention);
    if (convention == FormConvention::standard && !usual(prefix.key, symbol.substr(prefix.key.size()))) continue;
    if (!base.empty()) return UnitReading{reading_of({prefix.reading, prefix.second, {}}, convention), base};
  }
  return std::nullopt;
}

std::optional<CurrencyReading> find_currency(std::string_view symbol, FormConvention convention) {
  const auto found = currencies().find(symbol);
  if (found == currencies().end()) return std::nullopt;
  const std::string_view reading = reading_of(found->second, convention);
  if (reading.empty()) return std::nullopt;
  return CurrencyReading{reading, convention == FormConvention::nemo ? found->second.third : std::string_view()};
}
}  // namespace dau::text::forms
