// SPDX-License-Identifier: Apache-2.0
// result_test.cc — Result, its macros, and the table of error codes.
#include "dau/result.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "dau/base/errc.h"

namespace dau {
namespace {
Result<int> positive(int value) {
  if (value <= 0) return Error{Errc::invalid_argument, "must be above 0", "value"};
  return value;
}

Result<int> twice(int value) {
  DAU_TRY(const int checked, positive(value));
  return 2 * checked;
}

Result<void> demand(int value) {
  DAU_CHECK(twice(value));
  return {};
}

TEST(ResultTest, HoldsAValue) {
  const Result<int> result = twice(21);
  ASSERT_TRUE(result);
  EXPECT_EQ(*result, 42);
}

TEST(ResultTest, PassesTheErrorUp) {
  const Result<int> result = twice(-1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::invalid_argument);
  EXPECT_EQ(result.error().message, "must be above 0");
  EXPECT_EQ(result.error().at, "value");
}

TEST(ResultTest, OfVoidIsTrueUnlessAnErrorIsGiven) {
  EXPECT_TRUE(demand(1));
  const Result<void> failed = demand(0);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().at, "value");
}

TEST(ResultTest, MovesAValueThatCannotBeCopied) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
  ASSERT_TRUE(result);
  const std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 7);
}

// The values are part of the C ABI, the names of JSON, the exit codes of the command line.
TEST(ErrcTest, TableIsAsPromised) {
  const ErrcRow expected[] = {
      {static_cast<Errc>(1), "invalid_argument", 2, 400, "InvalidArgumentError"},
      {static_cast<Errc>(2), "invalid_utf8", 3, 422, "InvalidUtf8Error"},
      {static_cast<Errc>(3), "not_found", 4, 404, "NotFoundError"},
      {static_cast<Errc>(4), "corrupt", 4, 500, "CorruptError"},
      {static_cast<Errc>(5), "unsupported", 4, 501, "UnsupportedError"},
      {static_cast<Errc>(6), "io", 4, 500, "IoError"},
      {static_cast<Errc>(7), "backend", 5, 502, "BackendError"},
      {static_cast<Errc>(8), "internal", 70, 500, "InternalError"},
      {static_cast<Errc>(9), "invalid_input", 3, 422, "InvalidInputError"},
  };
  ASSERT_EQ(errc_table().size(), std::size(expected));
  for (const ErrcRow& row : expected) {
    EXPECT_EQ(errc_name(row.code), row.name);
    EXPECT_EQ(exit_code(row.code), row.exit_code) << row.name;
    EXPECT_EQ(http_status(row.code), row.http_status) << row.name;
    EXPECT_EQ(errc_from_name(row.name), row.code);
    EXPECT_EQ(errc_table()[static_cast<std::size_t>(row.code) - 1].python_class, row.python_class) << row.name;
  }
}

TEST(ErrcTest, AnUnknownCodeIsABug) {
  EXPECT_EQ(errc_name(static_cast<Errc>(99)), "internal");
  EXPECT_EQ(exit_code(static_cast<Errc>(99)), 70);
  EXPECT_EQ(errc_from_name("no such code"), std::nullopt);
}
}  // namespace
}  // namespace dau
