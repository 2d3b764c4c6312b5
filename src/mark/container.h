// SPDX-License-Identifier: Apache-2.0
// container.h — where each file format keeps a manifest store: found in an asset, and laid out for a new one.
//
// A store stands in a *unit*: the bytes that the hash over the asset leaves out (of PNG the whole chunk, of PDF the
// bytes of the stream …). Only what is in the unit may change once the asset has been hashed.
#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/mark/format.h"
#include "dau/result.h"

namespace dau::mark {
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
  std::uint64_t end() const { return begin + size; }
  bool operator==(const Range&) const = default;
};

struct FoundStore {
  std::string owned;      // where it is not in one piece in the asset, or is encoded
  std::string_view view;  // where it is
  Range unit;
  bool pad_outside = false;  // the unit's last byte is padding, which a hash may also take in
  std::string_view bytes() const { return view.data() != nullptr ? view : std::string_view(owned); }
};

struct Found {
  std::vector<FoundStore> stores;  // one that is too many is as bad as a thousand: no more are kept than kMaxStores
  std::vector<Range> metadata;     // what else a hash may leave out: metadata that changes nothing one sees or hears
  std::string fault;               // a status code of C2PA: what is there is no store
  std::string explanation;         // in words

  static constexpr std::size_t kMaxStores = 8;
  static constexpr std::size_t kMaxMetadata = 4096;
  void add_store(FoundStore store) {
    if (stores.size() < kMaxStores) stores.push_back(std::move(store));
  }
  // Neighbours become one.
  void add_metadata(const Range& range) {
    if (!metadata.empty() && metadata.back().end() == range.begin)
      metadata.back().size += range.size;
    else if (metadata.size() < kMaxMetadata)
      metadata.push_back(range);
  }
};

// What goes into the asset beside the store.
struct Extras {
  std::string source_type;  // an IPTC URI for XMP and JSON-LD; empty: nothing is added
};

// The new asset: `before`, the unit, `after`. Views are of the old asset or of `own`.
struct Layout {
  std::vector<std::string_view> before, after;
  std::uint64_t unit_size = 0;
  std::deque<std::string> own;  // a deque: its strings stay where they are
  std::string context;          // of the format: what make_unit has to know

  std::uint64_t unit_begin() const;
  std::string_view keep(std::string text);
};

struct Container {
  // Errors: corrupt (the asset is not of its format: byte).
  Result<Found> (*find)(std::string_view asset, const std::string& name);
  // The asset with room for a store of `store_size` bytes; a store that was there is gone. Errors: unsupported (the
  // format has no room for it: a sidecar is the way).
  Result<Layout> (*lay_out)(std::string_view asset, const Found& found, const Extras& extras, std::uint64_t store_size,
                            const std::string& name);
  // `layout.unit_size` bytes.
  std::string (*make_unit)(std::string_view store, const Layout& layout);
  bool even = false;  // the store must have an even number of bytes
};

// nullptr: the format holds no store.
const Container* container_of(Format format);

extern const Container kPng, kJpeg, kRiff, kMp3, kBmff, kPdf, kSvg, kHtml, kStructuredText, kPlainText;

Error not_of_format(std::string_view what, const std::string& name, std::uint64_t at);
std::string to_base64_text(std::string_view bytes);
// Base64 with or without white space in it; nothing where it is none.
std::optional<std::string> from_base64_text(std::string_view text);

// XMP that says what source type a work is of: a packet of its own, or, put into one that was there, a description
// more; empty where that one says it already or is not understood.
std::string make_xmp(std::string_view source_type);
std::string extend_xmp(std::string_view packet, std::string_view source_type);
}  // namespace dau::mark
