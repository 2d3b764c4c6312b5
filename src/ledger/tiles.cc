// SPDX-License-Identifier: Apache-2.0
// tiles.cc — see tiles.h.
#include "ledger/tiles.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.h"
#include "base/file.h"

namespace dau::ledger {
namespace {
constexpr std::size_t kKeptTiles = 64;

// 1234067 is "x001/x234/067".
std::string number_path(std::uint64_t number) {
  std::string path = fmt::format("{:03}", number % 1000);
  while ((number /= 1000) != 0) path = fmt::format("x{:03}/{}", number % 1000, path);
  return path;
}

std::string with_width(std::string path, std::uint64_t width) {
  return width == kTileWidth ? path : fmt::format("{}.p/{}", path, width);
}
}  // namespace

std::string tile_path(int level, std::uint64_t number, std::uint64_t width) {
  return with_width(fmt::format("tile/{}/{}", level, number_path(number)), width);
}

std::string bundle_path(std::uint64_t number, std::uint64_t width) {
  return with_width("tile/entries/" + number_path(number), width);
}

std::uint64_t width_of(std::uint64_t size, int level, std::uint64_t number) {
  const std::uint64_t hashes = kTileHeight * level >= 64 ? 0 : size >> (kTileHeight * level);
  if (number > hashes / kTileWidth) return 0;
  return std::min(kTileWidth, hashes - number * kTileWidth);
}

void append_bundle_entry(std::string& bundle, std::string_view entry) {
  bundle += static_cast<char>(entry.size() >> 8);
  bundle += static_cast<char>(entry.size() & 0xFF);
  bundle += entry;
}

Result<std::vector<std::string_view>> entries_of(std::string_view bundle, std::uint64_t width,
                                                 const std::string& name) {
  std::vector<std::string_view> entries;
  std::size_t at = 0;
  while (at < bundle.size()) {
    const std::size_t left = bundle.size() - at;
    const std::size_t size = left < 2 ? left
                                      : static_cast<std::size_t>(static_cast<unsigned char>(bundle[at])) << 8 |
                                            static_cast<unsigned char>(bundle[at + 1]);
    if (left < 2 || size > left - 2) return Error{Errc::corrupt, "an entry that is cut off", at_byte(name, at)};
    entries.push_back(bundle.substr(at + 2, size));
    at += 2 + size;
  }
  if (entries.size() != width)
    return Error{Errc::corrupt, fmt::format("{} entries, not {}", entries.size(), width), name};
  return entries;
}

// A tile that was filled since is as good, and may be all that is left.
TileTree::TileTree(const std::string& folder, std::uint64_t size)
    : read_([folder](int level, std::uint64_t number, std::uint64_t width) -> Result<std::string> {
        const std::uint64_t most = kTileWidth * sizeof(Hash);
        auto bytes = read_file(folder + "/" + tile_path(level, number, width), most);
        if (!bytes && width != kTileWidth) {
          if (auto whole = read_file(folder + "/" + tile_path(level, number, kTileWidth), most))
            bytes = std::move(whole);
        }
        if (bytes && (bytes->size() < width * sizeof(Hash) || bytes->size() % sizeof(Hash) != 0))
          return Error{Errc::corrupt, fmt::format("{} bytes, not {} hashes", bytes->size(), width),
                       folder + "/" + tile_path(level, number, width)};
        return bytes;
      }),
      size_(size) {}

Result<std::vector<Hash>> TileTree::tile(int level, std::uint64_t number) {
  const auto kept = tiles_.find({level, number});
  if (kept != tiles_.end()) return kept->second;
  const std::uint64_t width = width_of(size_, level, number);
  if (width == 0) return Error{Errc::invalid_argument, "a tile beyond the end", tile_path(level, number, width)};
  DAU_TRY(const std::string bytes, read_(level, number, width));
  if (bytes.size() < width * sizeof(Hash))
    return Error{Errc::corrupt, fmt::format("{} bytes, not {} hashes", bytes.size(), width),
                 tile_path(level, number, width)};
  std::vector<Hash> hashes(width);
  for (std::size_t i = 0; i < hashes.size(); ++i)
    std::ranges::copy(as_bytes(bytes).subspan(i * sizeof(Hash), sizeof(Hash)), hashes[i].begin());
  if (tiles_.size() >= kKeptTiles) tiles_.clear();
  tiles_[{level, number}] = hashes;
  return hashes;
}

Result<Hash> TileTree::node(int level, std::uint64_t index) {
  const int inside = level % kTileHeight;
  const std::uint64_t first = index << inside;
  DAU_TRY(const std::vector<Hash> hashes, tile(level / kTileHeight, first / kTileWidth));
  const std::uint64_t offset = first % kTileWidth, count = std::uint64_t{1} << inside;
  if (offset + count > hashes.size())
    return Error{Errc::invalid_argument, "a subtree beyond the end",
                 tile_path(level / kTileHeight, first / kTileWidth, hashes.size())};
  std::vector<Hash> row(hashes.begin() + static_cast<std::ptrdiff_t>(offset),
                        hashes.begin() + static_cast<std::ptrdiff_t>(offset + count));
  for (; row.size() > 1; row.resize(row.size() / 2))
    for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
  return row[0];
}
}  // namespace dau::ledger
