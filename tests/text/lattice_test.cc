// SPDX-License-Identifier: Apache-2.0
// lattice_test.cc — best path and posteriors against all paths of small lattices.
#include "text/lattice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <tuple>

#include "dau/model/container.h"
#include "dau/model/writer.h"
#include "testing/tiny_model.h"

namespace dau::text {
namespace {
using Path = std::vector<std::uint8_t>;
constexpr std::size_t kWords = 12;
constexpr std::int32_t kWeight = 40;

class LatticeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto trigram = testing::random_trigram(kWords, 90, 400, random_);
    bytes_ = *model::to_bytes({"restore", testing::tiny_restore_model().card, testing::sections_of(trigram)});
    container_.emplace(*model::Container::view(bytes_));
    trigram_.emplace(*nn::Trigram::open(*container_, kWords));
  }

  const nn::Trigram& trigram() const { return *trigram_; }

  // Costs below `cost_limit`, so that a low limit makes equal paths.
  Lattice random_lattice(std::size_t columns, std::uint32_t cost_limit) {
    Lattice lattice;
    lattice.clear();
    for (std::size_t i = 0; i < columns; ++i) {
      const std::size_t size = i < 2 ? 1 : 1 + random_() % 4;
      for (std::size_t k = 0; k < size; ++k)
        lattice.add({static_cast<nn::WordId>(random_() % kWords), static_cast<std::uint16_t>(k),
                     static_cast<std::int32_t>(random_() % cost_limit)});
      lattice.end_column();
    }
    return lattice;
  }

 private:
  std::mt19937 random_{11};
  std::vector<std::byte> bytes_;
  std::optional<model::Container> container_;
  std::optional<nn::Trigram> trigram_;
};

std::int64_t cost_of(const Lattice& lattice, const nn::Trigram& t, std::int32_t weight, const Path& path) {
  std::int64_t cost = 0;
  for (std::size_t i = 2; i < path.size(); ++i) {
    const auto word = [&](std::size_t back) { return lattice.at(i - back, path[i - back]).word; };
    const std::int32_t lm = t.trigram(t.context(word(2), word(1)), word(0), t.bigram(word(1), word(0)));
    cost += std::int64_t{lm} * weight + lattice.at(i, path[i]).cost;
  }
  return cost;
}

std::vector<Path> all_paths(const Lattice& lattice) {
  std::vector<Path> paths = {{}};
  for (std::size_t i = 0; i < lattice.columns(); ++i) {
    std::vector<Path> longer;
    for (const Path& path : paths)
      for (std::size_t k = 0; k < lattice.size(i); ++k) {
        longer.push_back(path);
        longer.back().push_back(static_cast<std::uint8_t>(k));
      }
    paths.swap(longer);
  }
  return paths;
}

// The order among paths of equal cost: the last two columns, then those before, backwards.
Path preference(const Path& path) {
  Path key(path.rbegin(), path.rend());
  std::swap(key[0], key[1]);
  return key;
}

Path plain_best(const Lattice& lattice, const nn::Trigram& t, std::int32_t weight) {
  const auto paths = all_paths(lattice);
  return *std::min_element(paths.begin(), paths.end(), [&](const Path& a, const Path& b) {
    return std::pair(cost_of(lattice, t, weight, a), preference(a)) <
           std::pair(cost_of(lattice, t, weight, b), preference(b));
  });
}

std::vector<double> plain_posteriors(const Lattice& lattice, const nn::Trigram& t, std::int32_t weight) {
  std::vector<double> sums(lattice.candidates());
  double total = 0;
  const auto paths = all_paths(lattice);
  const std::int64_t best = cost_of(lattice, t, weight, plain_best(lattice, t, weight));
  for (const Path& path : paths) {
    const double p = std::exp(static_cast<double>(best - cost_of(lattice, t, weight, path)) / kCostPerNat);
    total += p;
    for (std::size_t i = 0; i < path.size(); ++i) sums[lattice.begin(i) + path[i]] += p;
  }
  for (double& sum : sums) sum /= total;
  return sums;
}

TEST_F(LatticeTest, FindsTheCheapestOfAllPaths) {
  PathSearch search(trigram(), kWeight);
  for (int round = 0; round < 300; ++round) {
    const Lattice lattice = random_lattice(2 + static_cast<std::size_t>(round % 7), 6000);
    ASSERT_EQ(search.best_path(lattice), plain_best(lattice, trigram(), kWeight)) << round;
  }
}

TEST_F(LatticeTest, PrefersLowIndicesAmongEqualPaths) {
  PathSearch without(trigram(), 0), with(trigram(), 1);
  for (int round = 0; round < 300; ++round) {
    const Lattice lattice = random_lattice(2 + static_cast<std::size_t>(round % 7), 2);
    ASSERT_EQ(without.best_path(lattice), plain_best(lattice, trigram(), 0)) << round;
    ASSERT_EQ(with.best_path(lattice), plain_best(lattice, trigram(), 1)) << round;
  }
}

TEST_F(LatticeTest, SumsPosteriorsOverAllPaths) {
  PathSearch search(trigram(), kWeight);
  for (int round = 0; round < 300; ++round) {
    const Lattice lattice = random_lattice(2 + static_cast<std::size_t>(round % 7), 6000);
    const auto expected = plain_posteriors(lattice, trigram(), kWeight);
    const auto& found = search.posteriors(lattice);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 1; i < found.size(); ++i) ASSERT_NEAR(found[i], expected[i], 1e-4) << round << " " << i;
  }
}

TEST_F(LatticeTest, PosteriorsOfALongLineSumToOne) {
  PathSearch search(trigram(), kWeight);
  const Lattice lattice = random_lattice(20000, 9000);
  const auto& found = search.posteriors(lattice);
  for (std::size_t i = 1; i < lattice.columns(); ++i) {
    float sum = 0;
    for (std::size_t k = 0; k < lattice.size(i); ++k) sum += found[lattice.begin(i) + k];
    ASSERT_NEAR(sum, 1.0f, 1e-3f) << i;
  }
}

TEST_F(LatticeTest, BestPathOfAPartStaysWhenOthersAreLeftOut) {
  PathSearch search(trigram(), 1);
  std::mt19937 random(12);
  for (int round = 0; round < 200; ++round) {
    const Lattice lattice = random_lattice(8, 3);
    const Path best = search.best_path(lattice);
    Lattice part;
    part.clear();
    for (std::size_t i = 0; i < lattice.columns(); ++i) {
      for (std::size_t k = 0; k < lattice.size(i); ++k)
        if (k == best[i] || random() % 2 == 0) part.add(lattice.at(i, k));
      part.end_column();
    }
    const Path& again = search.best_path(part);
    for (std::size_t i = 0; i < again.size(); ++i) ASSERT_EQ(part.at(i, again[i]).form, lattice.at(i, best[i]).form);
  }
}
}  // namespace
}  // namespace dau::text
