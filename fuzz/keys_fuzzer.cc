// SPDX-License-Identifier: Apache-2.0
// keys_fuzzer.cc — keys to text and back: UTF-8 stays UTF-8, the map fits, what has no keys stays.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dau/unicode/keys.h"
#include "dau/unicode/utf8.h"

namespace {
using namespace dau::unicode;

void expect(bool holds) {
  if (!holds) std::abort();
}

// Between the pieces both texts are equal.
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
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (find_invalid_utf8(text)) return 0;
  for (const KeyMethod method : {KeyMethod::telex, KeyMethod::vni, KeyMethod::viqr}) {
    for (const TonePlacement placement : {TonePlacement::old_style, TonePlacement::new_style}) {
      const MappedText decoded = decode_keys(text, method, placement);
      expect(!find_invalid_utf8(decoded.text));
      check_map(text, decoded);
      expect(!keys_json(text, decoded).empty());
    }
    expect(!find_invalid_utf8(encode_keys(text, method)));
  }
  return 0;
}
