// SPDX-License-Identifier: Apache-2.0
// expression.h — SPDX licence expressions: "(MIT OR Apache-2.0) AND CC-BY-4.0", "GPL-2.0-or-later WITH …-exception".
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/result.h"

namespace dau::licence {
// A licence as an expression names it. Nothing here says whether there is a licence of that name.
struct Term {
  std::string id;              // "MIT", "LicenseRef-FPT-Public-License", "DocumentRef-spdx:LicenseRef-1"
  bool or_later = false;       // "EUPL-1.1+"
  std::string exception = {};  // after WITH; empty: none
  friend bool operator==(const Term&, const Term&) = default;
};

// A term, or parts of which all, or any one at choice, apply. `all_of` and `any_of` have two parts or more, and none of
// these is of the same kind as the whole.
struct Expression {
  enum class Kind : std::uint8_t { term, all_of, any_of };
  Kind kind = Kind::term;
  Term term = {};
  std::vector<Expression> parts = {};
  friend bool operator==(const Expression&, const Expression&) = default;
};

inline constexpr std::size_t kMaxExpressionBytes = 8192;
inline constexpr int kMaxExpressionDepth = 32;  // of parentheses

// Reads the grammar of SPDX 2.3, annex D, and 3.0: AND binds more than OR, WITH more than AND, + most; operators in
// capitals or all small; ids in any case, kept as written.
// Errors: corrupt, at = "byte N" of `text` (empty; too long or too deep; an operator, licence or parenthesis missing; a
// character that no id has).
DAU_API Result<Expression> parse_expression(std::string_view text);

// The shortest way to write it, which parse_expression reads as the same value.
DAU_API std::string to_string(const Expression& expression);
DAU_API std::string to_string(const Term& term);

// Every term, in the order of the text.
DAU_API std::vector<Term> terms_of(const Expression& expression);
}  // namespace dau::licence
