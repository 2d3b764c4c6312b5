// SPDX-License-Identifier: Apache-2.0
// expression.cc — a parser by recursive descent, one function for each level of binding.
#include "dau/licence/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dau::licence {
namespace {
bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) { next(); }

  Result<Expression> whole() {
    if (token_.empty() && at_end()) return fail("an empty licence expression");
    DAU_TRY(Expression expression, any_of());
    if (!at_end()) return fail(fmt::format("AND, OR or the end expected, found \"{}\"", shown()));
    return expression;
  }

 private:
  // OR, or AND, between two parts or more; equal kinds melt into one.
  template <class Part>
  Result<Expression> chain(Expression::Kind kind, std::string_view upper, std::string_view lower, Part part) {
    DAU_TRY(Expression first, part());
    if (token_ != upper && token_ != lower) return first;
    Expression all{kind, {}, {}};
    absorb(all, std::move(first));
    while (token_ == upper || token_ == lower) {
      next();
      DAU_TRY(Expression following, part());
      absorb(all, std::move(following));
    }
    return all;
  }

  static void absorb(Expression& into, Expression part) {
    if (part.kind != into.kind) return into.parts.push_back(std::move(part));
    std::ranges::move(part.parts, std::back_inserter(into.parts));
  }

  Result<Expression> any_of() {
    return chain(Expression::Kind::any_of, "OR", "or", [this] { return all_of(); });
  }

  Result<Expression> all_of() {
    return chain(Expression::Kind::all_of, "AND", "and", [this] { return simple(); });
  }

  Result<Expression> simple() {
    if (token_ == "(") return group();
    if (token_.empty() || !is_id_character(token_[0]) || is_operator())
      return fail(at_end() ? "a licence is missing at the end"
                           : fmt::format("a licence expected, found \"{}\"", shown()));
    Expression expression{Expression::Kind::term, {std::string(token_), false, {}}, {}};
    next();
    // A + belongs to the id before it only when nothing stands between them.
    if (token_ == "+" && begin_ > 0 && is_id_character(text_[begin_ - 1])) {
      expression.term.or_later = true;
      next();
    }
    if (token_ == "WITH" || token_ == "with") {
      next();
      if (token_.empty() || !is_id_character(token_[0]) || is_operator()) return fail("an exception must follow WITH");
      expression.term.exception = std::string(token_);
      next();
    }
    return expression;
  }

  Result<Expression> group() {
    if (++depth_ > kMaxExpressionDepth) return fail(fmt::format("nested deeper than {}", kMaxExpressionDepth));
    next();
    DAU_TRY(Expression inner, any_of());
    if (token_ != ")") return fail("a closing parenthesis is missing");
    --depth_;
    next();
    return inner;
  }

  bool is_operator() const {
    for (const std::string_view word : {"AND", "OR", "WITH", "and", "or", "with"})
      if (token_ == word) return true;
    return false;
  }

  bool at_end() const { return begin_ == text_.size(); }
  std::string_view shown() const { return token_; }

  void next() {
    begin_ += token_.size();
    while (begin_ < text_.size() && is_space(text_[begin_])) ++begin_;
    std::size_t end = begin_;
    while (end < text_.size() && is_id_character(text_[end])) ++end;
    if (end == begin_ && end < text_.size()) ++end;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;  // a whole character
    token_ = text_.substr(begin_, end - begin_);
  }

  Error fail(std::string what) const { return {Errc::corrupt, std::move(what), fmt::format("byte {}", begin_)}; }

  std::string_view text_;
  std::string_view token_ = {};
  std::size_t begin_ = 0;
  int depth_ = 0;
};

void add_terms(const Expression& expression, std::vector<Term>& out) {
  if (expression.kind == Expression::Kind::term) out.push_back(expression.term);
  for (const Expression& part : expression.parts) add_terms(part, out);
}
}  // namespace

Result<Expression> parse_expression(std::string_view text) {
  if (text.size() > kMaxExpressionBytes)
    return Error{Errc::corrupt, fmt::format("a licence expression of more than {} bytes", kMaxExpressionBytes),
                 fmt::format("byte {}", kMaxExpressionBytes)};
  return Parser(text).whole();
}

std::string to_string(const Term& term) {
  return fmt::format("{}{}{}{}", term.id, term.or_later ? "+" : "", term.exception.empty() ? "" : " WITH ",
                     term.exception);
}

std::string to_string(const Expression& expression) {
  if (expression.kind == Expression::Kind::term) return to_string(expression.term);
  const bool all = expression.kind == Expression::Kind::all_of;
  std::string out;
  for (const Expression& part : expression.parts) {
    const bool bracketed = all && part.kind == Expression::Kind::any_of;
    out += fmt::format("{}{}{}{}",
                       out.empty() ? ""
                       : all       ? " AND "
                                   : " OR ",
                       bracketed ? "(" : "", to_string(part), bracketed ? ")" : "");
  }
  return out;
}

std::vector<Term> terms_of(const Expression& expression) {
  std::vector<Term> out;
  add_terms(expression, out);
  return out;
}
}  // namespace dau::licence
