// SPDX-License-Identifier: Apache-2.0
// random_text.h — texts over an alphabet in which normalisation has something to do.
#pragma once
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "dau/unicode/utf8.h"

namespace dau::unicode::testing {
// Vietnamese letters whole, half composed and taken apart; marks of every class; Hangul; compatibility ideographs;
// composition exclusions; singletons; vowel signs that are starters; unassigned characters.
inline constexpr std::u32string_view kAlphabet =
    U"aăâeêioôơuưyAĂÂEÊIOÔƠUƯYđĐbcn ,aeiouy     ấậệởữỳẼặọ\u00E9\u00F1\u00F6\u1E79\u01D8"
    U"\u0300\u0301\u0302\u0303\u0306\u0309\u031B\u0323\u0300\u0301\u0302\u0303\u0306\u0309\u031B\u0323"
    U"\u0300\u0301\u0302\u0303\u0306\u0309\u031B\u0323\u0308\u0304\u030C\u0327\u0331\u0338\u0340\u0341\u0343\u0344"
    U"\u0345"
    U"\u035C\u034F\u0360\u0374\u037E\u0387\u0591\u05B0\u0653\u0627\u093C\u0915\u0958\u09C7\u09BE\u0B47\u0B56\u0DD9"
    U"\u0DCF"
    U"\u0F71\u0F72\u0F73\u0F43\u1026\u1025\u102E\u1100\u1161\u11A7\u11A8\u11C2\u11C3\uAC00\uAC01\uD7A3\u1112\u1175"
    U"\u1E0A\u1E9B\u1F71\u1F00\u1FBE\u2000\u2001\u2002\u2014\u201C\u20D0\u2126\u212A\u212B\u2329\u2ADC\u2ADD\u304B"
    U"\u3099"
    U"\u302A\u4E00\u9FFF\uF900\uFA10\uFB1D\uFB1E\uFB2C\uFE20\uFF21\U0001D15E\U0001D165\U00011099\U000110BA\U0002F800"
    U"\U0001F600\u0378\U000E0001\U0010FFFF\uA66F\uA82C\u0483\u0400\u03B1\u0344\u2260\u003D";

inline std::string random_text(std::mt19937& random, std::size_t characters) {
  std::string text;
  for (std::size_t i = 0; i < characters; ++i) append_utf8(text, kAlphabet[random() % kAlphabet.size()]);
  return text;
}

inline constexpr std::u32string_view kUsualLetters =
    U"thngcml  aeiouyaeiouyđ\u0302\u0302\u0301\u0300\u0323\u031B\u0306\u0309\u0303ếộư";

// Mostly Vietnamese in NFD, so that the fast path runs, with an odd character now and then.
inline std::string random_vietnamese(std::mt19937& random, std::size_t characters) {
  std::string text;
  for (std::size_t i = 0; i < characters; ++i)
    append_utf8(text, random() % 64 == 0 ? kAlphabet[random() % kAlphabet.size()]
                                         : kUsualLetters[random() % kUsualLetters.size()]);
  return text;
}
}  // namespace dau::unicode::testing
