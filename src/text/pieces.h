// SPDX-License-Identifier: Apache-2.0
// pieces.h — cut a very long line into pieces that are worked on one by one, so that memory stays bounded.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "dau/unicode/utf8.h"

namespace dau::text {
// A piece ends at the first white space after kPieceLetters characters, or after twice as many where there is none.
// NFC characters are counted, not bytes, so that a line and its restored form are cut at the same places.
inline constexpr std::size_t kPieceLetters = 32768;

class Pieces {
 public:
  explicit Pieces(std::string_view line) : line_(line) {}

  std::optional<unicode::Span> next() {
    if (at_ == line_.size()) return std::nullopt;
    const std::size_t begin = at_;
    std::size_t count = 0;
    while (at_ < line_.size()) {
      const bool space = line_[at_] == ' ' || line_[at_] == '\t';
      if ((count >= kPieceLetters && space) || count >= 2 * kPieceLetters) break;
      at_ += unicode::decode_at(line_, at_).size;
      ++count;
    }
    return unicode::Span{begin, at_};
  }

 private:
  std::string_view line_;
  std::size_t at_ = 0;
};
}  // namespace dau::text
