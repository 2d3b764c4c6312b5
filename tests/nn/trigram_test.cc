// SPDX-License-Identifier: Apache-2.0
// trigram_test.cc — the packed trigram against one made of maps, and every broken array.
#include "nn/trigram.h"

#include <gtest/gtest.h>

#include <cstring>
#include <optional>

#include "testing/tiny_model.h"

namespace dau::nn {
namespace {
using testing::TinyTrigram;

model::Card any_card() { return testing::tiny_restore_model().card; }

// A trigram together with the bytes that it reads.
struct Opened {
  std::vector<std::byte> bytes;
  std::optional<model::Container> container;
  std::optional<Trigram> trigram;
  std::string message;
};

Opened open(const model::Contents& contents, std::size_t words) {
  Opened o;
  o.bytes = *model::to_bytes(contents);
  o.container.emplace(*model::Container::view(o.bytes));
  auto trigram = Trigram::open(*o.container, words);
  if (!trigram) {
    EXPECT_EQ(trigram.error().code, Errc::corrupt);
    o.message = trigram.error().message;
    return o;
  }
  o.trigram.emplace(*trigram);
  return o;
}

model::Contents contents_of(const TinyTrigram& t) { return {"restore", any_card(), testing::sections_of(t)}; }

// The definition: the trigram's cost, or the pair's back-off and the bigram's, or the word's back-off and its own cost.
std::int32_t plain_bigram(const TinyTrigram& t, WordId v, WordId w) {
  const auto found = t.bigrams.find({v, w});
  if (found != t.bigrams.end()) return found->second.cost;
  return 192 - t.unigram_back_off[v] + t.unigram_cost[w];
}

std::int32_t plain_trigram(const TinyTrigram& t, WordId u, WordId v, WordId w) {
  const auto found = t.trigrams.find({u, v, w});
  if (found != t.trigrams.end()) return found->second;
  const auto context = t.trigrams.lower_bound({u, v, 0});
  const bool known = context != t.trigrams.end() && context->first[0] == u && context->first[1] == v;
  return plain_bigram(t, v, w) + (known ? 192 - t.bigrams.at({u, v}).back_off : 0);
}

void expect_equal(const Trigram& trigram, const TinyTrigram& t, WordId u, WordId v, WordId w) {
  const std::int32_t bigram = trigram.bigram(v, w);
  ASSERT_EQ(bigram, plain_bigram(t, v, w)) << v << " " << w;
  ASSERT_EQ(trigram.trigram(trigram.context(u, v), w, bigram), plain_trigram(t, u, v, w)) << u << " " << v << " " << w;
}

TEST(Trigram, EqualsOneMadeOfMapsOnAllTriples) {
  std::mt19937 random(1);
  for (const std::size_t bigrams : {0u, 1u, 16u, 64u, 65u, 150u}) {
    const TinyTrigram t = testing::random_trigram(16, bigrams, bigrams * 3, random);
    const Opened opened = open(contents_of(t), 16);
    ASSERT_TRUE(opened.trigram) << opened.message;
    for (WordId u = 0; u < 16; ++u)
      for (WordId v = 0; v < 16; ++v)
        for (WordId w = 0; w < 16; ++w) expect_equal(*opened.trigram, t, u, v, w);
  }
}

TEST(Trigram, EqualsOneMadeOfMapsOnALargerTable) {
  std::mt19937 random(2);
  const TinyTrigram t = testing::random_trigram(2000, 20000, 60000, random);
  const Opened opened = open(contents_of(t), 2000);
  ASSERT_TRUE(opened.trigram) << opened.message;
  for (const auto& [words, cost] : t.trigrams) expect_equal(*opened.trigram, t, words[0], words[1], words[2]);
  const auto word = [&] { return static_cast<WordId>(random() % 2000); };
  for (int i = 0; i < 100000; ++i) expect_equal(*opened.trigram, t, word(), word(), word());
}

TEST(Trigram, RejectsSectionsOfAnotherSize) {
  std::mt19937 random(3);
  const TinyTrigram t = testing::random_trigram(20, 100, 300, random);
  for (const auto& section : testing::sections_of(t)) {
    model::Contents longer = contents_of(t), shorter = contents_of(t), missing = contents_of(t);
    testing::section_of(longer, section.name).bytes.push_back(std::byte{0});
    testing::section_of(shorter, section.name).bytes.pop_back();
    testing::section_of(missing, section.name).name = "elsewhere";
    EXPECT_FALSE(open(longer, 20).trigram) << section.name;
    EXPECT_FALSE(open(shorter, 20).trigram) << section.name;
    EXPECT_FALSE(open(missing, 20).trigram) << section.name;
  }
  EXPECT_FALSE(open(contents_of(t), 19).trigram);
  EXPECT_FALSE(open(contents_of(t), 21).trigram);
}

// Sets the i-th value of a section.
template <class T>
model::Contents with_value(const TinyTrigram& t, const std::string& name, std::size_t i, T value) {
  model::Contents contents = contents_of(t);
  std::memcpy(testing::section_of(contents, name).bytes.data() + i * sizeof(T), &value, sizeof(T));
  return contents;
}

TEST(Trigram, RejectsRangesThatDoNotAscend) {
  std::mt19937 random(4);
  const TinyTrigram t = testing::random_trigram(20, 100, 300, random);
  EXPECT_FALSE(open(with_value<std::uint32_t>(t, "ngram.bigram.begin", 0, 1), 20).trigram);
  EXPECT_FALSE(open(with_value<std::uint32_t>(t, "ngram.bigram.begin", 5, 0xFFFFFFFF), 20).trigram);
  EXPECT_FALSE(open(with_value<std::uint32_t>(t, "ngram.bigram.begin", 20, 99), 20).trigram);
  EXPECT_FALSE(open(with_value<std::uint16_t>(t, "ngram.trigram.offset", 3, 0xFFFF), 20).trigram);
  EXPECT_FALSE(open(with_value<std::uint32_t>(t, "ngram.trigram.block", 0, 0xFFFFFF00), 20).trigram);
  EXPECT_FALSE(open(with_value<std::uint32_t>(t, "ngram.trigram.block", 2, 0), 20).trigram);
  EXPECT_FALSE(open(with_value<std::uint32_t>(t, "ngram.bigram.rank", 1, 0), 20).trigram);
  EXPECT_FALSE(open(with_value<std::uint64_t>(t, "ngram.bigram.has", 0, 0), 20).trigram);
  EXPECT_FALSE(open(with_value<std::uint64_t>(t, "ngram.bigram.has", 0, ~std::uint64_t{0}), 20).trigram);
}
}  // namespace
}  // namespace dau::nn
