// SPDX-License-Identifier: Apache-2.0
// abbreviations.cc — the list, and the rule for chains like GS.TS.BS.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "text/abbreviations.h"

#include "dau/unicode/case.h"
#include "text/characters.h"

namespace dau::text {
namespace {
using namespace std::string_view_literals;

// Lower case, sorted.
constexpr std::array kTitles = {
    "att"sv,  "bcn"sv,  "bs"sv,  "bv"sv, "cn"sv,  "cty"sv, "cv"sv,   "d"sv,   "dn"sv,  "dr"sv,  "ds"sv,
    "fig"sv,  "gen"sv,  "gs"sv,  "gv"sv, "gđ"sv,  "h"sv,   "hs"sv,   "hv"sv,  "kcn"sv, "ks"sv,  "kts"sv,
    "kv"sv,   "lm"sv,   "ls"sv,  "lt"sv, "mr"sv,  "mrs"sv, "ms"sv,   "msr"sv, "mt"sv,  "ncs"sv, "no"sv,
    "nsnd"sv, "nsưt"sv, "nxb"sv, "p"sv,  "pgs"sv, "ph"sv,  "prof"sv, "pts"sv, "q"sv,   "sr"sv,  "st"sv,
    "stt"sv,  "sv"sv,   "t"sv,   "th"sv, "ths"sv, "tk"sv,  "tl"sv,   "tm"sv,  "tp"sv,  "ts"sv,  "tsk"sv,
    "tskh"sv, "tt"sv,   "tx"sv,  "vd"sv, "vs"sv,  "x"sv,   "đ/c"sv,  "đc"sv,  "đd"sv,  "đs"sv,  "đt"sv,
};
constexpr std::array kTrailing = {
    "cf"sv, "co"sv, "corp"sv, "cs"sv,  "etc"sv,  "inc"sv, "jr"sv, "ltd"sv,
    "ng"sv, "pp"sv, "tr"sv,   "v.v"sv, "v.v…"sv, "vv"sv,  "đ"sv,
};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool all_titles(std::string_view lower) {
  while (true) {
    const std::size_t stop = lower.find('.');
    if (!contains(kTitles, lower.substr(0, stop))) return false;
    if (stop == std::string_view::npos) return true;
    lower.remove_prefix(stop + 1);
  }
}
}  // namespace

Abbreviation abbreviation(std::string_view word) {
  if (word.empty() || word.size() > 24) return Abbreviation::none;
  const std::string lower = unicode::to_lower(word);
  if (contains(kTrailing, lower)) return Abbreviation::trailing;
  return all_titles(lower) ? Abbreviation::title : Abbreviation::none;
}

bool is_initials(std::string_view word) {
  if (word.empty() || word.size() > 24) return false;
  for (std::size_t i = 0; i < word.size();) {
    const auto letter = unicode::decode_at(word, i);
    if (!unicode::is_upper(letter.value)) return false;
    i += letter.size;
    if (i < word.size() && word[i++] != '.') return false;
  }
  return true;
}
}  // namespace dau::text
