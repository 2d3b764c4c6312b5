// SPDX-License-Identifier: Apache-2.0
// png.cc — PNG: the chunk caBX after IHDR (C2PA A.3.2).
#include <array>

#include "mark/bytes_be.h"
#include "mark/container.h"

namespace dau::mark {
namespace {
constexpr std::size_t kSignature = 8;
constexpr std::size_t kFrame = 12;  // length, type, checksum
constexpr std::string_view kXmpKey("XML:com.adobe.xmp\0\0\0\0\0", 22);

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < 256; ++n) {
    std::uint32_t c = n;
    for (int k = 0; k < 8; ++k) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    table[n] = c;
  }
  return table;
}

std::uint32_t crc32(std::string_view bytes) {
  static constexpr auto kTable = crc_table();
  std::uint32_t c = 0xFFFFFFFFu;
  for (const char byte : bytes) c = kTable[(c ^ static_cast<std::uint8_t>(byte)) & 0xFF] ^ (c >> 8);
  return ~c;
}

std::string make_chunk(std::string_view type, std::string_view data) {
  const std::string body = std::string(type) + std::string(data);
  return be(data.size(), 4) + body + be(crc32(body), 4);
}

bool is_metadata(std::string_view type) {
  for (const std::string_view one : {"tEXt", "zTXt", "iTXt", "eXIf", "tIME"})
    if (type == one) return true;
  return false;
}

struct Chunk {
  Range range;
  std::string_view type, data;
};

// Goes on from chunk to chunk; after IEND, nothing.
Result<std::optional<Chunk>> next_chunk(std::string_view asset, std::uint64_t at, const std::string& name) {
  if (asset.size() - at < kFrame) return not_of_format("a PNG that ends within a chunk", name, at);
  const std::uint64_t size = u32_be(asset, at);
  if (size > asset.size() - at - kFrame) return not_of_format("a PNG chunk that is longer than the file", name, at);
  return std::optional(Chunk{{at, size + kFrame}, asset.substr(at + 4, 4), asset.substr(at + 8, size)});
}

Result<Found> find(std::string_view asset, const std::string& name) {
  Found found;
  for (std::uint64_t at = kSignature;;) {
    DAU_TRY(const std::optional<Chunk> chunk, next_chunk(asset, at, name));
    if (chunk->type == "caBX") {
      if (crc32(asset.substr(at + 4, chunk->data.size() + 4)) != u32_be(asset, chunk->range.end() - 4))
        return not_of_format("a chunk with another checksum", name, at);
      found.add_store({{}, chunk->data, chunk->range, false});
    }
    if (is_metadata(chunk->type)) found.add_metadata(chunk->range);
    at = chunk->range.end();
    if (chunk->type == "IEND") return found;
  }
}

Result<Layout> lay_out(std::string_view asset, const Found&, const Extras& extras, std::uint64_t store_size,
                       const std::string& name) {
  Layout out;
  out.unit_size = store_size + kFrame;
  DAU_TRY(const std::optional<Chunk> header, next_chunk(asset, kSignature, name));
  if (header->type != "IHDR") return not_of_format("a PNG that does not begin with IHDR", name, kSignature);
  out.before.push_back(asset.substr(0, header->range.end()));
  std::vector<std::string_view> rest;
  bool described = extras.source_type.empty();
  for (std::uint64_t at = header->range.end(); at < asset.size();) {
    DAU_TRY(const std::optional<Chunk> chunk, next_chunk(asset, at, name));
    at = chunk->range.end();
    if (chunk->type == "IEND") at = asset.size();  // what follows stays
    if (chunk->type == "caBX") continue;
    std::string_view piece = asset.substr(chunk->range.begin, at - chunk->range.begin);
    if (!described && chunk->type == "iTXt" && chunk->data.starts_with(kXmpKey)) {
      const std::string longer = extend_xmp(chunk->data.substr(kXmpKey.size()), extras.source_type);
      if (!longer.empty()) piece = out.keep(make_chunk("iTXt", std::string(kXmpKey) + longer));
      described = true;
    }
    if (!rest.empty() && rest.back().data() + rest.back().size() == piece.data())
      rest.back() = {rest.back().data(), rest.back().size() + piece.size()};
    else
      rest.push_back(piece);
  }
  if (!described)
    out.after.push_back(out.keep(make_chunk("iTXt", std::string(kXmpKey) + make_xmp(extras.source_type))));
  out.after.insert(out.after.end(), rest.begin(), rest.end());
  return out;
}

std::string make_unit(std::string_view store, const Layout&) { return make_chunk("caBX", store); }
}  // namespace

const Container kPng{find, lay_out, make_unit};
}  // namespace dau::mark
