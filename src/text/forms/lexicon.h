// SPDX-License-Identifier: Apache-2.0
// lexicon.h — the tables of data/forms, compiled in.
#pragma once
#include <optional>
#include <string_view>
#include <unordered_map>

#include "dau/text/forms.h"

namespace dau::text::forms {
// Fields behind the first of a row; those that a row lacks are empty.
struct Entry {
  std::string_view reading, second, third;
};
using Table = std::unordered_map<std::string_view, Entry>;

const Table& units();  // prefixed units included in the key space through find_unit()
const Table& unit_names();
const Table& currencies();
const Table& currency_names();
const Table& acronyms();
const Table& abbreviations();  // key: the abbreviation and, behind a tab, what must follow it
const Table& documents();
const Table& letters();
const Table& domains();
const Table& roman_words();

// How a unit such as "km", "m²", "°C" is read; nothing when it is none. The reading is prefix and base apart.
struct UnitReading {
  std::string_view prefix, base;
};
std::optional<UnitReading> find_unit(std::string_view symbol, FormConvention convention);

// The reading of a currency's symbol or code, and the name of its hundredth part (nemo only, else empty).
struct CurrencyReading {
  std::string_view name, minor;
};
std::optional<CurrencyReading> find_currency(std::string_view symbol, FormConvention convention);
}  // namespace dau::text::forms
