// SPDX-License-Identifier: Apache-2.0
// printable.cc — see printable.h.
#include "base/printable.h"

#include <fmt/format.h>

namespace dau {
namespace {
// The bytes of a character at the begin of `text` that must not be shown; 0: there is none.
std::size_t hidden(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return 2;  // C1
  if (byte(0) != 0xE2 || text.size() < 3) return 0;
  const bool general =
      byte(1) == 0x80 && ((byte(2) >= 0x8B && byte(2) <= 0x8F) || (byte(2) >= 0xA8 && byte(2) <= 0xAE));
  const bool isolates = byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;
  return general || isolates ? 3 : 0;
}
}  // namespace

std::string to_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text[0]);
    std::size_t size = hidden(text);
    if (size > 0) {
      out += "\xEF\xBF\xBD";
    } else {
      size = 1;
      if (first < 0x20 || first == 0x7F)
        out += fmt::format("\\x{:02x}", first);
      else
        out += text[0];
    }
    text.remove_prefix(size);
  }
  return out;
}
}  // namespace dau
