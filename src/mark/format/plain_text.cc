// SPDX-License-Identifier: Apache-2.0
// plain_text.cc — a text with the store in variation selectors at its end (C2PA 2.4, A.8). A byte takes three or four
// bytes of the file: a store of 2.4 KB becomes about 10 KB that nobody sees and many editors drop.
#include "mark/bytes_be.h"
#include "mark/container.h"
#include "mark/jumbf.h"

namespace dau::mark {
namespace {
constexpr std::string_view kStart = "\xEF\xBB\xBF";  // U+FEFF
constexpr std::string_view kHead("C2PATXT\0\x01", 9);
constexpr std::size_t kHeadSize = 13;
constexpr std::uint64_t kMaxTextStore = std::uint64_t{2} << 20;

std::string encode(std::string_view bytes) {
  std::string out(kStart);
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte < 16) {  // U+FE00 …
      out += "\xEF\xB8";
      out += static_cast<char>(0x80 + byte);
    } else {  // U+E0100 …
      const std::uint32_t code = 0xE0100u + byte - 16;
      out += "\xF3\xA0";
      out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return out;
}

// The byte that the selector at `at` stands for, and how long it is; -1: there is none.
std::pair<int, std::size_t> selector(std::string_view text, std::size_t at) {
  const auto b = [&](std::size_t i) { return static_cast<std::uint8_t>(text[at + i]); };
  if (text.size() - at >= 3 && b(0) == 0xEF && b(1) == 0xB8 && b(2) >= 0x80 && b(2) <= 0x8F) return {b(2) - 0x80, 3};
  if (text.size() - at >= 4 && b(0) == 0xF3 && b(1) == 0xA0 && b(2) >= 0x84 && b(2) <= 0x87) {
    const int code = (b(2) & 0x3F) << 6 | (b(3) & 0x3F);  // from U+E0000
    const int byte = code - 0x100 + 16;
    if (byte >= 16 && byte <= 255) return {byte, 4};
  }
  return {-1, 0};
}

Result<Found> find(std::string_view asset, const std::string&) {
  Found found;
  for (std::size_t at = asset.find(kStart); at != std::string_view::npos; at = asset.find(kStart, at)) {
    const std::size_t begin = at;
    at += kStart.size();
    std::string bytes;
    std::uint64_t wanted = kHeadSize;
    while (bytes.size() < wanted) {
      const auto [byte, size] = selector(asset, at);
      if (byte < 0) break;
      bytes += static_cast<char>(byte);
      at += size;
      if (bytes.size() <= kHead.size() - 1 && !kHead.starts_with(bytes)) break;
      if (bytes.size() == kHeadSize) wanted += u32_be(bytes, 9);
      if (wanted > kMaxTextStore + kHeadSize) break;
    }
    if (bytes.size() < 8 || !kHead.starts_with(std::string_view(bytes).substr(0, 8))) continue;  // a mark, or an emoji
    if (bytes.size() < wanted || bytes[8] != 1) {
      found.fault = "manifest.text.corruptedWrapper";
      found.explanation = "the invisible characters of the manifest end too early";
      return found;
    }
    found.add_store({bytes.substr(kHeadSize), {}, {begin, at - begin}, false});
  }
  if (found.stores.size() > 1) found.fault = "manifest.text.multipleWrappers";
  return found;
}

// The size of the unit hangs on the bytes of the store: this is what it is at most, and the maker goes on from there.
Result<Layout> lay_out(std::string_view asset, const Found& found, const Extras&, std::uint64_t store_size,
                       const std::string&) {
  Layout out;
  out.unit_size = kStart.size() + 4 * (kHeadSize + store_size);
  if (found.stores.empty()) {
    out.before.push_back(asset);
  } else {
    out.before = {asset.substr(0, found.stores.front().unit.begin), asset.substr(found.stores.front().unit.end())};
  }
  return out;
}

std::string make_unit(std::string_view store, const Layout&) {
  return encode(std::string(kHead) + be(store.size(), 4) + std::string(store));
}
}  // namespace

const Container kPlainText{find, lay_out, make_unit};
}  // namespace dau::mark
