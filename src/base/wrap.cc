// SPDX-License-Identifier: Apache-2.0
// wrap.cc — breaks lines at spaces.
#include "base/wrap.h"

#include <algorithm>

namespace dau {
namespace {
constexpr std::size_t kColumns = 80;

// Characters, each taken as one column: right for NFC Vietnamese.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}
}  // namespace

std::string wrapped(std::string_view text, std::size_t indent, std::size_t hanging) {
  std::string out;
  std::string line(indent, ' ');
  bool fresh = true;  // the line holds nothing but its indent
  while (true) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    if (!fresh && columns(line) + 1 + columns(word) > kColumns) {
      out.append(line).append("\n");
      line.assign(hanging == 0 ? indent : hanging, ' ');
      fresh = true;
    }
    line.append(fresh ? "" : " ").append(word);
    fresh = false;
    if (end == text.size()) return out.append(line).append("\n");
    text.remove_prefix(end + 1);
  }
}
}  // namespace dau
