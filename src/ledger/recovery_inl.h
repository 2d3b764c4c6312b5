// SPDX-License-Identifier: Apache-2.0
// recovery_inl.h — add_entry.
#pragma once
#include "ledger/recovery.h"
#include "ledger/tiles.h"

namespace dau::ledger {
inline std::string tile_bytes(const std::vector<Hash>& hashes) {
  return {reinterpret_cast<const char*>(hashes.data()), hashes.size() * sizeof(Hash)};
}

template <class Full>
void add_entry(Edge& edge, const Hash& leaf, std::string_view entry, const Full& full) {
  const std::uint64_t index = edge.frontier.size();
  edge.frontier.append(leaf, [&](int level, const Hash& hash) {
    if (level % kTileHeight != 0) return;
    const auto row = static_cast<std::size_t>(level / kTileHeight);
    if (edge.tiles.size() <= row) edge.tiles.resize(row + 1);
    edge.tiles[row].push_back(hash);
    if (edge.tiles[row].size() < kTileWidth) return;
    full(tile_path(static_cast<int>(row), index >> (kTileHeight * (row + 1)), kTileWidth), tile_bytes(edge.tiles[row]));
    edge.tiles[row].clear();
  });
  append_bundle_entry(edge.bundle, entry);
  if ((index + 1) % kTileWidth != 0) return;
  full(bundle_path(index / kTileWidth, kTileWidth), std::move(edge.bundle));
  edge.bundle.clear();
}
}  // namespace dau::ledger
