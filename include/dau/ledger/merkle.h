// SPDX-License-Identifier: Apache-2.0
// merkle.h — the hash tree of a log: RFC 6962, section 2.1.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "dau/api.h"
#include "dau/result.h"

namespace dau::ledger {
using Hash = std::array<std::byte, 32>;  // SHA-256

DAU_API Hash leaf_hash(std::span<const std::byte> entry);     // SHA-256(00 ‖ entry)
DAU_API Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(01 ‖ left ‖ right)
DAU_API Hash empty_root();                                    // SHA-256 of nothing

// The roots of the perfect subtrees that a tree of `size` leaves consists of, from left to right: all that appending
// needs to know of it. Not for several threads at once.
class DAU_API Frontier {
 public:
  Frontier() = default;
  // Errors: invalid_argument (not as many subtrees as `size` has ones).
  static Result<Frontier> from(std::uint64_t size, std::vector<Hash> subtrees);

  // `made(level, hash)` is called for every subtree that the leaf completes, level 0 (the leaf itself) first.
  // Cost: one leaf and, on average, one node.
  void append(const Hash& leaf, const std::function<void(int level, const Hash&)>& made = {});

  std::uint64_t size() const noexcept { return size_; }
  Hash root() const;  // cost: O(log size)
  const std::vector<Hash>& subtrees() const noexcept { return subtrees_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> subtrees_;
};

// The hash of the perfect subtree of 2^level leaves that is the index-th of its level.
using NodeSource = std::function<Result<Hash>(int level, std::uint64_t index)>;

// The hashes that lead from a leaf to the root. Errors: invalid_argument (index >= size); those of the source.
DAU_API Result<std::vector<Hash>> prove_inclusion(std::uint64_t index, std::uint64_t size, const NodeSource& nodes);

// That the tree of `old_size` leaves is the begin of the one of `new_size`. Errors: invalid_argument (old_size is 0, or
// larger than new_size); those of the source.
DAU_API Result<std::vector<Hash>> prove_consistency(std::uint64_t old_size, std::uint64_t new_size,
                                                    const NodeSource& nodes);

// The root of the first `size` leaves. Errors: those of the source.
DAU_API Result<Hash> root_of(std::uint64_t size, const NodeSource& nodes);

// RFC 9162, 2.1.3.2 and 2.1.4.2. They take foreign proofs: nothing but true or false can come of them.
DAU_API bool is_included(std::uint64_t index, std::uint64_t size, const Hash& leaf, std::span<const Hash> proof,
                         const Hash& root);
DAU_API bool is_consistent(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root, const Hash& new_root,
                           std::span<const Hash> proof);
}  // namespace dau::ledger
