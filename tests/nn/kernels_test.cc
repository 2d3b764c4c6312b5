// SPDX-License-Identifier: Apache-2.0
// kernels_test.cc — every table gives the bits of the scalar one; and the scalar one gives what the header says.
#include "nn/kernels.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

namespace dau::nn {
namespace {
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr std::size_t kWidths[] = {16, 32, 48, 64, 80, 128, 192, 320, 512};

class KernelsTest : public ::testing::TestWithParam<const Kernels*> {
 protected:
  const Kernels& table() const { return *GetParam(); }

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  float real(float limit) { return limit * (static_cast<float>(below(2001)) / 1000.0f - 1.0f); }
  // Small, ordinary and huge numbers side by side.
  std::vector<float> reals(std::size_t n, float limit) {
    std::vector<float> out(n);
    for (float& x : out) x = real(limit) * (below(8) == 0 ? 1e-6f : below(16) == 0 ? 1000.0f : 1.0f);
    return out;
  }
  template <class T>
  std::vector<T> integers(std::size_t n, int low, int high) {
    std::vector<T> out(n);
    for (T& x : out) x = static_cast<T>(low + static_cast<int>(below(static_cast<std::uint32_t>(high - low + 1))));
    return out;
  }

 private:
  std::mt19937 random_{20260601};
};

std::vector<std::uint32_t> bits(const std::vector<float>& values) {
  std::vector<std::uint32_t> out(values.size());
  std::memcpy(out.data(), values.data(), values.size() * sizeof(float));
  return out;
}

// w[k][c] out of the packed weights.
std::int32_t weight_at(const std::vector<std::int8_t>& packed, std::size_t depth, std::size_t k, std::size_t c) {
  return packed[((c / 16 * (depth / 4) + k / 4) * 16 + c % 16) * 4 + k % 4];
}

std::vector<std::int32_t> plain_product(const std::vector<std::uint8_t>& a, std::size_t rows, std::size_t depth,
                                        const std::vector<std::int8_t>& w, std::size_t columns) {
  std::vector<std::int32_t> out(rows * columns);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c)
      for (std::size_t k = 0; k < depth; ++k) out[r * columns + c] += a[r * depth + k] * weight_at(w, depth, k, c);
  return out;
}

TEST_P(KernelsTest, MultipliesExactly) {
  for (const std::size_t rows : {1u, 2u, 3u, 4u, 5u, 7u, 8u, 9u, 12u, 15u, 16u, 17u, 31u, 32u, 33u, 48u, 63u, 64u})
    for (const std::size_t depth : {4u, 16u, 20u, 64u, 128u, 132u, 192u})
      for (const std::size_t columns : {16u, 32u, 48u, 96u}) {
        const auto a = integers<std::uint8_t>(rows * depth, 0, 127);
        const auto w = integers<std::int8_t>(depth * columns, -128, 127);
        std::vector<std::int32_t> out(rows * columns, -1);
        table().gemm_u7i8(a.data(), rows, depth, w.data(), nullptr, columns, out.data());
        ASSERT_EQ(out, plain_product(a, rows, depth, w, columns)) << rows << " × " << depth << " × " << columns;
      }
}

TEST_P(KernelsTest, MultipliesExtremesWithoutSaturation) {
  constexpr std::size_t kRows = 37, kDepthHere = 8192, kColumns = 32;
  for (const int weight : {-128, -127, 127}) {
    const std::vector<std::uint8_t> a(kRows * kDepthHere, 127);
    const std::vector<std::int8_t> w(kDepthHere * kColumns, static_cast<std::int8_t>(weight));
    std::vector<std::int32_t> out(kRows * kColumns);
    const auto light = light_octets(w, kDepthHere, kColumns);
    table().gemm_u7i8(a.data(), kRows, kDepthHere, w.data(), light.data(), kColumns, out.data());
    EXPECT_EQ(out, std::vector<std::int32_t>(kRows * kColumns, 127 * weight * static_cast<int>(kDepthHere)));
  }
}

// Some octets at the very limit of what 16 bits hold, some above it.
TEST_P(KernelsTest, MultipliesExactlyWhereWeightsAreLight) {
  for (const std::size_t rows : {1u, 2u, 3u, 4u, 9u})
    for (const std::size_t depth : {4u, 8u, 12u, 64u, 100u})
      for (const int most : {30, 64, 65, 127}) {
        const std::size_t columns = 48;
        const std::vector<std::uint8_t> a(rows * depth, 127);
        auto w = integers<std::int8_t>(depth * columns, most == 30 ? -30 : most, most);
        if (below(2) == 0)
          for (auto& x : w) x = static_cast<std::int8_t>(-x);
        const auto light = light_octets(w, depth, columns);
        ASSERT_EQ(light.size(), columns / 16 * (depth / 8));
        for (const std::uint8_t flag : light) EXPECT_EQ(flag, most <= 64);
        std::vector<std::int32_t> out(rows * columns, -1);
        table().gemm_u7i8(a.data(), rows, depth, w.data(), light.data(), columns, out.data());
        ASSERT_EQ(out, plain_product(a, rows, depth, w, columns)) << rows << " × " << depth << ", " << most;
      }
}

TEST_P(KernelsTest, MultipliesSparseRowsExactly) {
  if (table().sparse_u7i8 == nullptr) GTEST_SKIP() << "this table has none";
  for (const std::size_t depth : {16u, 48u, 512u, 528u, 2000u})
    for (const std::size_t columns : {32u, 96u, 256u})
      for (const std::uint32_t share : {0u, 1u, 12u, 100u}) {
        auto a = integers<std::uint8_t>(depth, 0, 127);
        for (auto& x : a)
          if (below(100) >= share) x = 0;
        const auto w = integers<std::int8_t>(depth * columns, -128, 127);
        std::vector<std::int32_t> out(columns, -1);
        table().sparse_u7i8(a.data(), depth, unpacked(w, depth, columns).data(), columns, out.data());
        ASSERT_EQ(out, plain_product(a, 1, depth, w, columns)) << depth << " × " << columns << ", " << share << " %";
      }
}

TEST_P(KernelsTest, DotsExactly) {
  for (std::size_t n = 16; n <= 512; n += 16) {
    const auto a = integers<std::int8_t>(n, -128, 127), b = integers<std::int8_t>(n, -128, 127);
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
    EXPECT_EQ(table().dot_i8(a.data(), b.data(), n), sum) << n;
  }
  const std::vector<std::int8_t> low(8192, -128);
  EXPECT_EQ(table().dot_i8(low.data(), low.data(), low.size()), 128 * 128 * 8192);
}

TEST_P(KernelsTest, MixesLikeTheScalarTable) {
  for (const std::size_t width : kWidths)
    for (const std::size_t count : {1u, 3u, 9u, 31u}) {
      const auto x = reals(count * width, 100), taps = reals(count * width, 2), bias = reals(width, 1);
      std::vector<const float*> rows(count);
      for (std::size_t k = 0; k < count; ++k) rows[k] = below(3) == 0 ? nullptr : &x[k * width];
      std::vector<float> expected(width), found(width);
      scalar_kernels().mix(rows.data(), count, taps.data(), bias.data(), width, expected.data());
      table().mix(rows.data(), count, taps.data(), bias.data(), width, found.data());
      ASSERT_EQ(bits(found), bits(expected)) << width << " " << count;
    }
}

TEST_P(KernelsTest, QuantisesNormsLikeTheScalarTable) {
  for (const std::size_t width : kWidths)
    for (const float limit : {0.0f, 1e-6f, 1.0f, 1e4f, 1e18f, 3e38f}) {
      const auto x = reals(width, limit);
      const auto steps = reals(width, 100);
      std::vector<std::uint8_t> expected(width), found(width);
      scalar_kernels().norm_quantise(x.data(), width, steps.data(), expected.data());
      table().norm_quantise(x.data(), width, steps.data(), found.data());
      ASSERT_EQ(found, expected) << width << " " << limit;
      for (const std::uint8_t q : found) ASSERT_TRUE(q >= 1 && q <= 127);
    }
}

TEST_P(KernelsTest, QuantisesHiddenLayersLikeTheScalarTable) {
  for (const std::size_t width : kWidths) {
    const auto acc = integers<std::int32_t>(width, -130000000, 130000000);
    const auto scale = reals(width, 1e-5f), bias = reals(width, 100);
    std::vector<std::uint8_t> expected(width), found(width);
    scalar_kernels().relu_quantise(acc.data(), scale.data(), bias.data(), width, expected.data());
    table().relu_quantise(acc.data(), scale.data(), bias.data(), width, found.data());
    ASSERT_EQ(found, expected) << width;
    for (const std::uint8_t q : found) ASSERT_LE(q, 127);
  }
}

TEST_P(KernelsTest, AddsLikeTheScalarTable) {
  for (const std::size_t width : kWidths) {
    const auto acc = integers<std::int32_t>(width, -130000000, 130000000);
    const auto scale = reals(width, 1e-3f), bias = reals(width, 10), x = reals(width, 50);
    const auto row8 = integers<std::int8_t>(width, -128, 127);
    const auto row4 = integers<std::uint8_t>(width / 2, 0, 255);
    auto expected = x, found = x;
    scalar_kernels().add_scaled(acc.data(), scale.data(), bias.data(), width, expected.data());
    table().add_scaled(acc.data(), scale.data(), bias.data(), width, found.data());
    ASSERT_EQ(bits(found), bits(expected)) << width;
    scalar_kernels().add_row_i8(row8.data(), 0.37f, width, expected.data());
    table().add_row_i8(row8.data(), 0.37f, width, found.data());
    ASSERT_EQ(bits(found), bits(expected)) << width;
    scalar_kernels().add_row_i4(row4.data(), 0.11f, width, expected.data());
    table().add_row_i4(row4.data(), 0.11f, width, found.data());
    ASSERT_EQ(bits(found), bits(expected)) << width;
  }
}

// What a broken model can bring about: no number may reach a cast that is undefined for it.
TEST_P(KernelsTest, QuantisesWhatIsNoNumber) {
  std::vector<float> x(32, 1.0f);
  x[3] = kInfinity;
  std::vector<std::uint8_t> q(32, 255);
  table().norm_quantise(x.data(), x.size(), std::vector<float>(32, 1.0f).data(), q.data());
  EXPECT_EQ(q, std::vector<std::uint8_t>(32, 1));
  const std::vector<std::int32_t> acc(32, 0);
  const std::vector<float> scale(32, kInfinity), bias(32, 1.0f);
  table().relu_quantise(acc.data(), scale.data(), bias.data(), 32, q.data());
  EXPECT_EQ(q, std::vector<std::uint8_t>(32, 0));
}

INSTANTIATE_TEST_SUITE_P(Tables, KernelsTest, ::testing::ValuesIn(usable_kernels()),
                         [](const auto& test) { return std::string(test.param->name); });

TEST(Kernels, RoundsToNearestAndHoldsToTheRange) {
  const std::vector<std::int32_t> acc = {-10, 0, 1, 2, 3, 126, 127, 128, 1000, 5, 5, 5, 5, 5, 5, 5};
  const std::vector<float> scale(16, 0.5f), bias(16, 0.0f);
  std::vector<std::uint8_t> q(16);
  scalar_kernels().relu_quantise(acc.data(), scale.data(), bias.data(), 16, q.data());
  EXPECT_EQ((std::vector<int>(q.begin(), q.begin() + 9)), (std::vector<int>{0, 0, 1, 1, 2, 63, 64, 64, 127}));
}

TEST(Kernels, UnpacksTheLowNibbleFirst) {
  const std::vector<std::uint8_t> row(8, 0xF0);
  std::vector<float> x(16, 0.0f);
  scalar_kernels().add_row_i4(row.data(), 2.0f, 16, x.data());
  EXPECT_EQ(x[0], -16.0f);
  EXPECT_EQ(x[1], 14.0f);
}

TEST(Kernels, FindsTablesByName) {
  EXPECT_EQ(kernels_named("scalar"), &scalar_kernels());
  EXPECT_EQ(kernels_named("no such table"), nullptr);
  EXPECT_EQ(kernels_named(nullptr), nullptr);
  for (const Kernels* table : usable_kernels()) EXPECT_EQ(kernels_named(table->name), table);
}
}  // namespace
}  // namespace dau::nn
