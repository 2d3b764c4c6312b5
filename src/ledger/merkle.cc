// SPDX-License-Identifier: Apache-2.0
// merkle.cc — the tree, its proofs, and how they are checked.
#include "dau/ledger/merkle.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "base/hash.h"

namespace dau::ledger {
namespace {
// The largest power of two below n; n > 1.
std::uint64_t split_of(std::uint64_t n) { return std::bit_floor(n - 1); }

// The root of the leaves [begin, begin + size); begin is a multiple of the power of two that size fits in.
Result<Hash> range_root(std::uint64_t begin, std::uint64_t size, const NodeSource& nodes) {
  if (std::has_single_bit(size)) {
    const int level = std::countr_zero(size);
    return nodes(level, begin >> level);
  }
  const std::uint64_t left_size = split_of(size);
  DAU_TRY(const Hash left, range_root(begin, left_size, nodes));
  DAU_TRY(const Hash right, range_root(begin + left_size, size - left_size, nodes));
  return node_hash(left, right);
}

// PATH(m, D[n]) of RFC 6962, 2.1.1, for the leaves [begin, begin + size).
Result<void> add_path(std::uint64_t index, std::uint64_t begin, std::uint64_t size, const NodeSource& nodes,
                      std::vector<Hash>& path) {
  if (size == 1) return {};
  const std::uint64_t left = split_of(size);
  const bool is_left = index < left;
  DAU_CHECK(is_left ? add_path(index, begin, left, nodes, path)
                    : add_path(index - left, begin + left, size - left, nodes, path));
  DAU_TRY(const Hash sibling, is_left ? range_root(begin + left, size - left, nodes) : range_root(begin, left, nodes));
  path.push_back(sibling);
  return {};
}

// SUBPROOF(m, D[n], b) of RFC 6962, 2.1.2. `known`: the verifier has the root of the old tree.
Result<void> add_subproof(std::uint64_t old_size, std::uint64_t begin, std::uint64_t size, bool known,
                          const NodeSource& nodes, std::vector<Hash>& proof) {
  if (old_size == size) {
    if (known) return {};
    DAU_TRY(const Hash root, range_root(begin, size, nodes));
    proof.push_back(root);
    return {};
  }
  const std::uint64_t left = split_of(size);
  const bool is_left = old_size <= left;
  DAU_CHECK(is_left ? add_subproof(old_size, begin, left, known, nodes, proof)
                    : add_subproof(old_size - left, begin + left, size - left, false, nodes, proof));
  DAU_TRY(const Hash sibling, is_left ? range_root(begin + left, size - left, nodes) : range_root(begin, left, nodes));
  proof.push_back(sibling);
  return {};
}
}  // namespace

Hash leaf_hash(std::span<const std::byte> entry) {
  thread_local std::vector<std::byte> bytes;
  bytes.resize(entry.size() + 1);
  bytes[0] = std::byte{0};
  std::ranges::copy(entry, bytes.begin() + 1);
  return sha256(bytes);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::byte, 65> bytes;
  bytes[0] = std::byte{1};
  std::ranges::copy(left, bytes.begin() + 1);
  std::ranges::copy(right, bytes.begin() + 33);
  return sha256(bytes);
}

Hash empty_root() { return sha256({}); }

Result<Frontier> Frontier::from(std::uint64_t size, std::vector<Hash> subtrees) {
  if (subtrees.size() != static_cast<std::size_t>(std::popcount(size)))
    return Error{Errc::invalid_argument, fmt::format("{} subtrees for {} leaves", subtrees.size(), size), "frontier"};
  Frontier frontier;
  frontier.size_ = size;
  frontier.subtrees_ = std::move(subtrees);
  return frontier;
}

void Frontier::append(const Hash& leaf, const std::function<void(int level, const Hash&)>& made) {
  Hash hash = leaf;
  if (made) made(0, hash);
  for (int level = 0; ((size_ >> level) & 1) != 0; ++level) {
    hash = node_hash(subtrees_.back(), hash);
    subtrees_.pop_back();
    if (made) made(level + 1, hash);
  }
  subtrees_.push_back(hash);
  ++size_;
}

Hash Frontier::root() const {
  if (subtrees_.empty()) return empty_root();
  Hash root = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) root = node_hash(subtrees_[i], root);
  return root;
}

Result<std::vector<Hash>> prove_inclusion(std::uint64_t index, std::uint64_t size, const NodeSource& nodes) {
  if (index >= size) return Error{Errc::invalid_argument, fmt::format("entry {} of a log of {}", index, size), "index"};
  std::vector<Hash> path;
  DAU_CHECK(add_path(index, 0, size, nodes, path));
  return path;
}

Result<std::vector<Hash>> prove_consistency(std::uint64_t old_size, std::uint64_t new_size, const NodeSource& nodes) {
  if (old_size == 0 || old_size > new_size)
    return Error{Errc::invalid_argument, fmt::format("from {} to {} entries", old_size, new_size), "size"};
  std::vector<Hash> proof;
  DAU_CHECK(add_subproof(old_size, 0, new_size, true, nodes, proof));
  return proof;
}

Result<Hash> root_of(std::uint64_t size, const NodeSource& nodes) {
  if (size == 0) return empty_root();
  return range_root(0, size, nodes);
}

bool is_included(std::uint64_t index, std::uint64_t size, const Hash& leaf, std::span<const Hash> proof,
                 const Hash& root) {
  if (index >= size) return false;
  std::uint64_t at = index, last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return false;
    if ((at & 1) != 0 || at == last) {
      hash = node_hash(sibling, hash);
      while ((at & 1) == 0 && at != 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

bool is_consistent(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root, const Hash& new_root,
                   std::span<const Hash> proof) {
  if (old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  std::vector<Hash> path(proof.begin(), proof.end());
  if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
  if (path.empty()) return false;
  std::uint64_t at = old_size - 1, last = new_size - 1;
  while ((at & 1) != 0) {
    at >>= 1;
    last >>= 1;
  }
  Hash of_old = path[0], of_new = path[0];
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (last == 0) return false;
    if ((at & 1) != 0 || at == last) {
      of_old = node_hash(path[i], of_old);
      of_new = node_hash(path[i], of_new);
      while ((at & 1) == 0 && at != 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      of_new = node_hash(of_new, path[i]);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 && of_old == old_root && of_new == new_root;
}
}  // namespace dau::ledger
