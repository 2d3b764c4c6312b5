// SPDX-License-Identifier: Apache-2.0
// riff.cc — WAV, WebP and AVI: the chunk C2PA at the end of the RIFF chunk (C2PA A.3.6).
#include "mark/bytes_be.h"
#include "mark/container.h"

namespace dau::mark {
namespace {
constexpr std::size_t kHeader = 12;  // "RIFF", size, form

struct Chunk {
  Range range;  // with the pad byte
  std::string_view type, data;
};

// Where the RIFF chunk ends.
Result<std::uint64_t> riff_end(std::string_view asset, const std::string& name) {
  const std::uint64_t size = u32_le(asset, 4);
  if (size < 4 || size > asset.size() - 8) return not_of_format("a RIFF chunk that is longer than the file", name, 4);
  return size + 8;
}

Result<Chunk> next_chunk(std::string_view asset, std::uint64_t at, std::uint64_t end, const std::string& name) {
  if (end - at < 8) return not_of_format("a RIFF file that ends within a chunk", name, at);
  const std::uint64_t size = u32_le(asset, at + 4);
  if (size > end - at - 8) return not_of_format("a chunk that is longer than the file", name, at);
  const std::uint64_t whole = std::min(end - at, 8 + size + (size & 1));
  return Chunk{{at, whole}, asset.substr(at, 4), asset.substr(at + 8, size)};
}

bool is_metadata(std::string_view type) {
  for (const std::string_view one : {"XMP ", "EXIF", "_PMX", "id3 ", "ID3 ", "bext", "iXML"})
    if (type == one) return true;
  return false;
}

Result<Found> find(std::string_view asset, const std::string& name) {
  Found found;
  DAU_TRY(const std::uint64_t end, riff_end(asset, name));
  for (std::uint64_t at = kHeader; at < end;) {
    DAU_TRY(const Chunk chunk, next_chunk(asset, at, end, name));
    if (chunk.type == "C2PA") {
      const bool padded = chunk.range.size > 8 + chunk.data.size();
      if (padded && asset[chunk.range.end() - 1] != '\0')
        return not_of_format("padding that is not zero", name, chunk.range.end() - 1);
      found.add_store({{}, chunk.data, chunk.range, padded});
    }
    if (is_metadata(chunk.type) || (chunk.type == "LIST" && chunk.data.starts_with("INFO")))
      found.add_metadata(chunk.range);
    at = chunk.range.end();
  }
  return found;
}

Result<Layout> lay_out(std::string_view asset, const Found&, const Extras& extras, std::uint64_t store_size,
                       const std::string& name) {
  Layout out;
  out.unit_size = 8 + store_size + (store_size & 1);
  DAU_TRY(const std::uint64_t end, riff_end(asset, name));
  out.before.emplace_back();  // the header, once the size is known
  bool wants_xmp = !extras.source_type.empty();
  bool has_flags = false;  // WebP: VP8X, which says that there is XMP
  std::uint64_t size = 4;
  const auto add = [&](std::string_view piece) {
    out.before.push_back(piece);
    size += piece.size();
  };
  for (std::uint64_t at = kHeader; at < end;) {
    DAU_TRY(const Chunk chunk, next_chunk(asset, at, end, name));
    std::string_view piece = asset.substr(at, chunk.range.size);
    at = chunk.range.end();
    if (chunk.type == "C2PA") continue;
    if (chunk.type == "VP8X" && chunk.data.size() >= 10 && wants_xmp) {
      std::string flagged(piece);
      flagged[8] = static_cast<char>(flagged[8] | 0x04);
      piece = out.keep(std::move(flagged));
      has_flags = true;
    }
    if (chunk.type == "XMP " && wants_xmp) {
      const std::string longer = extend_xmp(chunk.data, extras.source_type);
      if (!longer.empty())
        piece = out.keep("XMP " + le(longer.size(), 4) + longer + std::string(longer.size() & 1, '\0'));
      wants_xmp = false;
    }
    add(piece);
    if ((piece.size() & 1) != 0) add(out.keep(std::string(1, '\0')));  // the last chunk, when it was not padded
  }
  // A simple WebP has no place for XMP: its first chunk would have to be made anew.
  if (wants_xmp && has_flags && asset.substr(8, 4) == "WEBP") {
    const std::string xmp = make_xmp(extras.source_type);
    add(out.keep("XMP " + le(xmp.size(), 4) + xmp + std::string(xmp.size() & 1, '\0')));
  }
  size += out.unit_size;
  if (size > 0xFFFFFFFEu) return Error{Errc::unsupported, "a RIFF file has no room beyond 4 GiB", name};
  out.before.front() = out.keep("RIFF" + le(size, 4) + std::string(asset.substr(8, 4)));
  out.after.push_back(asset.substr(end));
  return out;
}

std::string make_unit(std::string_view store, const Layout&) {
  return "C2PA" + le(store.size(), 4) + std::string(store) + std::string(store.size() & 1, '\0');
}
}  // namespace

const Container kRiff{find, lay_out, make_unit, true};
}  // namespace dau::mark
