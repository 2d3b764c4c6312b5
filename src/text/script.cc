// SPDX-License-Identifier: Apache-2.0
// script.cc — ranges of letters. Source: the Unicode Character Database, Scripts.txt, by block.
#include "text/script.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "dau/unicode/case.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
namespace {
struct Range {
  char32_t first, last;
  Script script;
};

constexpr Range kRanges[] = {
    {0x0041, 0x024F, Script::shared},   {0x0250, 0x02AF, Script::shared},   {0x0370, 0x03FF, Script::greek},
    {0x0400, 0x052F, Script::shared},   {0x0530, 0x058F, Script::armenian}, {0x0590, 0x05FF, Script::hebrew},
    {0x0600, 0x06FF, Script::shared},   {0x0750, 0x077F, Script::shared},   {0x0900, 0x097F, Script::devanagari},
    {0x0E00, 0x0E7F, Script::thai},     {0x0E80, 0x0EFF, Script::lao},      {0x1000, 0x109F, Script::myanmar},
    {0x10A0, 0x10FF, Script::georgian}, {0x1100, 0x11FF, Script::hangul},   {0x1780, 0x17FF, Script::khmer},
    {0x1C90, 0x1CBF, Script::georgian}, {0x1E00, 0x1EFF, Script::shared},   {0x1F00, 0x1FFF, Script::greek},
    {0x3040, 0x30FF, Script::kana},     {0x3130, 0x318F, Script::hangul},   {0x31F0, 0x31FF, Script::kana},
    {0x3400, 0x4DBF, Script::han},      {0x4E00, 0x9FFF, Script::han},      {0xAC00, 0xD7AF, Script::hangul},
    {0xF900, 0xFAFF, Script::han},      {0xFB13, 0xFB17, Script::armenian}, {0xFB1D, 0xFB4F, Script::hebrew},
    {0xFB50, 0xFDFF, Script::shared},   {0xFE70, 0xFEFF, Script::shared},   {0xFF21, 0xFF5A, Script::shared},
    {0xFF66, 0xFF9D, Script::kana},     {0x20000, 0x323AF, Script::han},
};

constexpr std::array<std::string_view, kScripts> kLanguages = {"",   "",   "",   "el", "he", "hy", "ka", "hi",
                                                               "th", "lo", "km", "my", "ko", "ja", "zh"};
}  // namespace

Script script_of(char32_t c) noexcept {
  if (!unicode::is_letter(c)) return Script::none;
  const auto* range = std::lower_bound(std::begin(kRanges), std::end(kRanges), c,
                                       [](const Range& r, char32_t value) { return r.last < value; });
  return range != std::end(kRanges) && c >= range->first ? range->script : Script::other;
}

std::string_view language_of(Script script) noexcept { return kLanguages[static_cast<std::size_t>(script)]; }

Script main_script(std::string_view text) noexcept {
  std::array<std::size_t, kScripts> count{};
  for (std::size_t at = 0; at < text.size();) {
    const unicode::CodePoint c = unicode::decode_at(text, at);
    ++count[static_cast<std::size_t>(script_of(c.value))];
    at += c.size;
  }
  const auto of = [&](Script s) -> std::size_t& { return count[static_cast<std::size_t>(s)]; };
  if (of(Script::kana) * 8 >= of(Script::han)) {  // Japanese prose has kana enough; a lone の in Chinese has not
    of(Script::kana) += of(Script::kana) == 0 ? 0 : of(Script::han);
  }
  of(Script::none) = 0;
  const auto best = std::max_element(count.begin(), count.end());
  return *best == 0 ? Script::none : static_cast<Script>(best - count.begin());
}
}  // namespace dau::text
