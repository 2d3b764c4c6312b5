// SPDX-License-Identifier: Apache-2.0
// legacy_fuzzer.cc — every decoder on any bytes: UTF-8 or an error with its place; what is decoded can be encoded
// again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dau/unicode/legacy.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"

namespace {
using namespace dau::unicode;

void expect(bool holds) {
  if (!holds) std::abort();
}

void check_decoded(std::string_view bytes, Reading reading) {
  const auto text = decode(bytes, reading);
  const auto replaced = decode(bytes, reading, {.capital_font = false, .replace = true});
  expect(static_cast<bool>(replaced) && !find_invalid_utf8(*replaced));
  if (!text) return expect(std::stoull(text.error().at) <= bytes.size());
  expect(*text == *replaced && !find_invalid_utf8(*text));
  const auto again = encode(*text, reading.encoding);
  if (again && !reading.misread && reading.encoding != Encoding::utf8) {
    const auto back = decode(*again, {reading.encoding, false});
    expect(back && *back == to_nfc(*text));
  }
}

void check_detected(std::string_view bytes) {
  const Guess guess = detect(bytes);
  expect(guess.confidence >= 0 && guess.confidence <= 1);
  if (guess.reading != Reading{} && bytes.size() < 4096) expect(static_cast<bool>(decode(bytes, guess.reading)));
  Detector detector;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    static_cast<void>(detector.next(bytes.substr(begin, end - begin)));
    begin = end + 1;
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (std::size_t i = 0; i < kEncodings; ++i) {
    const auto encoding = static_cast<Encoding>(i);
    check_decoded(bytes, {encoding, false});
    if (encoding != Encoding::viqr) check_decoded(bytes, {encoding, true});
    static_cast<void>(reading_of(bytes, encoding));
    if (!find_invalid_utf8(bytes)) static_cast<void>(encode(bytes, encoding));
  }
  check_detected(bytes);
  return 0;
}
