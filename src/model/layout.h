// SPDX-License-Identifier: Apache-2.0
// layout.h — the numbers of docs/formats/model.md, shared by reader and writer.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace dau::model {
using namespace std::string_view_literals;

inline constexpr std::string_view kMagic = "\x89\x44\x41\x55\r\n\x1A\n"sv;
inline constexpr std::string_view kUnfinishedMagic = "\x89\x64\x61\x75\r\n\x1A\n"sv;
inline constexpr std::size_t kMagicStem = 4;  // bytes of the magic that a transfer as text leaves alone

inline constexpr std::uint32_t kFormatVersion = 1;
inline constexpr std::size_t kHeaderSize = 64;
inline constexpr std::size_t kEntrySize = 48;
inline constexpr std::size_t kAlignment = 64;
inline constexpr std::size_t kKindSize = 16;
inline constexpr std::size_t kNameSize = 24;
inline constexpr std::size_t kReservedSize = 12;
inline constexpr std::size_t kChecksumOffset = 56;
inline constexpr std::uint32_t kMaxSections = 64;
inline constexpr std::uint64_t kMaxCardSize = 1 << 20;
inline constexpr std::string_view kCardName = "card";

constexpr std::uint64_t align_up(std::uint64_t offset) { return (offset + kAlignment - 1) & ~(kAlignment - 1ull); }

// The bytes of header and table.
constexpr std::uint64_t front_size(std::uint32_t section_count) {
  return kHeaderSize + std::uint64_t{section_count} * kEntrySize;
}

// The header checksum: of everything in `front` (header and table) but the checksum itself.
std::uint64_t front_checksum(std::span<const std::byte> front);

// True for a kind or section name of at most `max_size` characters.
constexpr bool is_name(std::string_view name, std::size_t max_size) {
  return !name.empty() && name.size() <= max_size &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string_view::npos;
}
}  // namespace dau::model
