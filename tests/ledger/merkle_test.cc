// SPDX-License-Identifier: Apache-2.0
#include "dau/ledger/merkle.h"

#include <gtest/gtest.h>

#include <bit>
#include <string>

#include "base/bytes.h"

namespace dau::ledger {
namespace {
std::string hex(const Hash& hash) {
  std::string out;
  for (const std::byte byte : hash)
    for (const int shift : {4, 0}) out += "0123456789abcdef"[static_cast<unsigned>(byte) >> shift & 15];
  return out;
}

// RFC 6962, 2.1, word by word: the slow way.
Hash root_of(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t left = std::bit_floor(leaves.size() - 1);
  return node_hash(root_of(leaves.first(left)), root_of(leaves.subspan(left)));
}

std::vector<Hash> some_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(as_bytes("entry " + std::to_string(i))));
  return leaves;
}

NodeSource source(const std::vector<Hash>& leaves) {
  return [&leaves](int level, std::uint64_t index) -> Result<Hash> {
    const std::size_t size = std::size_t{1} << level;
    if ((index + 1) * size > leaves.size()) return Error{Errc::invalid_argument, "beyond the end", "leaves"};
    return root_of(std::span(leaves).subspan(index * size, size));
  };
}

TEST(FrontierTest, GivesTheRootsOfCertificateTransparency) {
  using namespace std::string_view_literals;
  const std::string_view leaves[] = {""sv,
                                     "\x00"sv,
                                     "\x10"sv,
                                     "\x20\x21"sv,
                                     "\x30\x31"sv,
                                     "\x40\x41\x42\x43"sv,
                                     "\x50\x51\x52\x53\x54\x55\x56\x57"sv,
                                     "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"sv};
  const std::string_view roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  Frontier frontier;
  EXPECT_EQ(hex(frontier.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < std::size(leaves); ++i) {
    frontier.append(leaf_hash(as_bytes(leaves[i])));
    EXPECT_EQ(hex(frontier.root()), roots[i]) << i + 1;
  }
}

TEST(ProofTest, EveryEntryOfEverySizeIsProvedAndNothingElse) {
  for (std::size_t size = 1; size <= 40; ++size) {
    const std::vector<Hash> leaves = some_leaves(size);
    const Hash root = root_of(leaves);
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = prove_inclusion(index, size, source(leaves));
      ASSERT_TRUE(proof);
      EXPECT_TRUE(is_included(index, size, leaves[index], *proof, root));
      EXPECT_FALSE(is_included(index, size, leaves[(index + 1) % size], *proof, root) && size > 1);
      EXPECT_FALSE(is_included(index + 1, size, leaves[index], *proof, root));
      std::vector<Hash> longer = *proof;
      longer.push_back(root);
      EXPECT_FALSE(is_included(index, size, leaves[index], longer, root));
      if (proof->empty()) continue;
      std::vector<Hash> broken = *proof;
      broken[size % broken.size()][3] ^= std::byte{4};
      EXPECT_FALSE(is_included(index, size, leaves[index], broken, root));
      broken = *proof;
      broken.pop_back();
      EXPECT_FALSE(is_included(index, size, leaves[index], broken, root));
    }
  }
}

TEST(ProofTest, EverySizeIsTheBeginOfEveryLargerOne) {
  const std::vector<Hash> all = some_leaves(40);
  for (std::size_t to = 1; to <= all.size(); ++to) {
    const std::vector<Hash> leaves(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(to));
    const Hash new_root = root_of(leaves);
    for (std::size_t from = 1; from <= to; ++from) {
      const Hash old_root = root_of(std::span(leaves).first(from));
      const auto proof = prove_consistency(from, to, source(leaves));
      ASSERT_TRUE(proof);
      EXPECT_TRUE(is_consistent(from, to, old_root, new_root, *proof)) << from << " " << to;
      if (from == to) continue;
      EXPECT_FALSE(is_consistent(from, to, new_root, new_root, *proof));
      EXPECT_FALSE(is_consistent(from, to, old_root, old_root, *proof));
      EXPECT_FALSE(is_consistent(from, to, old_root, new_root, std::span(*proof).first(proof->size() - 1)));
    }
  }
}

TEST(ProofTest, WhatIsNotThereIsNotProved) {
  const std::vector<Hash> leaves = some_leaves(4);
  EXPECT_EQ(prove_inclusion(4, 4, source(leaves)).error().at, "index");
  EXPECT_EQ(prove_consistency(0, 4, source(leaves)).error().at, "size");
  EXPECT_EQ(prove_consistency(5, 4, source(leaves)).error().at, "size");
  EXPECT_FALSE(Frontier::from(3, leaves));
}
}  // namespace
}  // namespace dau::ledger
