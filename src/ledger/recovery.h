// SPDX-License-Identifier: Apache-2.0
// recovery.h — from the files of a log to the state in which it goes on.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "dau/ledger/log.h"
#include "dau/ledger/merkle.h"

namespace dau::ledger {
// The right edge of the tree: of each level of tiles the hashes of the one that is not full.
struct Edge {
  Frontier frontier;
  std::vector<std::vector<Hash>> tiles;  // by level; each less than kTileWidth hashes
  std::string bundle;                    // the entries of the bundle that is not full
};

struct Recovered {
  Edge edge;
  std::string note;         // the last checkpoint; empty: there was none yet
  std::uint64_t published;  // the size of the published checkpoint
  std::uint64_t segment;    // first entry of the segment that is written to; its end:
  std::uint64_t offset;
  bool has_segment;
  // Tiles and bundles that are full but may not be there, by path.
  std::vector<std::pair<std::string, std::string>> lost;
};

// Errors: as Log::open.
Result<Recovered> recover(const std::string& folder, const NoteKey& key);

// Adds an entry to the edge. `full(path, bytes)` is called for every tile and bundle that it fills.
template <class Full>
void add_entry(Edge& edge, const Hash& leaf, std::string_view entry, const Full& full);
}  // namespace dau::ledger

#include "ledger/recovery_inl.h"
