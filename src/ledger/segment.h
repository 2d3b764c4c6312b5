// SPDX-License-Identifier: Apache-2.0
// segment.h — the files that a log is written to first: docs/formats/log.md.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"

namespace dau::ledger {
inline constexpr std::uint64_t kSegmentBytes = std::uint64_t{64} << 20;
inline constexpr std::size_t kSegmentHead = 32;
inline constexpr std::size_t kFrameHead = 9;

enum class FrameType : std::uint8_t { end = 0, entry = 1, checkpoint = 2 };

std::string segment_name(std::uint64_t first);  // "segments/00000000000000000042.seg"
std::string segment_head(std::uint64_t first);
void append_frame(std::string& out, FrameType type, std::string_view payload);

struct Frame {
  FrameType type = FrameType::end;
  std::string_view payload;
  std::size_t size = 0;  // with its head
};

// The frame that begins at `at`; end where the rest is zero, or no frame fits any more. Errors: corrupt, at = "<name>
// at byte <at>" (another checksum, a type that is none, cut off).
Result<Frame> read_frame(std::span<const std::byte> bytes, std::size_t at, const std::string& name);

// Errors: corrupt (not a segment, or of another first entry).
Result<void> check_head(std::span<const std::byte> bytes, std::uint64_t first, const std::string& name);

// The first entries of the segments of a log, in order. Errors: io; corrupt (a file of another name).
Result<std::vector<std::uint64_t>> list_segments(const std::string& folder);
}  // namespace dau::ledger
