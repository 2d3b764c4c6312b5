// SPDX-License-Identifier: Apache-2.0
// tiles.h — where the hashes and entries of a log lie as files: C2SP tlog-tiles.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/ledger/merkle.h"
#include "dau/result.h"

namespace dau::ledger {
inline constexpr int kTileHeight = 8;
inline constexpr std::uint64_t kTileWidth = 256;
inline constexpr std::size_t kMaxEntryBytes = 65'535;

// "tile/0/x001/234", "tile/0/x001/234.p/17"; of entries "tile/entries/…". `width`: kTileWidth for a whole tile.
std::string tile_path(int level, std::uint64_t number, std::uint64_t width);
std::string bundle_path(std::uint64_t number, std::uint64_t width);

// How many hashes or entries of tile `number` of a level a log of `size` has: 0 to kTileWidth.
std::uint64_t width_of(std::uint64_t size, int level, std::uint64_t number);

void append_bundle_entry(std::string& bundle, std::string_view entry);  // u16, big-endian, and the bytes
// Errors: corrupt, at = "<name> at byte <offset>" (cut off; not `width` entries).
Result<std::vector<std::string_view>> entries_of(std::string_view bundle, std::uint64_t width, const std::string& name);

// The tree of a log of `size` entries, from its tiles. Not for several threads at once.
class TileTree {
 public:
  TileTree(const std::string& folder, std::uint64_t size);  // the files of a log
  // Or from elsewhere: the bytes of a tile of at least `width` hashes.
  using Read = std::function<Result<std::string>(int level, std::uint64_t number, std::uint64_t width)>;
  TileTree(Read read, std::uint64_t size) : read_(std::move(read)), size_(size) {}

  // Errors: not_found, io; corrupt (a tile of another size).
  Result<Hash> node(int level, std::uint64_t index);
  Result<std::vector<Hash>> tile(int level, std::uint64_t number);
  NodeSource source() {
    return [this](int level, std::uint64_t index) { return node(level, index); };
  }

 private:
  Read read_;
  std::uint64_t size_;
  std::map<std::pair<int, std::uint64_t>, std::vector<Hash>> tiles_;  // the last that were read
};
}  // namespace dau::ledger
