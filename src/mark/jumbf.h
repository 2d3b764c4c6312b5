// SPDX-License-Identifier: Apache-2.0
// jumbf.h — JUMBF (ISO/IEC 19566-5) boxes as C2PA has them: a tree of labelled superboxes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"

namespace dau::mark {
inline constexpr int kMaxBoxDepth = 16;
inline constexpr std::size_t kMaxBoxes = 20'000;
inline constexpr std::uint64_t kMaxStore = std::uint64_t{32} << 20;

// A box that was read; its texts are views of the store.
struct Box {
  std::string type;          // four bytes: "jumb", "cbor", "json", …
  std::uint64_t offset = 0;  // of its first byte in the store
  std::string_view whole;    // header and all
  std::string_view content;  // without the box's own header: of a superbox, what its hash is made over
  // Of superboxes alone:
  std::string_view uuid;      // 16 bytes
  std::string_view label;     // UTF-8
  std::vector<Box> children;  // without the description box

  bool is_super() const { return type == "jumb"; }
  // The first child superbox of a label; nullptr.
  const Box* child(std::string_view wanted) const;
};

// The UUIDs of C2PA's superboxes are a four-letter code and twelve bytes that never change.
std::string box_uuid(std::string_view code);
inline constexpr std::string_view kEmbeddedFile = "\x40\xCB\x0C\x32\xBB\x8A\x48\x9D\xA7\x0B\x2A\xD6\xF4\x7F\x43\x69";

// The store: one superbox "c2pa", after which only zeros or `free` boxes may follow. Errors: corrupt,
// at = "<name> at byte <offset>".
Result<Box> read_store(std::string_view store, const std::string& name);

// The size that the box at the begin of `bytes` says it has; 0: none that fits.
std::uint64_t box_size(std::string_view bytes);

std::string make_box(std::string_view type, std::string_view content);
std::string make_superbox(std::string_view uuid, std::string_view label, std::string_view children);
}  // namespace dau::mark
