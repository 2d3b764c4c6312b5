// SPDX-License-Identifier: Apache-2.0
// mp3.cc — MP3: a GEOB frame in the ID3v2 tag (C2PA A.3.4; ID3v2.3, ID3v2.4).
#include "mark/bytes_be.h"
#include "mark/container.h"

namespace dau::mark {
namespace {
constexpr std::size_t kHeader = 10;
constexpr std::string_view kMediaType("application/c2pa\0", 17);
constexpr std::string_view kOldMediaType("application/x-c2pa-manifest-store\0", 34);
// Encoding, media type, file name, description.
constexpr std::string_view kObjectHead("\0application/c2pa\0c2pa\0c2pa manifest store\0", 43);

std::uint64_t synchsafe(std::string_view bytes, std::size_t at) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 7 | (static_cast<std::uint8_t>(bytes[at + i]) & 0x7F);
  return out;
}

std::string to_synchsafe(std::uint64_t value) {
  std::string out;
  for (int shift = 21; shift >= 0; shift -= 7) out += static_cast<char>(value >> shift & 0x7F);
  return out;
}

struct Tag {
  int version = 4;        // 3 or 4
  std::uint64_t end = 0;  // of the tag in the file; 0: there is none
  std::uint64_t frames = kHeader;
};

Result<Tag> read_tag(std::string_view asset, const std::string& name) {
  Tag out;
  if (!asset.starts_with("ID3") || asset.size() < kHeader) return out;
  out.version = static_cast<std::uint8_t>(asset[3]);
  const auto flags = static_cast<std::uint8_t>(asset[5]);
  out.end = kHeader + synchsafe(asset, 6);
  if (out.end > asset.size()) return not_of_format("an ID3 tag that is longer than the file", name, 6);
  if ((out.version != 3 && out.version != 4) || (flags & 0xD0) != 0)
    return Error{Errc::unsupported, "an ID3 tag of an old version, unsynchronised, extended or with a footer", name};
  return out;
}

struct Frame {
  Range range;
  std::string_view id, data;
};

// Nothing where the padding begins.
Result<std::optional<Frame>> next_frame(std::string_view asset, const Tag& tag, std::uint64_t at,
                                        const std::string& name) {
  if (tag.end - at < kHeader || asset[at] == '\0') return std::optional<Frame>();
  const std::uint64_t size = tag.version == 4 ? synchsafe(asset, at + 4) : u32_be(asset, at + 4);
  if (size > tag.end - at - kHeader) return not_of_format("an ID3 frame that is longer than its tag", name, at);
  return std::optional(Frame{{at, kHeader + size}, asset.substr(at, 4), asset.substr(at + kHeader, size)});
}

// Where the object begins in a GEOB frame's data; 0: not ours.
std::size_t object_begin(const Frame& frame) {
  if (frame.id != "GEOB" || frame.data.empty()) return 0;
  const auto encoding = static_cast<std::uint8_t>(frame.data[0]);
  const std::string_view rest = frame.data.substr(1);
  if (!rest.starts_with(kMediaType) && !rest.starts_with(kOldMediaType)) return 0;
  std::size_t at = 1 + (rest.starts_with(kMediaType) ? kMediaType.size() : kOldMediaType.size());
  const std::size_t wide = encoding == 1 || encoding == 2 ? 2 : 1;
  for (int text = 0; text < 2; ++text) {  // file name, description
    for (;; at += wide) {
      if (at + wide > frame.data.size()) return 0;
      if (frame.data.substr(at, wide).find_first_not_of('\0') == std::string_view::npos) break;
    }
    at += wide;
  }
  return at;
}

Result<Found> find(std::string_view asset, const std::string& name) {
  Found found;
  auto tag = read_tag(asset, name);
  if (!tag && tag.error().code == Errc::unsupported) return found;  // a tag that holds no store of C2PA
  if (!tag) return std::move(tag).error();
  for (std::uint64_t at = tag->frames; at < tag->end;) {
    DAU_TRY(const std::optional<Frame> frame, next_frame(asset, *tag, at, name));
    if (!frame) break;
    at = frame->range.end();
    const std::size_t begin = object_begin(*frame);
    if (begin == 0) {
      found.add_metadata(frame->range);
      continue;
    }
    const std::string_view store = frame->data.substr(begin);
    found.add_store({{}, store, {at - store.size(), store.size()}, false});
  }
  return found;
}

Result<Layout> lay_out(std::string_view asset, const Found&, const Extras&, std::uint64_t store_size,
                       const std::string& name) {
  Layout out;
  DAU_TRY(const Tag tag, read_tag(asset, name));
  out.unit_size = store_size;
  out.before.emplace_back();  // the header, once the size is known
  std::uint64_t size = 0;
  for (std::uint64_t at = tag.frames; at < tag.end;) {
    DAU_TRY(const std::optional<Frame> frame, next_frame(asset, tag, at, name));
    if (!frame) break;
    at = frame->range.end();
    if (object_begin(*frame) != 0) continue;
    out.before.push_back(asset.substr(frame->range.begin, frame->range.size));
    size += frame->range.size;
  }
  const std::uint64_t frame_size = kObjectHead.size() + store_size;
  size += kHeader + frame_size;
  if (size >= std::uint64_t{1} << 28) return Error{Errc::unsupported, "an ID3 tag has no room beyond 256 MiB", name};
  out.before.push_back(out.keep("GEOB" + (tag.version == 4 ? to_synchsafe(frame_size) : be(frame_size, 4)) +
                                std::string(2, '\0') + std::string(kObjectHead)));
  out.before.front() =
      out.keep("ID3" + std::string(1, static_cast<char>(tag.version)) + std::string(2, '\0') + to_synchsafe(size));
  out.after.push_back(asset.substr(tag.end));
  return out;
}

std::string make_unit(std::string_view store, const Layout&) { return std::string(store); }
}  // namespace

const Container kMp3{find, lay_out, make_unit};
}  // namespace dau::mark
