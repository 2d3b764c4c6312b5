// SPDX-License-Identifier: Apache-2.0
// golden_test.cc — the rows that tests are made of are read as they were meant.
#include "testing/golden.h"

#include <gtest/gtest.h>

namespace dau::testing {
namespace {
TEST(GoldenTest, UndoesEscapes) {
  EXPECT_EQ(unescape(R"(a\tb\n\r\\c)"), "a\tb\n\r\\c");
  EXPECT_EQ(unescape(R"(\xFF\x41)"),
            "\xFF"
            "A");
  EXPECT_EQ(unescape("hoà"), "hoà");
}

TEST(GoldenTest, ReadsRowsWithFewerAndMoreFields) {
  const Case whole = parse_case("id\ttoi\ttôi\tconversational\t");
  EXPECT_EQ(whole.id, "id");
  EXPECT_EQ(whole.input, "toi");
  EXPECT_EQ(whole.expected, "tôi");
  EXPECT_EQ(whole.more, (std::vector<std::string>{"conversational", ""}));
  EXPECT_EQ(parse_case("id\ttoi").expected, "");
}

TEST(GoldenTest, ThrowsWhereThereIsNoFile) { EXPECT_THROW(read_tsv("no/such.tsv"), std::runtime_error); }
}  // namespace
}  // namespace dau::testing
