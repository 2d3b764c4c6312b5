// SPDX-License-Identifier: Apache-2.0
// normalize.cc — the public functions, and the map back to the bytes as given.
#include "dau/unicode/normalize.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>

#include "unicode/block_scanner.h"
#include "unicode/compose.h"
#include "unicode/nfc_writer.h"

namespace dau::unicode {
namespace {
// Checks runs around characters that are not stable by themselves.
class NfcChecker {
 public:
  explicit NfcChecker(std::string_view text) noexcept : text_(text) {}

  bool check_block(std::size_t block, std::uint64_t flagged) {
    for (; flagged != 0; flagged &= flagged - 1) {
      const std::size_t offset = block + static_cast<std::size_t>(std::countr_zero(flagged));
      if (offset >= checked_ && !check(offset)) return false;
    }
    return true;
  }

 private:
  bool check(std::size_t offset) {
    if (is_stable(decode_at(text_, offset).value)) return true;
    const std::size_t begin = run_begin(text_, offset, checked_);
    checked_ = run_end(text_, begin);
    nfc_.clear();
    append_nfc(nfc_, text_.substr(begin, checked_ - begin), scratch_);
    return nfc_ == text_.substr(begin, checked_ - begin);
  }

  std::string_view text_;
  std::size_t checked_ = 0;  // everything before it is known to be in NFC
  std::string nfc_;
  std::u32string scratch_;
};

// NFD of one Latin character as bytes; none of them has more than seven.
struct ShortText {
  std::array<char, 7> bytes;
  std::uint8_t size;
};

// U+0000–U+024F and U+1E00–U+1EFF, where all of Vietnamese lives; made at first use.
constexpr char32_t kLowEnd = 0x250, kHighBegin = 0x1E00, kHighEnd = 0x1F00;
using NfdTable = std::array<ShortText, kLowEnd + (kHighEnd - kHighBegin)>;

ShortText short_nfd(char32_t c) {
  std::string source, nfd;
  std::u32string scratch;
  append_utf8(source, c);
  append_nfd(nfd, source, scratch);
  ShortText text{{}, static_cast<std::uint8_t>(nfd.size())};
  std::ranges::copy(nfd, text.bytes.begin());
  return text;
}

NfdTable make_nfd_table() {
  NfdTable table{};
  for (char32_t c = 0; c < kLowEnd; ++c) table[c] = short_nfd(c);
  for (char32_t c = kHighBegin; c < kHighEnd; ++c) table[kLowEnd + (c - kHighBegin)] = short_nfd(c);
  return table;
}

const ShortText* find_short_nfd(char32_t c) {
  static const NfdTable table = make_nfd_table();
  if (c < kLowEnd) return &table[c];
  return c - kHighBegin < kHighEnd - kHighBegin ? &table[kLowEnd + (c - kHighBegin)] : nullptr;
}

// Bytes below 0xCC are ASCII or lead to Latin letters.
bool is_boundary(std::string_view text, std::size_t offset) noexcept {
  return offset == text.size() || static_cast<unsigned char>(text[offset]) < 0xCC ||
         has_boundary_before(decode_at(text, offset).value);
}

std::size_t ascii_end(std::string_view text, std::size_t begin) noexcept {
  while (begin < text.size() && static_cast<unsigned char>(text[begin]) < 0x80) ++begin;
  return begin;
}
}  // namespace

bool is_nfc(std::string_view text) noexcept {
  NfcChecker checker(text);
  for (BlockScanner scanner(text); scanner.next();)
    if (!checker.check_block(scanner.begin(), scanner.flags().marks | scanner.flags().others)) return false;
  return true;
}

std::string to_nfc(std::string_view text) { return NfcWriter(text).write(); }

std::string to_nfd(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 4);
  std::u32string scratch;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = ascii_end(text, i);
    out.append(text, i, begin - i);
    if (begin == text.size()) break;
    const CodePoint point = decode_at(text, begin);
    i = begin + point.size;
    if (const ShortText* nfd = find_short_nfd(point.value); nfd != nullptr && is_boundary(text, i)) {
      out.append(nfd->bytes.data(), nfd->size);
    } else {
      i = run_end(text, begin);
      append_nfd(out, text.substr(begin, i - begin), scratch);
    }
  }
  return out;
}

MappedText to_nfc_mapped(std::string_view text) {
  std::vector<OffsetMap::Piece> pieces;
  std::string nfc = NfcWriter(text, &pieces).write();
  return {std::move(nfc), OffsetMap(std::move(pieces))};
}

namespace {
// The last piece that begins at or before `offset`, or nullptr.
const OffsetMap::Piece* piece_before(const std::vector<OffsetMap::Piece>& pieces, std::size_t offset) noexcept {
  const auto after = [](std::size_t at, const OffsetMap::Piece& piece) { return at < piece.to; };
  const auto next = std::upper_bound(pieces.begin(), pieces.end(), offset, after);
  return next == pieces.begin() ? nullptr : &*std::prev(next);
}
}  // namespace

std::size_t OffsetMap::original(std::size_t offset) const noexcept {
  const Piece* piece = piece_before(pieces_, offset);
  if (piece == nullptr) return offset;
  const std::size_t inside = offset - piece->to;
  return inside < piece->to_size ? piece->from : piece->from + piece->from_size + (inside - piece->to_size);
}

Span OffsetMap::original(Span normalised) const noexcept {
  const Span span{original(normalised.begin), original(normalised.end)};
  const Piece* piece = piece_before(pieces_, normalised.end);
  const bool cut = piece != nullptr && normalised.end > piece->to && normalised.end < piece->to + piece->to_size;
  return cut ? Span{span.begin, piece->from + piece->from_size} : span;
}
}  // namespace dau::unicode
