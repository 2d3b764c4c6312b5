// SPDX-License-Identifier: Apache-2.0
// bmff.cc — MP4, MOV, M4A: a uuid box after ftyp (C2PA A.5). What it shifts is found again: offsets in the tables of
// moov, moof and mfra are written anew.
#include "mark/bmff.h"

#include <algorithm>

#include "base/bytes.h"

#include "mark/bytes_be.h"
#include "mark/jumbf.h"

namespace dau::mark {
namespace {
constexpr std::string_view kUuid("\xD8\xFE\xC3\xD6\x1B\x0E\x48\x3C\x92\x97\x58\x28\x87\x7E\xC4\x81", 16);
constexpr std::string_view kPurpose("manifest\0", 9);
constexpr int kMaxDepth = 16;

// Header of a box at the begin of `bytes`; size 0: none that fits.
MediaBox read_box(std::string_view bytes, std::uint64_t at) {
  MediaBox out;
  if (bytes.size() < 8) return out;
  std::uint64_t size = u32_be(bytes, 0);
  if (size == 1 && bytes.size() >= 16) {
    size = read_be(bytes, 8, 8);
    out.header = 16;
  } else if (size == 0) {
    size = bytes.size();
  }
  out.type = bytes.substr(4, 4);
  if (size >= out.header && size <= bytes.size()) out.range = {at, size};
  return out;
}

// Where bytes of the old file stand in the new one.
struct Shift {
  std::uint64_t inserted_at = 0, inserted = 0;
  std::vector<Range> removed;

  std::uint64_t operator()(std::uint64_t old) const {
    std::uint64_t out = old >= inserted_at ? old + inserted : old;
    for (const Range& range : removed)
      if (range.begin < old) out -= std::min(range.size, old - range.begin);
    return out;
  }
};

class Patcher {
 public:
  Patcher(std::string& bytes, const Shift& shift) : bytes_(bytes), shift_(shift) {}

  // False: a table that cannot be written anew (an offset outgrows its 32 bits, a box that lies about its size).
  bool patch(std::uint64_t begin, std::uint64_t end, int depth = 0) {
    if (depth > kMaxDepth) return false;
    while (end - begin >= 8) {
      const MediaBox box = read_box(std::string_view(bytes_).substr(begin, end - begin), begin);
      if (box.range.size == 0) return false;
      const std::uint64_t from = begin + box.header;
      const std::uint64_t to = box.range.end();
      bool good = true;
      if (is_container(box.type))
        good = patch(from, to, depth + 1);
      else if (box.type == "stco")
        good = patch_table(from, to, 4, 8, 4);
      else if (box.type == "co64")
        good = patch_table(from, to, 4, 8, 8);
      else if (box.type == "tfhd")
        good = patch_base(from, to);
      else if (box.type == "saio")
        good = patch_auxiliary(from, to);
      else if (box.type == "tfra")
        good = patch_random_access(from, to);
      if (!good) return false;
      begin = to;
    }
    return true;
  }

 private:
  static bool is_container(std::string_view type) {
    for (const std::string_view one : {"moov", "trak", "mdia", "minf", "stbl", "moof", "traf", "mfra", "mvex"})
      if (type == one) return true;
    return false;
  }

  bool move(std::uint64_t at, int size) {
    const std::uint64_t moved = shift_(read_be(bytes_, at, size));
    if (size == 4 && moved > 0xFFFFFFFFu) return false;
    bytes_.replace(at, static_cast<std::size_t>(size), be(moved, size));
    return true;
  }

  // A count at `count_at`, and that many numbers from `first` on.
  bool patch_table(std::uint64_t from, std::uint64_t to, std::uint64_t count_at, std::uint64_t first, int size) {
    if (to - from < first) return false;
    const std::uint64_t count = u32_be(bytes_, from + count_at);
    if (count > (to - from - first) / static_cast<std::uint64_t>(size)) return false;
    for (std::uint64_t i = 0; i < count; ++i)
      if (!move(from + first + i * static_cast<std::uint64_t>(size), size)) return false;
    return true;
  }

  bool patch_base(std::uint64_t from, std::uint64_t to) {
    if (to - from < 8) return false;
    if ((u32_be(bytes_, from) & 1) == 0) return true;  // no base offset
    return to - from >= 16 && move(from + 8, 8);
  }

  bool patch_auxiliary(std::uint64_t from, std::uint64_t to) {
    if (to - from < 4) return false;
    const std::uint32_t flags = u32_be(bytes_, from);
    const std::uint64_t count_at = (flags & 1) != 0 ? 12 : 4;
    return patch_table(from, to, count_at, count_at + 4, flags >> 24 == 0 ? 4 : 8);
  }

  bool patch_random_access(std::uint64_t from, std::uint64_t to) {
    if (to - from < 16) return false;
    const int size = static_cast<std::uint8_t>(bytes_[from]) == 1 ? 8 : 4;
    const std::uint32_t lengths = u32_be(bytes_, from + 8);
    const std::uint64_t each =
        2 * static_cast<std::uint64_t>(size) + 3 + (lengths >> 4 & 3) + (lengths >> 2 & 3) + (lengths & 3);
    const std::uint64_t count = u32_be(bytes_, from + 12);
    if (count > (to - from - 16) / each) return false;
    for (std::uint64_t i = 0; i < count; ++i)
      if (!move(from + 16 + i * each + static_cast<std::uint64_t>(size), size)) return false;
    return true;
  }

  std::string& bytes_;
  const Shift& shift_;
};

// The store in C2PA's own uuid box; nothing: the box holds something else of C2PA's.
std::optional<std::string_view> store_in(std::string_view asset, const MediaBox& box) {
  std::string_view content = asset.substr(box.range.begin, box.range.size).substr(box.header + 16);
  if (content.size() < 4 || u32_be(content, 0) != 0) return std::nullopt;
  content.remove_prefix(4);  // version and flags
  if (!content.starts_with(kPurpose) || content.size() < kPurpose.size() + 8) return std::nullopt;
  return content.substr(kPurpose.size() + 8);  // the offset of the first Merkle box
}

Result<Found> find(std::string_view asset, const std::string& name) {
  Found found;
  DAU_TRY(const std::vector<MediaBox> boxes, root_boxes(asset, name));
  const auto own = std::ranges::count_if(boxes, [&](const MediaBox& box) { return box.is_store(asset); });
  for (const MediaBox& box : boxes) {
    if (!box.is_store(asset)) continue;
    const auto store = store_in(asset, box);
    // Alone in the file, it has no Merkle box to point to; a box that holds something else is none of ours.
    if (own == 1 && (!store || read_be(asset, static_cast<std::size_t>(store->data() - asset.data()) - 8, 8) != 0))
      return not_of_format("a C2PA box that holds no manifest", name, box.range.begin);
    if (store) found.add_store({{}, *store, box.range, false});
  }
  return found;
}

Result<Layout> lay_out(std::string_view asset, const Found&, const Extras&, std::uint64_t store_size,
                       const std::string& name) {
  Layout out;
  DAU_TRY(const std::vector<MediaBox> boxes, root_boxes(asset, name));
  out.unit_size = 8 + 16 + 4 + kPurpose.size() + 8 + store_size;
  Shift shift{boxes.front().range.end(), out.unit_size, {}};
  for (const MediaBox& box : boxes)
    if (box.is_store(asset)) shift.removed.push_back(box.range);
  out.before.push_back(asset.substr(0, shift.inserted_at));
  for (std::size_t i = 1; i < boxes.size(); ++i) {
    const MediaBox& box = boxes[i];
    if (box.is_store(asset)) continue;
    const std::string_view whole = asset.substr(box.range.begin, box.range.size);
    if (box.type == "meta")
      return Error{Errc::unsupported, "an image or item file (HEIF, AVIF): its item table is not written anew", name};
    if (box.type != "moov" && box.type != "moof" && box.type != "mfra") {
      out.after.push_back(whole);
      continue;
    }
    std::string moved(whole);
    if (!Patcher(moved, shift).patch(0, moved.size()))
      return Error{Errc::unsupported, "an offset table that cannot be written anew", at_byte(name, box.range.begin)};
    out.after.push_back(out.keep(std::move(moved)));
  }
  return out;
}

std::string make_unit(std::string_view store, const Layout& layout) {
  return be(layout.unit_size, 4) + "uuid" + std::string(kUuid) + std::string(4, '\0') + std::string(kPurpose) +
         std::string(8, '\0') + std::string(store);
}
}  // namespace

bool MediaBox::is_store(std::string_view asset) const {
  return type == "uuid" && range.size >= header + 16 && asset.substr(range.begin + header, 16) == kUuid;
}

Result<std::vector<MediaBox>> root_boxes(std::string_view asset, const std::string& name) {
  std::vector<MediaBox> out;
  for (std::uint64_t at = 0; at < asset.size();) {
    const MediaBox box = read_box(asset.substr(at), at);
    if (box.range.size == 0) return not_of_format("a box that does not fit into the file", name, at);
    if (out.size() >= kMaxBoxes) return not_of_format("too many boxes", name, at);
    out.push_back(box);
    at = box.range.end();
  }
  if (out.empty() || out.front().type != "ftyp")
    return not_of_format("a media file that does not begin with ftyp", name, 0);
  return out;
}

const Container kBmff{find, lay_out, make_unit};
}  // namespace dau::mark
