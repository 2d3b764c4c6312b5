// SPDX-License-Identifier: Apache-2.0
// reader.cc — what whoever has the folder can see and check, writer or not.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/bytes.h"
#include "base/file.h"
#include "base/parallel.h"
#include "dau/ledger/log.h"
#include "ledger/recovery.h"
#include "ledger/segment.h"
#include "ledger/tiles.h"

namespace dau::ledger {
namespace {
constexpr std::uint64_t kMaxKey = 64 * 1024;
constexpr std::size_t kMaxFaults = 100;

Result<std::string> read_bundle(const std::string& folder, std::uint64_t number, std::uint64_t width) {
  auto bundle = read_file(folder + "/" + bundle_path(number, width));
  if (!bundle && width != kTileWidth)
    if (auto whole = read_file(folder + "/" + bundle_path(number, kTileWidth))) return whole;
  return bundle;
}

// All that an audit finds, the first of it with its places.
class Auditor {
 public:
  Auditor(std::string folder, const NoteKey& key) : folder_(std::move(folder)), key_(key) {}

  Result<Audit> run(std::span<const Checkpoint> older) {
    DAU_CHECK(own_key(folder_));
    const auto published = read_published(folder_, key_);
    if (!published) {
      if (published.error().code != Errc::corrupt) return published.error();
      fault(published.error().at + ": " + published.error().message);
    }
    older_.assign(older.begin(), older.end());
    if (published) older_.push_back(published->checkpoint);
    std::error_code failed;
    if (std::filesystem::is_directory(folder_ + "/segments", failed))
      DAU_CHECK(read_segments());
    else if (published)
      DAU_CHECK(read_bundles(published->checkpoint.size));
    audit_.entries = frontier_.size();
    audit_.root = frontier_.root();
    for (const Checkpoint& one : older_)
      if (one.size > audit_.entries)
        fault(fmt::format("a checkpoint of {} entries, but there are {}", one.size, audit_.entries));
    if (published) check_derived(published->checkpoint.size);
    return std::move(audit_);
  }

 private:
  void fault(std::string text) {
    if (audit_.faults.size() < kMaxFaults) audit_.faults.push_back(std::move(text));
  }

  void add(const Hash& leaf) {
    frontier_.append(leaf, [&](int level, const Hash& hash) {
      if (level % kTileHeight != 0) return;
      const auto row = static_cast<std::size_t>(level / kTileHeight);
      if (rows_.size() <= row) rows_.resize(row + 1);
      rows_[row].push_back(hash);
    });
    for (const Checkpoint& one : older_)
      if (one.size == frontier_.size() && one.root != frontier_.root())
        fault(fmt::format("at {} entries another root than a checkpoint has", one.size));
  }

  // Frames in order; the hashes of a stretch of entries are made on all cores.
  Result<void> read_segments() {
    DAU_TRY(const std::vector<std::uint64_t> segments, list_segments(folder_));
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const std::string path = folder_ + "/" + segment_name(segments[i]);
      if (segments[i] != frontier_.size())
        fault(fmt::format("{}: begins at entry {}, not {}", path, segments[i], frontier_.size()));
      DAU_TRY(const MappedFile file, MappedFile::open(path));
      if (const auto head = check_head(file.bytes(), segments[i], path); !head)
        fault(head.error().at + ": " + head.error().message);
      read_frames(file.bytes(), path);
    }
    return {};
  }

  void read_frames(std::span<const std::byte> bytes, const std::string& path) {
    std::vector<std::string_view> entries;
    const auto flush = [&] {
      std::vector<Hash> leaves(entries.size());
      in_parallel(entries.size(), 512, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) leaves[i] = leaf_hash(as_bytes(entries[i]));
      });
      for (const Hash& leaf : leaves) add(leaf);
      entries.clear();
    };
    std::size_t acknowledged = kSegmentHead;
    for (std::size_t at = kSegmentHead;;) {
      const auto frame = read_frame(bytes, at, path);
      if (!frame) {
        flush();
        return fault(frame.error().at + ": " + frame.error().message);
      }
      if (frame->type == FrameType::end) break;
      at += frame->size;
      if (frame->type == FrameType::entry) {
        entries.push_back(frame->payload);
        continue;
      }
      flush();
      ++audit_.checkpoints;
      const auto checkpoint = read_unverified_checkpoint(frame->payload, path);
      if (!checkpoint || checkpoint->size != frontier_.size() || checkpoint->root != frontier_.root())
        fault(fmt::format("{}: a checkpoint that does not fit what is before it", at_byte(path, at - frame->size)));
      acknowledged = at;
      last_note_ = frame->payload;
    }
    if (!entries.empty()) {
      fault(fmt::format("{}: {} entries that no checkpoint acknowledges", at_byte(path, acknowledged), entries.size()));
      flush();
    }
    // Each root was made again; that they are signed is asked of the last, which commits to all.
    if (!last_note_.empty())
      if (const auto last = read_checkpoint(last_note_, key_, at_byte(path, acknowledged)); !last)
        fault(last.error().at + ": " + last.error().message);
  }

  // A copy without segments: its entries are in the bundles.
  Result<void> read_bundles(std::uint64_t size) {
    for (std::uint64_t number = 0; width_of(size, 0, number) > 0; ++number) {
      const std::uint64_t width = width_of(size, 0, number);
      const std::string path = folder_ + "/" + bundle_path(number, width);
      DAU_TRY(const std::string bundle, read_bundle(folder_, number, width));
      const auto entries = entries_of(bundle, width, path);
      if (!entries) {
        fault(entries.error().at + ": " + entries.error().message);
        return {};
      }
      for (const std::string_view entry : *entries) add(leaf_hash(as_bytes(entry)));
    }
    return {};
  }

  // The published tiles and bundles against the tree that was made of the entries.
  void check_derived(std::uint64_t size) {
    if (size > frontier_.size()) return;
    TileTree tree(folder_, size);
    for (std::size_t row = 0; row < rows_.size(); ++row)
      for (std::uint64_t number = 0; width_of(size, static_cast<int>(row), number) > 0; ++number)
        check_tile(tree, static_cast<int>(row), number);
    for (std::uint64_t number = 0; width_of(size, 0, number) > 0; ++number)
      check_bundle(number, width_of(size, 0, number));
  }

  void check_tile(TileTree& tree, int row, std::uint64_t number) {
    const auto tile = tree.tile(row, number);
    if (!tile) return fault(tile.error().at + ": " + tile.error().message);
    const auto begin = rows_[static_cast<std::size_t>(row)].begin() + static_cast<std::ptrdiff_t>(number * kTileWidth);
    if (!std::equal(tile->begin(), tile->end(), begin))
      fault(fmt::format("{}/{}: other hashes than the entries give", folder_, tile_path(row, number, tile->size())));
  }

  void check_bundle(std::uint64_t number, std::uint64_t width) {
    const std::string path = folder_ + "/" + bundle_path(number, width);
    const auto bundle = read_bundle(folder_, number, width);
    if (!bundle) return fault(path + ": " + bundle.error().message);
    auto entries = entries_of(*bundle, width, path);
    if (!entries) return fault(entries.error().at + ": " + entries.error().message);
    for (std::size_t i = 0; i < entries->size(); ++i)
      if (leaf_hash(as_bytes((*entries)[i])) != rows_[0][number * kTileWidth + i])
        return fault(fmt::format("{}: entry {} is another one", path, number * kTileWidth + i));
  }

  std::string folder_;
  const NoteKey& key_;
  Audit audit_;
  Frontier frontier_;
  std::vector<std::vector<Hash>> rows_;  // by level of tiles: 32 bytes an entry
  std::vector<Checkpoint> older_;
  std::string last_note_;
};
}  // namespace

Result<NoteKey> own_key(const std::string& folder) {
  DAU_TRY(const std::string text, read_file(folder + "/log.vkey", kMaxKey));
  return read_note_key(text, folder + "/log.vkey");
}

Result<Published> read_published(const std::string& folder, const NoteKey& key) {
  const std::string path = folder + "/checkpoint";
  DAU_TRY(std::string note, read_file(path, kMaxNoteBytes));
  DAU_TRY(Checkpoint checkpoint, read_checkpoint(note, key, path));
  return Published{std::move(checkpoint), std::move(note)};
}

Result<std::string> read_entry(const std::string& folder, std::uint64_t index, const Published& published) {
  const std::uint64_t size = published.checkpoint.size;
  if (index >= size) return Error{Errc::invalid_argument, fmt::format("entry {} of a log of {}", index, size), "index"};
  const std::uint64_t number = index / kTileWidth, width = width_of(size, 0, number);
  DAU_TRY(const std::string bundle, read_bundle(folder, number, width));
  const std::string path = folder + "/" + bundle_path(number, width);
  auto entries = entries_of(bundle, width, path);
  if (!entries) entries = entries_of(bundle, kTileWidth, path);  // filled since
  if (!entries) return std::move(entries).error();
  return std::string((*entries)[index % kTileWidth]);
}

Result<Proof> prove_entry(const std::string& folder, std::uint64_t index, const Published& published) {
  TileTree tree(folder, published.checkpoint.size);
  DAU_TRY(std::vector<Hash> path, prove_inclusion(index, published.checkpoint.size, tree.source()));
  return Proof{index, {}, std::move(path), published.note};
}

namespace {
// A tile or bundle of just the published width, also where it has been filled since.
Result<std::string> read_tile_bytes(const std::string& folder, int level, std::uint64_t number, std::uint64_t width) {
  auto bytes = read_file(folder + "/" + tile_path(level, number, width));
  if (!bytes && width != kTileWidth) bytes = read_file(folder + "/" + tile_path(level, number, kTileWidth));
  if (bytes && bytes->size() > width * sizeof(Hash)) bytes->resize(width * sizeof(Hash));
  return bytes;
}

Result<std::string> read_bundle_bytes(const std::string& folder, std::uint64_t number, std::uint64_t width) {
  DAU_TRY(const std::string bundle, read_bundle(folder, number, width));
  const std::string path = folder + "/" + bundle_path(number, width);
  if (entries_of(bundle, width, path)) return bundle;
  DAU_TRY(const std::vector<std::string_view> entries, entries_of(bundle, kTileWidth, path));
  std::string cut;
  for (std::uint64_t i = 0; i < width; ++i) append_bundle_entry(cut, entries[i]);
  return cut;
}
}  // namespace

Result<void> read_tiles(const std::string& folder, const Published& published,
                        const std::function<Result<void>(const std::string& path, std::string_view bytes)>& take) {
  const std::uint64_t size = published.checkpoint.size;
  for (int level = 0; width_of(size, level, 0) > 0; ++level)
    for (std::uint64_t number = 0; width_of(size, level, number) > 0; ++number) {
      const std::uint64_t width = width_of(size, level, number);
      DAU_TRY(const std::string bytes, read_tile_bytes(folder, level, number, width));
      DAU_CHECK(take(tile_path(level, number, width), bytes));
    }
  for (std::uint64_t number = 0; width_of(size, 0, number) > 0; ++number) {
    const std::uint64_t width = width_of(size, 0, number);
    DAU_TRY(const std::string bytes, read_bundle_bytes(folder, number, width));
    DAU_CHECK(take(bundle_path(number, width), bytes));
  }
  return {};
}

Result<std::vector<Hash>> prove_growth(const std::string& folder, std::uint64_t old_size, const Published& published) {
  TileTree tree(folder, published.checkpoint.size);
  return prove_consistency(old_size, published.checkpoint.size, tree.source());
}

Result<Audit> audit(const std::string& folder, const NoteKey& key, std::span<const Checkpoint> older) {
  return Auditor(folder, key).run(older);
}

Result<Checkpoint> check_proof(const Proof& proof, std::string_view entry, const NoteKey& key,
                               const std::string& name) {
  DAU_TRY(Checkpoint checkpoint, read_checkpoint(proof.checkpoint, key, name));
  if (!is_included(proof.index, checkpoint.size, leaf_hash(as_bytes(entry)), proof.path, checkpoint.root))
    return Error{Errc::corrupt, "the entry is not the one that the proof is of", name};
  return checkpoint;
}
}  // namespace dau::ledger
