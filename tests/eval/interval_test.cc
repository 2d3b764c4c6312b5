// SPDX-License-Identifier: Apache-2.0
// interval_test.cc — the bootstrap and its generator.
#include "dau/eval/interval.h"

#include <gtest/gtest.h>
#include <vector>

#include "eval/python_random.h"

namespace dau::eval {
namespace {
std::vector<std::uint32_t> draw(std::int64_t seed, std::uint32_t n, std::size_t count) {
  PythonRandom random(seed);
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(random.randrange(n));
  return out;
}

// As CPython 3.11 prints them.
TEST(PythonRandomTest, EqualsPython) {
  EXPECT_EQ(draw(42, 55, 8), (std::vector<std::uint32_t>{40, 7, 1, 47, 17, 15, 14, 8}));
  EXPECT_EQ(draw(-4294967301, 1000000, 4), (std::vector<std::uint32_t>{164912, 509079, 296208, 933154}));
}

TEST(PythonRandomTest, TakesTheSizeOfTheSeed) { EXPECT_EQ(draw(-7, 1000, 9), draw(7, 1000, 9)); }

TEST(BootstrapTest, OfEqualSentencesIsAPoint) {
  const std::vector<Series> metrics = {Series(20, Ratio{3, 4})};
  const auto intervals = bootstrap(metrics);
  ASSERT_TRUE(intervals);
  EXPECT_EQ(intervals->at(0), (Interval{0.75, 0.75}));
}

TEST(BootstrapTest, HoldsTheValueBetweenItsEnds) {
  Series series;
  for (std::uint64_t i = 0; i < 200; ++i) series.push_back({i % 10, 10});
  const std::vector<Series> metrics = {series};
  const auto intervals = bootstrap(metrics, {.draws = 500, .seed = 1});
  ASSERT_TRUE(intervals);
  EXPECT_LT(intervals->at(0).low, 0.45);
  EXPECT_GT(intervals->at(0).high, 0.45);
  EXPECT_GT(intervals->at(0).low, 0.38);
  EXPECT_LT(intervals->at(0).high, 0.52);
}

TEST(BootstrapTest, GivesEveryMetricTheSameDraws) {
  Series series;
  for (std::uint64_t i = 0; i < 30; ++i) series.push_back({i % 3, 3});
  const std::vector<Series> metrics = {series, Series(30, Ratio{1, 2}), series};
  const auto intervals = bootstrap(metrics, {.draws = 50});
  ASSERT_TRUE(intervals);
  EXPECT_EQ(intervals->at(0), intervals->at(2));
}

TEST(BootstrapTest, OfNoSentencesIsZero) {
  const auto intervals = bootstrap(std::vector<Series>(1));
  ASSERT_TRUE(intervals);
  EXPECT_EQ(intervals->at(0), Interval{});
}

TEST(BootstrapTest, RejectsDrawsOutOfRange) {
  for (const int draws : {0, -1, 1'000'001}) {
    const auto intervals = bootstrap({}, {.draws = draws});
    ASSERT_FALSE(intervals) << draws;
    EXPECT_EQ(intervals.error().code, Errc::invalid_argument);
    EXPECT_EQ(intervals.error().at, "draws");
  }
}

TEST(BootstrapTest, RejectsSeriesOfDifferentLengths) {
  const std::vector<Series> metrics = {Series(2), Series(3)};
  const auto intervals = bootstrap(metrics);
  ASSERT_FALSE(intervals);
  EXPECT_EQ(intervals.error().code, Errc::invalid_argument);
}
}  // namespace
}  // namespace dau::eval
