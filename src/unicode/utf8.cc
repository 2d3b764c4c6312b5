// SPDX-License-Identifier: Apache-2.0
// utf8.cc — finds the first bad byte.
#include "dau/unicode/utf8.h"

#include <algorithm>

#include "unicode/kernels.h"

namespace dau::unicode {
namespace {
bool is_continuation(unsigned char byte) noexcept { return (byte & 0xC0) == 0x80; }

// The second byte's range depends on the lead: it keeps out overlong forms, surrogates and what is above U+10FFFF.
bool is_second(unsigned char lead, unsigned char byte) noexcept {
  switch (lead) {
    case 0xE0:
      return byte >= 0xA0 && byte <= 0xBF;
    case 0xED:
      return byte >= 0x80 && byte <= 0x9F;
    case 0xF0:
      return byte >= 0x90 && byte <= 0xBF;
    case 0xF4:
      return byte >= 0x80 && byte <= 0x8F;
    default:
      return is_continuation(byte);
  }
}

std::size_t sequence_size(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

// Bytes of the well-formed sequence at `offset`, or 0.
std::size_t valid_size(std::string_view bytes, std::size_t offset) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[offset + i]); };
  const std::size_t size = sequence_size(byte(0));
  if (size > bytes.size() - offset) return 0;
  if (size > 1 && !is_second(byte(0), byte(1))) return 0;
  for (std::size_t i = 2; i < size; ++i)
    if (!is_continuation(byte(i))) return 0;
  return size;
}
}  // namespace

std::size_t invalid_utf8_size(std::string_view bytes) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const std::size_t limit = std::min(sequence_size(byte(0)), bytes.size());
  if (limit < 2 || !is_second(byte(0), byte(1))) return 1;
  std::size_t size = 2;
  while (size < limit && is_continuation(byte(size))) ++size;
  return size;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) noexcept {
  std::size_t i = kernels().valid_prefix(bytes.data(), bytes.size());
  while (i < bytes.size()) {
    const std::size_t size = valid_size(bytes, i);
    if (size == 0) return i;
    i += size;
  }
  return std::nullopt;
}

Result<void> check_utf8(std::string_view bytes, std::uint64_t base_offset) {
  const auto bad = find_invalid_utf8(bytes);
  if (!bad) return {};
  const std::string at = std::to_string(base_offset + *bad);
  return Error{Errc::invalid_utf8, "not UTF-8: bad byte at offset " + at, at};
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      put(0xE0 | c >> 12);
    } else {
      put(0xF0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3F));
    }
    put(0x80 | (c >> 6 & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}
}  // namespace dau::unicode
