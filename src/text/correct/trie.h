// SPDX-License-Identifier: Apache-2.0
// trie.h — the bases of a vocabulary letter by letter, for searches that allow mistakes.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "text/vocabulary.h"

namespace dau::text {
class Trie {
 public:
  static constexpr std::uint16_t kRoot = 0;

  // Of all bases that are 1 to `most_letters` letters a–z. Fewer than 65535 nodes, else what does not fit is left out.
  Trie(const Vocabulary& vocabulary, std::size_t most_letters);

  std::uint16_t child(std::uint16_t node, char letter) const noexcept {
    return letter >= 'a' && letter <= 'z' ? nodes_[node].child[static_cast<std::size_t>(letter - 'a')] : kRoot;
  }
  std::uint16_t base(std::uint16_t node) const noexcept { return nodes_[node].base; }  // 0: no word ends here

 private:
  struct Node {
    std::array<std::uint16_t, 26> child{};  // kRoot: none
    std::uint16_t base = 0;
  };
  std::vector<Node> nodes_;
};
}  // namespace dau::text
