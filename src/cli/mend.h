// SPDX-License-Identifier: Apache-2.0
// mend.h — text that is not UTF-8 made so, and the way back to its bytes.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace dau::cli {
// `bytes` with U+FFFD for what does not belong: one for each unicode::invalid_utf8_size().
std::string mended(std::string_view bytes);

// Says which offset of `bytes` one of mended(bytes) was. Cost: one pass over `bytes` for all questions together.
class MendedOffsets {
 public:
  explicit MendedOffsets(std::string_view bytes) : bytes_(bytes), bad_(next_bad()) {}

  // `offset`: on a character boundary of mended(bytes), and not before the one asked for last.
  std::size_t original(std::size_t offset);

 private:
  std::size_t next_bad() const;

  std::string_view bytes_;
  std::size_t from_ = 0;  // bytes_[from_, bad_) is well-formed …
  std::size_t to_ = 0;    // … and begins here in the mended text
  std::size_t bad_;       // bytes_.size() when nothing bad follows
};
}  // namespace dau::cli
