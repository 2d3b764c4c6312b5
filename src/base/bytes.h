// SPDX-License-Identifier: Apache-2.0
// bytes.h — little-endian fields out of bytes that are not trusted, and into bytes that we write.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "dau/result.h"

namespace dau {
static_assert(std::endian::native == std::endian::little, "files are little-endian and are read in place");

// The bytes of a text; they belong to the text.
inline std::span<const std::byte> as_bytes(std::string_view text) noexcept {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// The text that some bytes are; it belongs to them.
inline std::string_view as_text(std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A place in a file of bytes, for errors: "m.dau at byte 1286208". "in.txt:2" is line 2.
std::string at_byte(std::string_view name, std::uint64_t offset);

// Reads one field after the other; every read checks what is left first and fails with Errc::corrupt, naming the field
// that was wanted: `"name": 8 bytes at 4090, 6 left`, at = "<name> at byte <offset>". A failed read does not move the
// reader.
class ByteReader {
 public:
  // `name` stands for the source in errors: a path, or "<path> section <name>". `origin` is the offset of bytes[0]
  // in that source. `bytes` must outlive the reader and the spans that it gives.
  explicit ByteReader(std::span<const std::byte> bytes, std::string name = {}, std::uint64_t origin = 0)
      : bytes_(bytes), name_(std::move(name)), origin_(origin) {}

  Result<std::uint8_t> take_u8(std::string_view what) { return take_unsigned<std::uint8_t>(what); }
  Result<std::uint16_t> take_u16(std::string_view what) { return take_unsigned<std::uint16_t>(what); }
  Result<std::uint32_t> take_u32(std::string_view what) { return take_unsigned<std::uint32_t>(what); }
  Result<std::uint64_t> take_u64(std::string_view what) { return take_unsigned<std::uint64_t>(what); }

  // The next `count` bytes, in place.
  Result<std::span<const std::byte>> take_bytes(std::uint64_t count, std::string_view what);

  // The next `count` values of type T, in place. Errors: also corrupt when they do not lie on T's alignment.
  template <class T>
  Result<std::span<const T>> take_array(std::uint64_t count, std::string_view what) {
    static_assert(std::is_arithmetic_v<T>, "structs are read field by field");
    // A count beyond this cannot fit, and its product must not wrap round.
    const std::uint64_t size = count > remaining() ? UINT64_MAX : count * sizeof(T);
    if (auto fits = check(size, alignof(T), what); !fits) return std::move(fits).error();
    const auto* begin = reinterpret_cast<const T*>(advance(size).data());
    return std::span<const T>(begin, static_cast<std::size_t>(count));
  }

  // Skips to the next multiple of `alignment` (a power of two) from bytes[0]; what is skipped must be zero.
  Result<void> skip_padding(std::size_t alignment, std::string_view what);

  // Errc::corrupt when bytes are left over.
  Result<void> expect_end() const;

  // An Errc::corrupt about the field just read or about to be read.
  Error corrupt(std::string message) const;

  std::uint64_t offset() const noexcept { return origin_ + position_; }  // in the source, of the next byte
  std::size_t remaining() const noexcept { return bytes_.size() - position_; }

 private:
  Result<void> check(std::uint64_t size, std::size_t alignment, std::string_view what) const;
  std::span<const std::byte> advance(std::uint64_t size) noexcept;

  template <class T>
  Result<T> take_unsigned(std::string_view what) {
    DAU_TRY(const auto field, take_bytes(sizeof(T), what));
    std::uint64_t value = 0;
    for (std::size_t i = sizeof(T); i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(field[i]);
    return static_cast<T>(value);
  }

  std::span<const std::byte> bytes_;
  std::string name_;
  std::uint64_t origin_;
  std::size_t position_ = 0;
};

// Appends little-endian fields to a buffer.
class ByteWriter {
 public:
  void put_u8(std::uint8_t value) { put_unsigned(value, 1); }
  void put_u16(std::uint16_t value) { put_unsigned(value, 2); }
  void put_u32(std::uint32_t value) { put_unsigned(value, 4); }
  void put_u64(std::uint64_t value) { put_unsigned(value, 8); }
  void put_bytes(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  void put_zeros(std::size_t count) { bytes_.resize(bytes_.size() + count); }
  // Zeros up to the next multiple of `alignment`, a power of two.
  void pad_to(std::size_t alignment) { put_zeros((0 - bytes_.size()) & (alignment - 1)); }

  // Writes over eight bytes that are already there: offset + 8 ≤ size().
  void patch_u64(std::size_t offset, std::uint64_t value) noexcept;

  std::size_t size() const noexcept { return bytes_.size(); }
  std::span<const std::byte> bytes() const& noexcept { return bytes_; }
  std::span<const std::byte> bytes() && = delete;
  std::vector<std::byte> take() && noexcept { return std::move(bytes_); }

 private:
  void put_unsigned(std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i, value >>= 8) bytes_.push_back(static_cast<std::byte>(value & 0xFF));
  }

  std::vector<std::byte> bytes_;
};
}  // namespace dau
