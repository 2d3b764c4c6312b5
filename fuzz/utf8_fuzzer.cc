// SPDX-License-Identifier: Apache-2.0
// utf8_fuzzer.cc — the offset found is the first bad byte: what is before it is well-formed, what begins there is not,
// and every kernel table says the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dau/unicode/utf8.h"
#include "unicode/kernels.h"

namespace {
void expect(bool holds) {
  if (!holds) std::abort();
}

// Walks well-formed text; characters written again must give the same bytes.
void expect_well_formed(std::string_view text) {
  std::string again;
  for (std::size_t i = 0; i < text.size();) {
    const auto point = dau::unicode::decode_at(text, i);
    expect(point.size <= text.size() - i);
    expect(point.value <= 0x10FFFF && (point.value < 0xD800 || point.value > 0xDFFF));
    dau::unicode::append_utf8(again, point.value);
    i += point.size;
  }
  expect(again == text);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto bad = dau::unicode::find_invalid_utf8(bytes);
  const std::size_t valid = bad.value_or(size);
  expect(valid <= size);
  expect_well_formed(bytes.substr(0, valid));
  if (bad) {
    const std::size_t replaced = dau::unicode::invalid_utf8_size(bytes.substr(valid));
    expect(replaced >= 1 && replaced <= 3 && replaced <= size - valid);
    for (std::size_t length = 1; length <= 4 && length <= size - valid; ++length)
      expect(dau::unicode::find_invalid_utf8(bytes.substr(valid, length)) == std::size_t{0});
  }
  for (const auto* table : {&dau::unicode::scalar_kernels(), dau::unicode::avx2_kernels()})
    if (table != nullptr) expect(table->valid_prefix(bytes.data(), size) <= valid);
  return 0;
}
