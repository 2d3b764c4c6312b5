// SPDX-License-Identifier: Apache-2.0
// trie.cc — see trie.h.
#include "text/correct/trie.h"

#include <algorithm>

namespace dau::text {
Trie::Trie(const Vocabulary& vocabulary, std::size_t most_letters) : nodes_(1) {
  for (std::size_t i = Vocabulary::kUnknown + 1u; i < vocabulary.bases(); ++i) {
    const std::string_view text = vocabulary.base_text(i);
    const auto plain = [](char c) { return c >= 'a' && c <= 'z'; };
    if (text.empty() || text.size() > most_letters || !std::all_of(text.begin(), text.end(), plain)) continue;
    if (nodes_.size() + text.size() >= 65535) break;
    std::uint16_t node = kRoot;
    for (const char c : text) {
      const auto letter = static_cast<std::size_t>(c - 'a');
      if (nodes_[node].child[letter] == kRoot) {
        nodes_[node].child[letter] = static_cast<std::uint16_t>(nodes_.size());
        nodes_.emplace_back();
      }
      node = nodes_[node].child[letter];
    }
    nodes_[node].base = static_cast<std::uint16_t>(i);
  }
}
}  // namespace dau::text
