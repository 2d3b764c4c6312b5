// SPDX-License-Identifier: Apache-2.0
// tokens.h — cut a line into the tokens that the models see: words, numbers, the rest, and what stands between them.
//
// The same rules as training/restore/tokens.py (tests/text/tokens_test.cc compares the two). They look at letters,
// case and signs, never at marks, so that a line and its restored form give the same tokens.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/unicode/marks.h"

namespace dau::text {
enum class TokenKind : std::uint8_t { word, number, other };

// What stands between a token and the one before it on the line; the strongest sign wins.
enum class Gap : std::uint8_t { space, comma, stop, colon, quote, hyphen, symbol, start, dot };

enum class CaseClass : std::uint8_t { lower, title, upper, mixed };

// One letter of a word as typed: its mark and tone.
struct TypedLetter {
  unicode::Mark mark;
  unicode::Tone tone;
};

struct Token {
  std::uint32_t begin, end;  // bytes of the line
  std::uint32_t base_begin;  // its lower-case letters without marks: Tokens::bases[base_begin, base_end)
  std::uint32_t base_end;
  TokenKind kind;
  Gap gap;
  CaseClass case_class;
  bool latin;  // only letters a–z below the marks, so that each byte of the base is one letter
};

// Reused from line to line; tokenise() clears it.
struct Tokens {
  std::vector<Token> tokens;
  std::string bases;
  std::vector<TypedLetter> typed;  // of the letter at the same place in `bases`; meaningful for latin words

  std::string_view base(const Token& t) const {
    return std::string_view(bases).substr(t.base_begin, t.base_end - t.base_begin);
  }
};

// `line`: well-formed UTF-8 in NFC, fewer than 2^32 bytes.
void tokenise(std::string_view line, Tokens& out);
}  // namespace dau::text
