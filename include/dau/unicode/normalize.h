// SPDX-License-Identifier: Apache-2.0
// normalize.h — NFC and NFD, fast for Vietnamese, with the way back to the bytes as given.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/unicode/utf8.h"

namespace dau::unicode {
// All functions take well-formed UTF-8 (check_utf8 first). Cost: one pass; fast for Latin and Vietnamese, and linear
// but for long runs of combining marks, O(n log n) in their length. Source: docs/methods/unicode.md.
DAU_API bool is_nfc(std::string_view text) noexcept;
DAU_API std::string to_nfc(std::string_view text);
DAU_API std::string to_nfd(std::string_view text);

// Maps byte offsets of a normalised text to byte offsets of the original. Only places where the two drift apart are
// kept, so that the map of a text that was NFC already is empty.
class DAU_API OffsetMap {
 public:
  // The original offset that `offset` of the normalised text came from. Inside a replaced piece: the piece's begin.
  std::size_t original(std::size_t offset) const noexcept;
  // The original range that [begin, end) came from; a piece that is touched counts whole.
  Span original(Span normalised) const noexcept;
  bool identity() const noexcept { return pieces_.empty(); }

  struct Piece {  // normalised [to, to + to_size) came from original [from, from + from_size)
    std::size_t to, to_size, from, from_size;
  };
  // Pieces in ascending order; between two pieces the texts are equal.
  explicit OffsetMap(std::vector<Piece> pieces = {}) : pieces_(std::move(pieces)) {}
  const std::vector<Piece>& pieces() const noexcept { return pieces_; }

 private:
  std::vector<Piece> pieces_;
};

struct MappedText {
  std::string text;
  OffsetMap map;
};

// NFC together with the way back.
DAU_API MappedText to_nfc_mapped(std::string_view text);
}  // namespace dau::unicode
