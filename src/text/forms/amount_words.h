// SPDX-License-Identifier: Apache-2.0
// amount_words.h — number words as a number.
#pragma once
#include <optional>
#include <string>

#include "dau/text/written.h"
#include "text/forms/words.h"

namespace dau::text::forms {
__extension__ using Value = unsigned __int128;

// A whole number in words: what it is, and how it was said.
struct Spelt {
  std::size_t end = 0;  // the word behind
  Value value = 0;
  bool single = false;    // one word below ten, which may be another word altogether
  bool pair = false;      // two digits without mươi: hai ba, bốn mốt
  bool short_of = false;  // the last place is left out: một trăm hai, một nghìn chín
  // một trăm hai mươi tỷ: 120 and the words tỷ; empty unless the number ends in triệu or tỷ and has these alone.
  Value mantissa = 0;
  std::size_t scale_begin = 0;
};

// The whole number that begins with word `i`. At most kMostWords words.
inline constexpr std::size_t kMostWords = 64;
std::optional<Spelt> whole_at(const Words& words, std::size_t i, const WrittenOptions& options);

// Two digits or fewer, as minutes and days are said: hai ba, linh năm, không một, mười.
std::optional<Spelt> small_at(const Words& words, std::size_t i, const WrittenOptions& options);

// Digits one by one from word `i` on: their figures, and the word behind. The last may be mốt, tư, lăm.
struct Digits {
  std::string figures;
  std::size_t end = 0;
};
Digits digits_at(const Words& words, std::size_t i);

std::string figures(Value value);
// 1234567 → 1.234.567.
std::string grouped(std::string figures);

}  // namespace dau::text::forms
