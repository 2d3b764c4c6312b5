// SPDX-License-Identifier: Apache-2.0
#include "dau/licence/expression.h"

#include <gtest/gtest.h>

#include <string>

namespace dau::licence {
namespace {
std::string rewritten(std::string_view text) {
  const auto expression = parse_expression(text);
  return expression ? to_string(*expression) : expression.error().message + " @ " + expression.error().at;
}

TEST(Expression, WritesWhatItReads) {
  for (const char* text : {"MIT", "MIT OR Apache-2.0", "MIT AND (Apache-2.0 OR GPL-2.0-only)",
                           "GPL-2.0-or-later WITH Classpath-exception-2.0", "EUPL-1.1+",
                           "EUPL-1.1+ WITH Some-exception", "LicenseRef-FPT-Public-License",
                           "DocumentRef-spdx-tool-1.2:LicenseRef-1", "MIT AND BSD-3-Clause OR Apache-2.0 AND ISC"})
    EXPECT_EQ(rewritten(text), text);
}

TEST(Expression, BindsAndMoreThanOr) {
  const auto expression = parse_expression("A OR B AND C");
  ASSERT_TRUE(expression);
  ASSERT_EQ(expression->kind, Expression::Kind::any_of);
  EXPECT_EQ(expression->parts[1].kind, Expression::Kind::all_of);
}

TEST(Expression, LeavesOutParenthesesThatSayNothing) {
  EXPECT_EQ(rewritten("((MIT))"), "MIT");
  EXPECT_EQ(rewritten("(A AND B) AND C"), "A AND B AND C");
  EXPECT_EQ(rewritten("(A AND B) OR C"), "A AND B OR C");
  EXPECT_EQ(rewritten("  mit\tor\napache-2.0 "), "mit OR apache-2.0");
}

TEST(Expression, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(rewritten(""), "an empty licence expression @ byte 0");
  EXPECT_EQ(rewritten("MIT OR"), "a licence is missing at the end @ byte 6");
  EXPECT_EQ(rewritten("MIT Apache-2.0"), "AND, OR or the end expected, found \"Apache-2.0\" @ byte 4");
  EXPECT_EQ(rewritten("OR MIT"), "a licence expected, found \"OR\" @ byte 0");
  EXPECT_EQ(rewritten("(MIT"), "a closing parenthesis is missing @ byte 4");
  EXPECT_EQ(rewritten("MIT)"), "AND, OR or the end expected, found \")\" @ byte 3");
  EXPECT_EQ(rewritten("MIT WITH"), "an exception must follow WITH @ byte 8");
  EXPECT_EQ(rewritten("MIT +"), "AND, OR or the end expected, found \"+\" @ byte 4");
  EXPECT_EQ(rewritten("giấy phép"), "AND, OR or the end expected, found \"ấ\" @ byte 2");
  EXPECT_EQ(rewritten(std::string(40, '(') + "MIT" + std::string(40, ')')), "nested deeper than 32 @ byte 32");
  EXPECT_EQ(rewritten(std::string(9000, 'a')), "a licence expression of more than 8192 bytes @ byte 8192");
}

TEST(Expression, ListsItsTerms) {
  const auto expression = parse_expression("A AND (B OR C+ WITH e)");
  ASSERT_TRUE(expression);
  EXPECT_EQ(terms_of(*expression), (std::vector<Term>{{"A", false, ""}, {"B", false, ""}, {"C", true, "e"}}));
}
}  // namespace
}  // namespace dau::licence
