// SPDX-License-Identifier: Apache-2.0
// punctuation.h — spaces on the wrong side of a comma or full stop.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/correct/words.h"

namespace dau::text {
class Punctuation {
 public:
  // Looks at the whole piece first: text that sets all its signs apart, as treebanks do, is left alone.
  Punctuation(std::string_view piece, const LineWords& line);

  // What should stand between word i − 1 and word i (i = number of words: behind the last); nothing where all is well.
  std::optional<std::string> between(std::size_t i) const;
  // The bytes between them.
  unicode::Span gap(std::size_t i) const;

 private:
  bool may_end_sentence(std::size_t i) const;

  std::string_view piece_;
  const LineWords& line_;
  bool set_apart_ = false;
};
}  // namespace dau::text
