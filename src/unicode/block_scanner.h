// SPDX-License-Identifier: Apache-2.0
// block_scanner.h — the flags of a text, 64 bytes after 64 bytes.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "unicode/kernels.h"

namespace dau::unicode {
// while (scanner.next()) … scanner.begin(), scanner.flags(). Flags are asked for in batches that fit the L1 cache.
class BlockScanner {
 public:
  explicit BlockScanner(std::string_view text) noexcept : text_(text) {}

  bool next() noexcept {
    if (index_ + 1 < count_) {
      ++index_;
      return true;
    }
    batch_ += count_ * kBlock;
    index_ = 0;
    return fill();
  }
  std::size_t begin() const noexcept { return batch_ + index_ * kBlock; }
  const BlockFlags& flags() const noexcept { return flags_[index_]; }

  static constexpr std::size_t kBlock = 64;

 private:
  static constexpr std::size_t kBatch = 64, kLookahead = 2;

  bool fill() noexcept {
    if (batch_ >= text_.size()) return false;
    const std::size_t left = text_.size() - batch_;
    count_ = left < kBlock + kLookahead ? 0 : std::min(kBatch, (left - kLookahead) / kBlock);
    if (count_ > 0) {
      kernels_.flag_blocks(text_.data() + batch_, count_, flags_.data());
    } else {
      fill_tail(left);
    }
    return true;
  }

  // The last bytes, which the kernel may not read beyond, padded with zeros.
  void fill_tail(std::size_t left) noexcept {
    std::array<char, 2 * kBlock + kLookahead> padded{};
    std::memcpy(padded.data(), text_.data() + batch_, left);
    count_ = 2;
    kernels_.flag_blocks(padded.data(), count_, flags_.data());
  }

  std::string_view text_;
  const Kernels& kernels_ = kernels();
  std::size_t batch_ = 0, index_ = 0, count_ = 0;
  std::array<BlockFlags, kBatch> flags_;
};
}  // namespace dau::unicode
