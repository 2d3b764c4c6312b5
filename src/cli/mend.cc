// SPDX-License-Identifier: Apache-2.0
// mend.cc — walks from one bad byte to the next.
#include "cli/mend.h"

#include "dau/unicode/utf8.h"

namespace dau::cli {
namespace {
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
}  // namespace

std::string mended(std::string_view bytes) {
  std::string out;
  while (const auto bad = unicode::find_invalid_utf8(bytes)) {
    out.append(bytes.substr(0, *bad)).append(kReplacement);
    bytes.remove_prefix(*bad);
    bytes.remove_prefix(unicode::invalid_utf8_size(bytes));
  }
  return out.append(bytes);
}

std::size_t MendedOffsets::next_bad() const {
  const auto bad = unicode::find_invalid_utf8(bytes_.substr(from_));
  return bad ? from_ + *bad : bytes_.size();
}

std::size_t MendedOffsets::original(std::size_t offset) {
  while (offset > to_ + (bad_ - from_) && bad_ < bytes_.size()) {
    to_ += bad_ - from_ + kReplacement.size();
    from_ = bad_ + unicode::invalid_utf8_size(bytes_.substr(bad_));
    bad_ = next_bad();
  }
  return from_ + (offset - to_);
}
}  // namespace dau::cli
