// SPDX-License-Identifier: Apache-2.0
// recovery.cc — what was acknowledged is found again, what was not is dropped, and damage is told from the two.
//
// A batch is its entries and the signed checkpoint of the tree with them; it is acknowledged when both are on the
// medium. So the log is what the last checkpoint frame says whose signature and root hold. Only the last batch can be
// unfinished: bytes that are wrong before another batch that was finished are damage.
#include "ledger/recovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <filesystem>
#include <optional>

#include "base/bytes.h"
#include "base/file.h"
#include "ledger/segment.h"
#include "ledger/tiles.h"

namespace dau::ledger {
namespace {
// The edge of a published log from its tiles, if they give its very root.
std::optional<Edge> edge_of_tiles(const std::string& folder, const Checkpoint& checkpoint) {
  const std::uint64_t size = checkpoint.size;
  TileTree tree(folder, size);
  std::vector<Hash> subtrees;
  std::uint64_t begin = 0;
  for (int level = 63; level >= 0; --level) {
    if (((size >> level) & 1) == 0) continue;
    const auto hash = tree.node(level, begin >> level);
    if (!hash) return std::nullopt;
    subtrees.push_back(*hash);
    begin += std::uint64_t{1} << level;
  }
  Edge edge;
  auto frontier = Frontier::from(size, std::move(subtrees));
  if (!frontier || frontier->root() != checkpoint.root) return std::nullopt;
  edge.frontier = *std::move(frontier);
  for (int level = 0; (size >> (kTileHeight * level)) > 0; ++level) {
    const std::uint64_t number = (size >> (kTileHeight * level)) / kTileWidth;
    std::vector<Hash> hashes;
    if (width_of(size, level, number) > 0) {
      auto tile = tree.tile(level, number);
      if (!tile) return std::nullopt;
      hashes = *std::move(tile);
    }
    edge.tiles.push_back(std::move(hashes));
    if (kTileHeight * (level + 1) >= 64) break;
  }
  if (const std::uint64_t width = size % kTileWidth; width > 0) {
    const std::string path = folder + "/" + bundle_path(size / kTileWidth, width);
    auto bundle = read_file(path);
    if (!bundle) return std::nullopt;
    const auto entries = entries_of(*bundle, width, path);
    if (!entries) return std::nullopt;
    for (std::size_t i = 0; i < entries->size(); ++i)
      if (leaf_hash(as_bytes((*entries)[i])) != edge.tiles[0][i]) return std::nullopt;
    edge.bundle = *std::move(bundle);
  }
  return edge;
}

// Whether a checkpoint of a later batch than the one that is broken at `from` is in the rest of a segment.
bool has_later_batch(std::span<const std::byte> bytes, std::size_t from, const NoteKey& key, const std::string& name) {
  std::size_t found = 0;
  for (std::size_t at = from; at + kFrameHead < bytes.size(); ++at) {
    if (static_cast<FrameType>(bytes[at + 8]) != FrameType::checkpoint) continue;
    const auto frame = read_frame(bytes, at, name);
    if (!frame || frame->type != FrameType::checkpoint || !read_checkpoint(frame->payload, key, name)) continue;
    if (++found == 2) return true;  // the first may be that of the broken batch itself
    at += frame->size - 1;
  }
  return false;
}

class Recovery {
 public:
  Recovery(std::string folder, const NoteKey& key) : folder_(std::move(folder)), key_(key) {}

  Result<Recovered> run() {
    DAU_TRY(const std::vector<std::uint64_t> segments, list_segments(folder_));
    DAU_CHECK(read_published_state());
    if (!segments.empty() && segments.front() != 0)
      return Error{Errc::corrupt, "the first segment is missing", folder_ + "/" + segment_name(0)};
    // The segment that the published log ends in: what lies before it was looked at when it was published.
    std::size_t start = 0;
    while (start + 1 < segments.size() && segments[start + 1] <= from_) ++start;
    if (segments.empty() && from_ > 0) return Error{Errc::corrupt, "all segments are missing", folder_ + "/segments"};
    for (std::size_t i = start; i < segments.size(); ++i)
      DAU_CHECK(read_segment(segments[i], i == start, i + 1 == segments.size()));
    if (done_.edge.frontier.size() < done_.published)
      return Error{Errc::corrupt,
                   fmt::format("{} entries, but {} are published", done_.edge.frontier.size(), done_.published),
                   folder_ + "/checkpoint"};
    return std::move(done_);
  }

 private:
  Result<void> read_published_state() {
    done_ = {};
    const std::string path = folder_ + "/checkpoint";
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) return {};
    DAU_TRY(Published published, read_published(folder_, key_));
    done_.published = published.checkpoint.size;
    auto edge = edge_of_tiles(folder_, published.checkpoint);
    if (!edge) return {};  // all is read again from the segments
    done_.edge = *std::move(edge);
    done_.note = std::move(published.note);
    from_ = published.checkpoint.size;
    return {};
  }

  // What the frames up to `stop` say. Where the last batch is not finished `end` is the place before it, and the edge
  // is beyond it: read again up to there.
  struct Reading {
    Edge edge;
    std::string note;
    std::vector<std::pair<std::string, std::string>> filled;
    std::uint64_t index;
    std::size_t at = kSegmentHead, end = kSegmentHead;
    std::uint64_t acknowledged;  // entries, at `end`
  };

  Result<void> read_segment(std::uint64_t first, bool is_start, bool is_last) {
    const std::string path = folder_ + "/" + segment_name(first);
    DAU_TRY(const MappedFile file, MappedFile::open(path));
    const std::span<const std::byte> bytes = file.bytes();
    DAU_CHECK(check_head(bytes, first, path));
    if (!is_start && first != done_.edge.frontier.size())
      return Error{Errc::corrupt, fmt::format("entries {} to {} are missing", done_.edge.frontier.size(), first), path};
    Reading reading{done_.edge, done_.note, {}, first, kSegmentHead, kSegmentHead, first};
    DAU_CHECK(read_frames(bytes, path, is_last, bytes.size(), reading));
    if (is_last && reading.acknowledged < from_)
      return Error{Errc::corrupt, fmt::format("entry {} is published, but not here", reading.acknowledged),
                   at_byte(path, reading.end)};
    if (reading.at != reading.end) {
      if (!is_last)
        return Error{Errc::corrupt, "entries without a checkpoint, and a segment after them",
                     at_byte(path, reading.end)};
      const std::size_t stop = reading.end;
      reading = {done_.edge, done_.note, {}, first, kSegmentHead, kSegmentHead, first};
      DAU_CHECK(read_frames(bytes, path, is_last, stop, reading));
    }
    if (!reading.note.empty()) DAU_CHECK(read_checkpoint(reading.note, key_, at_byte(path, reading.end)));
    done_.edge = std::move(reading.edge);
    done_.note = std::move(reading.note);
    for (auto& one : reading.filled) done_.lost.push_back(std::move(one));
    done_.has_segment = true;
    done_.segment = first;
    done_.offset = reading.end;
    return {};
  }

  Result<void> read_frames(std::span<const std::byte> bytes, const std::string& path, bool is_last, std::size_t stop,
                           Reading& reading) const {
    while (reading.at < stop) {
      const auto frame = read_frame(bytes, reading.at, path);
      if (!frame) {
        if (!is_last || has_later_batch(bytes, reading.at, key_, path)) return frame.error();
        return {};
      }
      if (frame->type == FrameType::end) return {};
      const std::size_t begin = reading.at;
      reading.at += frame->size;
      if (frame->type == FrameType::entry) {
        if (reading.index++ < from_) continue;  // in the published log already
        add_entry(reading.edge, leaf_hash(as_bytes(frame->payload)), frame->payload,
                  [&](std::string name, std::string content) {
                    reading.filled.emplace_back(std::move(name), std::move(content));
                  });
        continue;
      }
      if (reading.index > from_) {
        const auto checkpoint = read_unverified_checkpoint(frame->payload, path);
        if (!checkpoint || checkpoint->size != reading.index || checkpoint->root != reading.edge.frontier.root()) {
          if (!is_last || has_later_batch(bytes, reading.at, key_, path))
            return Error{Errc::corrupt, "a checkpoint that does not fit what is before it", at_byte(path, begin)};
          return {};
        }
        reading.note = frame->payload;
      }
      reading.end = reading.at;
      reading.acknowledged = reading.index;
    }
    return {};
  }

  std::string folder_;
  const NoteKey& key_;
  std::uint64_t from_ = 0;  // entries that need no second look
  Recovered done_{};
};
}  // namespace

Result<Recovered> recover(const std::string& folder, const NoteKey& key) { return Recovery(folder, key).run(); }
}  // namespace dau::ledger
