// SPDX-License-Identifier: Apache-2.0
// left_alone.h — the parts of a line that no reader of Vietnamese is asked about: code, paths, names in code, English.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "dau/unicode/utf8.h"

namespace dau::text::forms {
class LeftAlone {
 public:
  // Cost O(bytes). An address is no part of these: it has its own reading.
  explicit LeftAlone(std::string_view line);

  // Behind the part that holds the byte at `i`, or `i` where none does. `i` must not fall from call to call.
  std::size_t end(std::size_t i);

 private:
  void add(unicode::Span span);
  void add_sentences(std::string_view line);
  void add_chunks(std::string_view line);

  std::vector<unicode::Span> spans_;  // by begin; they may overlap
  std::size_t next_ = 0, reach_ = 0;
};
}  // namespace dau::text::forms
