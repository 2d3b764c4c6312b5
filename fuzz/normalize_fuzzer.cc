// SPDX-License-Identifier: Apache-2.0
// normalize_fuzzer.cc — the laws of the normal forms, of the offset map, of stripping and of tone placement.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"
#include "dau/unicode/utf8.h"

namespace {
using namespace dau::unicode;

void expect(bool holds) {
  if (!holds) std::abort();
}

void check_forms(std::string_view text, const std::string& nfc) {
  const std::string nfd = to_nfd(text);
  expect(is_nfc(nfc) && is_nfc(text) == (nfc == text));
  expect(to_nfc(nfc) == nfc && to_nfc(nfd) == nfc);
  expect(to_nfd(nfd) == nfd && to_nfd(nfc) == nfd);
}

void check_map(std::string_view text, const MappedText& mapped) {
  std::size_t from = 0, to = 0;
  for (const auto& piece : mapped.map.pieces()) {
    expect(piece.to >= to && piece.to - to == piece.from - from);
    expect(std::string_view(mapped.text).substr(to, piece.to - to) == text.substr(from, piece.from - from));
    expect(mapped.map.original(Span{piece.to, piece.to + piece.to_size}).begin == piece.from);
    from = piece.from + piece.from_size;
    to = piece.to + piece.to_size;
  }
  expect(std::string_view(mapped.text).substr(to) == text.substr(from));
}

void check_marks(std::string_view text) {
  const std::string stripped = strip_marks(text);
  expect(strip_marks(stripped) == stripped && has_marks(text) == (stripped != text));
}

void check_placement(const std::string& nfc) {
  const std::string old_style = place_tones(nfc, TonePlacement::old_style);
  const std::string new_style = place_tones(nfc, TonePlacement::new_style);
  expect(place_tones(new_style, TonePlacement::old_style) == old_style);
  expect(place_tones(old_style, TonePlacement::new_style) == new_style);
  expect(strip_marks(old_style) == strip_marks(nfc));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (find_invalid_utf8(text)) return 0;
  const MappedText mapped = to_nfc_mapped(text);
  const std::string nfc = to_nfc(text);
  expect(mapped.text == nfc);
  check_forms(text, nfc);
  check_map(text, mapped);
  check_marks(text);
  check_placement(nfc);
  return 0;
}
