// SPDX-License-Identifier: Apache-2.0
// chunks.cc — see chunks.h.
#include "text/chunks.h"

#include "dau/unicode/case.h"

namespace dau::text {
namespace {
// Bytes of the white space at `i`, or 0. Beyond ASCII its characters begin with C2, E1, E2 or E3.
std::size_t space_at(std::string_view line, std::size_t i) {
  const auto c = static_cast<unsigned char>(line[i]);
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r') ? 1 : 0;
  if (c != 0xC2 && (c < 0xE1 || c > 0xE3)) return 0;
  const unicode::CodePoint p = unicode::decode_at(line, i);
  return unicode::is_space(p.value) ? p.size : 0;
}
}  // namespace

std::optional<unicode::Span> Chunks::next() {
  std::size_t space = 0;
  while (at_ < line_.size() && (space = space_at(line_, at_)) != 0) at_ += space;
  if (at_ == line_.size()) return std::nullopt;
  const std::size_t begin = at_;
  while (at_ < line_.size() && space_at(line_, at_) == 0) ++at_;
  return unicode::Span{begin, at_};
}
}  // namespace dau::text
