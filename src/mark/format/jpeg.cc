// SPDX-License-Identifier: Apache-2.0
// jpeg.cc — JPEG: APP11 segments of one JUMBF superbox in parts (C2PA A.3.1; ISO/IEC 19566-5, annex D).
#include <algorithm>
#include <map>

#include "mark/bytes_be.h"
#include "mark/container.h"

namespace dau::mark {
namespace {
constexpr std::size_t kHeader = 20;           // marker, Lp, 'JP', En, Z, LBox, TBox
constexpr std::size_t kMaxPart = 65535 - 18;  // of the store in one segment
constexpr std::string_view kXmpKey("http://ns.adobe.com/xap/1.0/\0", 29);

struct Segment {
  std::uint8_t marker = 0;
  Range range;
  std::string_view data;  // after the length
};

bool stands_alone(std::uint8_t marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

// Nothing once the image data begins (SOS), or at EOI.
Result<std::optional<Segment>> next_segment(std::string_view asset, std::uint64_t at, const std::string& name) {
  const std::uint64_t begin = at;
  if (at >= asset.size() || static_cast<std::uint8_t>(asset[at]) != 0xFF)
    return not_of_format("a JPEG without a marker where one must be", name, at);
  while (at < asset.size() && static_cast<std::uint8_t>(asset[at]) == 0xFF) ++at;  // fill bytes
  if (at >= asset.size()) return not_of_format("a JPEG that ends within a marker", name, at);
  const auto marker = static_cast<std::uint8_t>(asset[at]);
  ++at;
  if (marker == 0xDA || marker == 0xD9) return std::optional<Segment>();
  if (stands_alone(marker)) return std::optional(Segment{marker, {begin, at - begin}, {}});
  if (asset.size() - at < 2) return not_of_format("a JPEG that ends within a segment", name, at);
  const std::uint64_t size = read_be(asset, at, 2);
  if (size < 2 || size > asset.size() - at)
    return not_of_format("a JPEG segment that is longer than the file", name, at);
  return std::optional(Segment{marker, {begin, at + size - begin}, asset.substr(at + 2, size - 2)});
}

// A part of a superbox: all of the manifest store begin with the same eight bytes.
bool is_jumbf(const Segment& segment) {
  return segment.marker == 0xEB && segment.data.size() >= 16 && segment.data.substr(0, 2) == "JP" &&
         segment.data.substr(12, 4) == "jumb";
}

bool begins_store(std::string_view data) {  // from LBox on
  return data.size() >= 32 && data.substr(12, 4) == "jumd" && data.substr(16, 4) == "c2pa";
}

Result<Found> find(std::string_view asset, const std::string& name) {
  Found found;
  std::map<std::uint16_t, std::size_t> store_of;  // box instance number → place in found.stores
  std::map<std::uint16_t, std::uint32_t> next_part;
  std::uint64_t total = 0;
  for (std::uint64_t at = 2;;) {
    DAU_TRY(const std::optional<Segment> segment, next_segment(asset, at, name));
    if (!segment) return found;
    at = segment->range.end();
    if (segment->marker == 0xFE || (segment->marker >= 0xE1 && segment->marker <= 0xEF && segment->marker != 0xEB &&
                                    segment->marker != 0xE2 && segment->marker != 0xEE))
      found.add_metadata(segment->range);
    if (!is_jumbf(*segment)) continue;
    const auto instance = static_cast<std::uint16_t>(read_be(segment->data, 2, 2));
    const std::uint32_t part = u32_be(segment->data, 4);
    const std::string_view box = segment->data.substr(8);
    const auto known = store_of.find(instance);
    if (part == 1 && begins_store(box)) {
      if (found.stores.size() == Found::kMaxStores) return found;
      store_of[instance] = found.stores.size();
      next_part[instance] = 2;
      found.add_store({std::string(box), {}, segment->range, false});
      total += box.size();
      continue;
    }
    if (known == store_of.end()) continue;  // of a box that is not ours
    FoundStore& store = found.stores[known->second];
    if (part != next_part[instance]++ || store.unit.end() != segment->range.begin ||
        box.substr(0, 8) != std::string_view(store.owned).substr(0, 8)) {
      found.fault = "general.error";
      found.explanation = "the parts of the manifest store do not follow one another";
      return found;
    }
    total += box.size();
    if (total > (std::uint64_t{33} << 20)) return not_of_format("a manifest store that is too large", name, at);
    store.owned += box.substr(8);
    store.unit.size += segment->range.size;
  }
}

Result<Layout> lay_out(std::string_view asset, const Found&, const Extras& extras, std::uint64_t store_size,
                       const std::string& name) {
  Layout out;
  const std::uint64_t body = store_size - 8;
  const std::uint64_t parts = (body + kMaxPart - 1) / kMaxPart;
  out.unit_size = body + parts * kHeader;
  out.before.push_back(asset.substr(0, 2));
  bool described = extras.source_type.empty();
  bool leading = true;
  std::vector<std::string_view> rest;
  std::uint16_t instance = 1;
  std::map<std::uint16_t, bool> own_instances;
  std::uint64_t at = 2;
  for (;;) {
    DAU_TRY(const std::optional<Segment> segment, next_segment(asset, at, name));
    if (!segment) break;
    std::string_view piece = asset.substr(at, segment->range.end() - at);
    at = segment->range.end();
    if (is_jumbf(*segment)) {
      const auto number = static_cast<std::uint16_t>(read_be(segment->data, 2, 2));
      if (begins_store(segment->data.substr(8))) own_instances[number] = true;
      if (own_instances.count(number) != 0) continue;
      instance = std::max<std::uint16_t>(instance, static_cast<std::uint16_t>(number + 1));
    }
    const bool xmp = segment->marker == 0xE1 && segment->data.starts_with(kXmpKey);
    if (xmp && !described) {
      const std::string longer = extend_xmp(segment->data.substr(kXmpKey.size()), extras.source_type);
      if (!longer.empty() && longer.size() + kXmpKey.size() + 2 <= 65535)
        piece = out.keep("\xFF\xE1" + be(longer.size() + kXmpKey.size() + 2, 2) + std::string(kXmpKey) + longer);
      described = true;
    }
    leading = leading && (segment->marker == 0xE0 || segment->marker == 0xE1);
    (leading ? out.before : rest).push_back(piece);
  }
  if (!described) {
    const std::string xmp = make_xmp(extras.source_type);
    out.before.push_back(out.keep("\xFF\xE1" + be(xmp.size() + kXmpKey.size() + 2, 2) + std::string(kXmpKey) + xmp));
  }
  out.after = std::move(rest);
  out.after.push_back(asset.substr(at));
  out.context = be(instance, 2);
  return out;
}

std::string make_unit(std::string_view store, const Layout& layout) {
  std::string out;
  out.reserve(layout.unit_size);
  const std::string_view head = store.substr(0, 8);
  std::uint32_t number = 1;
  for (std::string_view rest = store.substr(8); !rest.empty(); ++number) {
    const std::string_view part = rest.substr(0, kMaxPart);
    rest.remove_prefix(part.size());
    out += "\xFF\xEB" + be(part.size() + 18, 2) + "JP" + layout.context + be(number, 4);
    out += head;
    out += part;
  }
  return out;
}
}  // namespace

const Container kJpeg{find, lay_out, make_unit};
}  // namespace dau::mark
