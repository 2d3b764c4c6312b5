// SPDX-License-Identifier: Apache-2.0
// nasty_lines.h — random lines out of everything that may go wrong in a text filter.
#pragma once
#include <random>
#include <string>
#include <string_view>

#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "testing/tiny_model.h"

namespace dau::text::testing_lines {
inline constexpr std::string_view kPieces[] = {" ",
                                               " ",
                                               " ",
                                               " ",
                                               ", ",
                                               ". ",
                                               "-",
                                               "–",
                                               "…",
                                               "! ",
                                               ": ",
                                               "“",
                                               "”",
                                               "(",
                                               ")",
                                               "/",
                                               "\t",
                                               "\r",
                                               "\u00A0",
                                               "\u200D",
                                               "\u200B",
                                               "😀",
                                               "👍🏽",
                                               "👨‍👩‍👧",
                                               "Đ",
                                               "đ",
                                               "ñ",
                                               "ö",
                                               "ß",
                                               "İ",
                                               "ſ",
                                               "ǅ",
                                               "中",
                                               "Ж",
                                               "ﬁ",
                                               "²",
                                               "½",
                                               "Ⅷ",
                                               "1",
                                               "2025",
                                               "3,5%",
                                               "http://a.vn/b",
                                               "toi@mail.vn",
                                               "./co",
                                               "--la",
                                               "a_b",
                                               "`di`",
                                               "C:\\Toi",
                                               "TP.HCM",
                                               "v.v.",
                                               "Pa-ri",
                                               "wifi",
                                               "\u0301",
                                               "\u0302",
                                               "\u0323",
                                               "\u031B",
                                               "\u0309",
                                               "\u0331",
                                               "\u0308",
                                               "\u0345",
                                               "a\u0323\u0302",
                                               "u\u031B\u0301",
                                               "hòà",
                                               "tốì",
                                               "thuỷ",
                                               "thủy",
                                               "hoà",
                                               "hòa",
                                               "khoẻ",
                                               "ưo",
                                               "ứợ",
                                               "\uFEFF",
                                               "\u00AD",
                                               "NGƯỜI",
                                               "ĐANg",
                                               "quý",
                                               "qúy"};

// A word of the tiny vocabulary: a form or its base, in some case, in some normalisation form, with some marks missing.
inline std::string random_word(std::mt19937& random) {
  const auto& words = dau::testing::tiny_words();
  const auto& word = words[random() % words.size()];
  std::string text = word.forms.empty() || random() % 2 == 0 ? word.base : word.forms[random() % word.forms.size()];
  if (random() % 6 == 0) text[0] = static_cast<char>(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 32 : text[0]);
  if (random() % 8 == 0)
    for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return random() % 4 == 0 ? unicode::to_nfd(text) : text;
}

inline std::string random_line(std::mt19937& random, std::size_t parts) {
  std::string line;
  for (std::size_t i = 0; i < parts; ++i) {
    if (random() % 3 != 0) line += random_word(random);
    line += random() % 4 == 0 ? kPieces[random() % std::size(kPieces)] : std::string_view(" ");
  }
  return line;
}
}  // namespace dau::text::testing_lines
