// SPDX-License-Identifier: Apache-2.0
// bytes.cc — the bounds checks of ByteReader.
#include "base/bytes.h"

#include <fmt/format.h>

#include <algorithm>

namespace dau {
std::string at_byte(std::string_view name, std::uint64_t offset) { return fmt::format("{} at byte {}", name, offset); }

Error ByteReader::corrupt(std::string message) const {
  return {Errc::corrupt, std::move(message), at_byte(name_, offset())};
}

Result<void> ByteReader::check(std::uint64_t size, std::size_t alignment, std::string_view what) const {
  if (size > remaining() && size == UINT64_MAX)
    return corrupt(fmt::format("\"{}\": more than the {} bytes left", what, remaining()));
  if (size > remaining()) return corrupt(fmt::format("\"{}\": {} bytes, {} left", what, size, remaining()));
  const auto address = reinterpret_cast<std::uintptr_t>(bytes_.data()) + position_;
  if (size > 0 && address % alignment != 0)
    return corrupt(fmt::format("\"{}\": does not lie on a multiple of {} bytes", what, alignment));
  return {};
}

std::span<const std::byte> ByteReader::advance(std::uint64_t size) noexcept {
  const auto taken = bytes_.subspan(position_, static_cast<std::size_t>(size));
  position_ += taken.size();
  return taken;
}

Result<std::span<const std::byte>> ByteReader::take_bytes(std::uint64_t count, std::string_view what) {
  DAU_CHECK(check(count, 1, what));
  return advance(count);
}

Result<void> ByteReader::skip_padding(std::size_t alignment, std::string_view what) {
  const std::size_t size = (0 - position_) & (alignment - 1);
  DAU_CHECK(check(size, 1, what));
  const auto padding = bytes_.subspan(position_, size);
  if (std::ranges::any_of(padding, [](std::byte b) { return b != std::byte{0}; }))
    return corrupt(fmt::format("\"{}\": padding is not zero", what));
  advance(size);
  return {};
}

Result<void> ByteReader::expect_end() const {
  if (remaining() != 0) return corrupt(fmt::format("{} bytes left over", remaining()));
  return {};
}

void ByteWriter::patch_u64(std::size_t offset, std::uint64_t value) noexcept {
  for (std::size_t i = 0; i < 8; ++i, value >>= 8) bytes_[offset + i] = static_cast<std::byte>(value & 0xFF);
}
}  // namespace dau
