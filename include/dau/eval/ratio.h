// SPDX-License-Identifier: Apache-2.0
// ratio.h — a share kept as two counts, so that the shares of parts add up to the share of the whole.
#pragma once
#include <cstdint>

namespace dau::eval {
struct Ratio {
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 0;

  // 0 when there is nothing to divide by.
  double value() const noexcept {
    return denominator == 0 ? 0.0 : static_cast<double>(numerator) / static_cast<double>(denominator);
  }
  Ratio& operator+=(const Ratio& other) noexcept {
    numerator += other.numerator;
    denominator += other.denominator;
    return *this;
  }
  friend bool operator==(const Ratio&, const Ratio&) = default;
};
}  // namespace dau::eval
