// SPDX-License-Identifier: Apache-2.0
// protected.h — the parts of a line that nothing touches: addresses, paths, file names, code.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "dau/unicode/utf8.h"

namespace dau::text {
class ProtectedChunks {
 public:
  explicit ProtectedChunks(std::string_view line);
  // True when the byte at `offset` lies in a protected part. Offsets must not fall from call to call.
  bool covers(std::size_t offset) noexcept;

 private:
  void add(unicode::Span span);
  void add_protected_part(std::string_view line, unicode::Span part);

  std::vector<unicode::Span> ranges_;  // ascending, disjoint
  std::size_t next_ = 0;
};

// True for one chunk without white space: an address, a path, a file name, an option, code.
bool is_protected(std::string_view chunk);

// True for a path or a file name, false for an address.
bool names_a_file(std::string_view chunk);
}  // namespace dau::text
