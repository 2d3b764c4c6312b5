// SPDX-License-Identifier: Apache-2.0
// lookalikes_fuzzer.cc — folding look-alikes: NFC in, NFC out, once is enough, the map fits, and the quick look is
// right.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dau/unicode/confusables.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"
#include "dau/unicode/utf8.h"

namespace {
using namespace dau::unicode;

void expect(bool holds) {
  if (!holds) std::abort();
}

void check_map(std::string_view text, const MappedText& mapped) {
  std::size_t from = 0, to = 0;
  for (const auto& piece : mapped.map.pieces()) {
    expect(piece.from >= from && piece.from - from == piece.to - to);
    expect(text.substr(from, piece.from - from) == std::string_view(mapped.text).substr(to, piece.to - to));
    from = piece.from + piece.from_size;
    to = piece.to + piece.to_size;
  }
  expect(text.substr(from) == std::string_view(mapped.text).substr(to));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (find_invalid_utf8(bytes)) return 0;
  const std::string text = to_nfc(bytes);
  const MappedText folded = fold_lookalikes(text);
  check_map(text, folded);
  expect(!find_invalid_utf8(folded.text) && is_nfc(folded.text));
  expect(may_have_lookalikes(text) || folded.text == text);
  expect(fold_lookalikes(folded.text).text == folded.text);
  for (const TonePlacement placement : {TonePlacement::old_style, TonePlacement::new_style})
    expect(has_tones_placed(text, placement) == (place_tones(text, placement) == text));
  return 0;
}
