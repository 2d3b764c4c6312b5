// SPDX-License-Identifier: Apache-2.0
// kept_edits.h — the edits of a line in little memory.
#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dau/text/restore.h"

namespace dau::text {
// The edits of a line until its text has been written, which stands before them: 20 bytes and the words of each, where
// a text::Edit takes 80 and its JSON some 80 again.
class KeptEdits {
 public:
  void add(const Edit& edit) {
    edits_.push_back({static_cast<std::uint32_t>(edit.span.begin), static_cast<std::uint32_t>(edit.span.end),
                      keep(edit.replacement), edit.confidence, static_cast<std::uint32_t>(edit.alternatives.size())});
    for (const auto& [text, posterior] : edit.alternatives) alternatives_.push_back({keep(text), posterior});
  }

  // The first edit that has not been taken.
  std::optional<Edit> take() {
    if (edits_.empty()) return std::nullopt;
    const Kept& kept = edits_.front();
    Edit edit{{kept.begin, kept.end}, next_word(kept.size), kept.confidence, {}};
    for (std::uint32_t i = 0; i < kept.alternatives; ++i) {
      edit.alternatives.push_back({next_word(alternatives_.front().size), alternatives_.front().posterior});
      alternatives_.pop_front();
    }
    edits_.pop_front();
    return edit;
  }

 private:
  struct Kept {
    std::uint32_t begin, end;  // 32 bits: whole lines have a limit
    std::uint32_t size;        // of the replacement
    float confidence;
    std::uint32_t alternatives;
  };
  struct KeptAlternative {
    std::uint32_t size;
    float posterior;
  };

  std::uint32_t keep(std::string_view word) {
    words_ += word;
    return static_cast<std::uint32_t>(word.size());
  }
  std::string next_word(std::size_t size) { return words_.substr(std::exchange(taken_, taken_ + size), size); }

  std::deque<Kept> edits_;  // a deque grows without copying
  std::deque<KeptAlternative> alternatives_;
  std::string words_;  // in the order in which they were added
  std::size_t taken_ = 0;
};
}  // namespace dau::text
