// SPDX-License-Identifier: Apache-2.0
// bytes_be.h — big-endian and little-endian numbers at places that have been checked to be there.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace dau::mark {
inline std::uint64_t read_be(std::string_view bytes, std::size_t at, int size) {
  std::uint64_t value = 0;
  for (int i = 0; i < size; ++i)
    value = value << 8 | static_cast<std::uint8_t>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

inline std::uint32_t u32_be(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(read_be(bytes, at, 4));
}

inline std::uint32_t u32_le(std::string_view bytes, std::size_t at) { return __builtin_bswap32(u32_be(bytes, at)); }

inline std::string be(std::uint64_t value, int size) {
  std::string out;
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
  return out;
}

inline std::string le(std::uint64_t value, int size) {
  std::string out;
  for (int i = 0; i < size; ++i, value >>= 8) out += static_cast<char>(value & 0xFF);
  return out;
}
}  // namespace dau::mark
