// SPDX-License-Identifier: Apache-2.0
// exact_math_test.cc — close to the C library's, and the same bits everywhere.
#include "nn/exact_math.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

namespace dau::nn {
namespace {
TEST(ExactMath, ExpIsCloseToTheTrueValue) {
  for (float x = -87.0f; x <= 88.0f; x += 0.00137f) {
    const double truth = std::exp(static_cast<double>(x));
    ASSERT_NEAR(static_cast<double>(exact_exp(x)) / truth, 1.0, 1e-6) << x;
  }
}

TEST(ExactMath, ExpOfVeryNegativeIsZero) {
  EXPECT_EQ(exact_exp(-87.5f), 0.0f);
  EXPECT_EQ(exact_exp(-1e30f), 0.0f);
  EXPECT_EQ(exact_exp(-std::numeric_limits<float>::infinity()), 0.0f);
}

TEST(ExactMath, LogIsCloseToTheTrueValue) {
  for (float x = std::numeric_limits<float>::min(); x < 1e38f; x *= 1.00071f) {
    const double truth = std::log(static_cast<double>(x));
    ASSERT_NEAR(static_cast<double>(exact_log(x)), truth, 1e-6 * std::max(0.1, std::fabs(truth))) << x;
  }
}

TEST(ExactMath, LogUndoesExp) {
  for (float x = -80.0f; x <= 80.0f; x += 0.31f)
    ASSERT_NEAR(exact_log(exact_exp(x)), x, 1e-5f * std::max(1.0f, std::fabs(x)));
}

// Written down once: another compiler, another C library or another processor must give these bits.
TEST(ExactMath, GivesKnownBits) {
  const auto bits = [](float x) { return std::bit_cast<std::uint32_t>(x); };
  EXPECT_EQ(bits(exact_exp(0.0f)), 0x3F800000u);
  EXPECT_EQ(bits(exact_log(1.0f)), 0u);
  EXPECT_EQ(bits(exact_exp(1.0f)), 0x402DF854u);
  EXPECT_EQ(bits(exact_exp(-8.0f)), 0x39AFE108u);
  EXPECT_EQ(bits(exact_exp(-0.3f)), 0x3F3DA643u);
  EXPECT_EQ(bits(exact_exp(20.5f)), 0x4E3EB628u);
  EXPECT_EQ(bits(exact_log(2.0f)), 0x3F317218u);
  EXPECT_EQ(bits(exact_log(10.0f)), 0x40135D8Eu);
  EXPECT_EQ(bits(exact_log(0.001f)), 0xC0DD0C55u);
  EXPECT_EQ(bits(exact_log(1.0001f)), 0x38D1BD51u);
}
}  // namespace
}  // namespace dau::nn
