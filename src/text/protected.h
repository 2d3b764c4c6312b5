// SPDX-License-Identifier: Apache-2.0
// protected.h — white-space separated chunks that are addresses, paths, file names or code: nothing in them is touched.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace dau::text {
class ProtectedChunks {
 public:
  explicit ProtectedChunks(std::string_view line);
  // True when the byte at `offset` lies in a protected chunk. Offsets must not fall from call to call.
  bool covers(std::size_t offset) noexcept;

 private:
  struct Range {
    std::size_t begin, end;
  };
  std::vector<Range> ranges_;
  std::size_t next_ = 0;
};

// True for one chunk without white space: an address, a path, a file name, an option, code.
bool is_protected(std::string_view chunk);
}  // namespace dau::text
