// SPDX-License-Identifier: Apache-2.0
// segment.cc — frames: u32 size, u32 checksum, u8 type, payload; little-endian.
#include "ledger/segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/bytes.h"
#include "base/hash.h"
#include "ledger/tiles.h"

namespace dau::ledger {
namespace {
constexpr std::string_view kMagic = "DAULOG1\n";
constexpr std::size_t kMaxPayload = kMaxEntryBytes;

void append_number(std::string& out, std::uint64_t number, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(number >> (8 * i) & 0xFF);
}

// XXH3 of type and payload, its lower half: at memory speed, and at hand already.
std::uint32_t checksum(std::span<const std::byte> type_and_payload) {
  return static_cast<std::uint32_t>(xxh3_64(type_and_payload));
}

std::uint32_t number_at(std::span<const std::byte> bytes, std::size_t at) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}
}  // namespace

std::string segment_name(std::uint64_t first) { return fmt::format("segments/{:020}.seg", first); }

std::string segment_head(std::uint64_t first) {
  std::string head(kMagic);
  append_number(head, first, 8);
  head.resize(kSegmentHead);
  return head;
}

void append_frame(std::string& out, FrameType type, std::string_view payload) {
  const std::size_t begin = out.size();
  append_number(out, payload.size(), 4);
  append_number(out, 0, 4);
  out += static_cast<char>(type);
  out += payload;
  const std::uint32_t sum = checksum(as_bytes(out).subspan(begin + 8));
  std::memcpy(out.data() + begin + 4, &sum, sizeof sum);
}

Result<Frame> read_frame(std::span<const std::byte> bytes, std::size_t at, const std::string& name) {
  if (at + kFrameHead > bytes.size()) return Frame{};
  const std::size_t size = number_at(bytes, at);
  const std::uint32_t sum = number_at(bytes, at + 4);
  const auto type = static_cast<FrameType>(bytes[at + 8]);
  if (size == 0 && sum == 0 && type == FrameType::end) return Frame{};
  if (type != FrameType::entry && type != FrameType::checkpoint)
    return Error{Errc::corrupt, "a frame of no known type", at_byte(name, at)};
  if (size > kMaxPayload || size > bytes.size() - at - kFrameHead)
    return Error{Errc::corrupt, "a frame that is cut off", at_byte(name, at)};
  const std::string_view payload = as_text(bytes.subspan(at + kFrameHead, size));
  if (checksum(bytes.subspan(at + 8, 1 + size)) != sum)
    return Error{Errc::corrupt, "a frame of another checksum", at_byte(name, at)};
  return Frame{type, payload, kFrameHead + size};
}

Result<void> check_head(std::span<const std::byte> bytes, std::uint64_t first, const std::string& name) {
  const std::string head = segment_head(first);
  if (bytes.size() >= head.size() && as_text(bytes.first(head.size())) == head) return {};
  return Error{Errc::corrupt, fmt::format("not the segment of entry {}", first), at_byte(name, 0)};
}

Result<std::vector<std::uint64_t>> list_segments(const std::string& folder) {
  std::vector<std::uint64_t> firsts;
  std::error_code failed;
  for (std::filesystem::directory_iterator it(folder + "/segments", failed), end; !failed && it != end;
       it.increment(failed)) {
    const std::string name = it->path().filename().string();
    std::uint64_t first = 0;
    for (const char c : name.substr(0, name.find('.'))) first = first * 10 + static_cast<std::uint64_t>(c - '0');
    if (segment_name(first) == "segments/" + name)
      firsts.push_back(first);
    else if (!name.ends_with(".new"))  // one that was never begun
      return Error{Errc::corrupt, "not a segment", folder + "/segments/" + name};
  }
  if (failed) return Error{Errc::io, failed.message(), folder + "/segments"};
  std::ranges::sort(firsts);
  return firsts;
}
}  // namespace dau::ledger
