// SPDX-License-Identifier: Apache-2.0
// binding.cc — see binding.h.
#include "mark/binding.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "mark/bmff.h"
#include "mark/bytes_be.h"
#include "mark/manifest.h"

namespace dau::mark {
namespace {
using cbor::Kind;
using cbor::Value;

constexpr std::size_t kMaxExclusions = 1024;
constexpr std::uint64_t kMaxBlocks = 200'000;  // of a Merkle tree
constexpr std::string_view kStoreUuid("\xD8\xFE\xC3\xD6\x1B\x0E\x48\x3C\x92\x97\x58\x28\x87\x7E\xC4\x81", 16);

BindingResult fault(std::string_view kind, std::string_view what, std::string_view why) {
  return {fmt::format("assertion.{}.{}", kind, what), std::string(why), false, false};
}

std::optional<std::vector<Range>> read_exclusions(const Value& binding) {
  std::vector<Range> out;
  const Value* const list = binding.member("exclusions");
  if (list == nullptr || list->is_null()) return out;
  if (!list->is(Kind::array) || list->items.size() > kMaxExclusions) return std::nullopt;
  for (const Value& item : list->items) {
    const Value* const start = item.member("start", Kind::number);
    const Value* const length = item.member("length", Kind::number);
    if (start == nullptr || length == nullptr) return std::nullopt;
    out.push_back({start->number, length->number});
  }
  return out;
}

bool is_zero_padding(const Value& binding, std::string_view name) {
  const Value* const pad = binding.member(name);
  if (pad == nullptr) return true;
  return pad->is(Kind::bytes) && pad->string().find_first_not_of('\0') == std::string_view::npos;
}

bool lies_in(const Range& inner, const std::vector<Range>& ranges) {
  return std::ranges::any_of(
      ranges, [&](const Range& outer) { return inner.begin >= outer.begin && inner.end() <= outer.end(); });
}

bool is_unit(const Range& one, const FoundStore& store) {
  return one == store.unit || (store.pad_outside && one == Range{store.unit.begin, store.unit.size - 1});
}

// Nothing: all is well. The store's unit must be left out, whole and alone.
std::optional<BindingResult> check_exclusions(const std::vector<Range>& exclusions, const BoundAsset& asset,
                                              bool& extra) {
  std::uint64_t at = 0;
  bool has_unit = false;
  for (const Range& one : exclusions) {
    if (one.begin < at) return fault("dataHash", "malformed", "exclusions that overlap, or are out of order");
    if (one.size > UINT64_MAX - one.begin || one.end() > asset.bytes.size())
      return fault("dataHash", "mismatch", "an exclusion that reaches beyond the file");
    at = one.end();
    if (asset.store != nullptr && is_unit(one, *asset.store)) {
      has_unit = true;
      continue;
    }
    if (one.size == 0) continue;
    if (asset.store == nullptr)
      return fault("dataHash", "malformed", "a store beside the asset that leaves out a part of the asset");
    if (!lies_in(one, asset.found->metadata))
      return fault("dataHash", "malformed",
                   fmt::format("bytes {} to {} are left out: they hold neither the store alone nor metadata", one.begin,
                               one.end()));
    extra = true;
  }
  if (asset.store != nullptr && !has_unit)
    return fault("dataHash", "mismatch", "what holds the store is not what is left out");
  return std::nullopt;
}

std::string hash_without(std::string_view bytes, const std::vector<Range>& exclusions, DigestKind kind) {
  Digest digest(kind);
  std::uint64_t at = 0;
  for (const Range& one : exclusions) {
    digest.add(as_bytes(bytes.substr(at, one.begin - at)));
    at = one.end();
  }
  digest.add(as_bytes(bytes.substr(at)));
  return digest.finish();
}

std::string hash_of_text(std::string_view before, std::string_view after, DigestKind kind) {
  const std::string text = std::string(before) + std::string(after);
  if (unicode::find_invalid_utf8(text)) return digest_of(kind, as_bytes(text));
  return digest_of(kind, as_bytes(unicode::to_nfc(text)));
}

std::optional<DigestKind> kind_of(const Value& binding, std::string_view default_algorithm) {
  const auto own = binding.text_member("alg");
  return digest_kind(own ? std::string_view(*own) : default_algorithm.empty() ? "sha256" : default_algorithm);
}

BindingResult verdict_of(std::string_view kind, const std::string& wanted, std::string_view stated, bool extra) {
  if (wanted != stated) return fault(kind, "mismatch", "the content is not what was signed");
  return {fmt::format("assertion.{}.match", kind), "the content is what was signed", true, extra};
}

BindingResult check_data_hash(const Value& binding, std::string_view default_algorithm, const BoundAsset& asset) {
  const auto exclusions = read_exclusions(binding);
  const Value* const hash = binding.member("hash", Kind::bytes);
  const auto kind = kind_of(binding, default_algorithm);
  if (!exclusions || hash == nullptr) return fault("dataHash", "malformed", "a binding with fields of other kinds");
  if (!kind) return {"algorithm.unsupported", "the binding's hash algorithm", false, false};
  if (!is_zero_padding(binding, "pad") || !is_zero_padding(binding, "pad2"))
    return fault("dataHash", "malformed", "padding that is not zero");
  bool extra = false;
  if (const auto wrong = check_exclusions(*exclusions, asset, extra)) return *wrong;
  if (asset.format == Format::plain_text && asset.store != nullptr)
    return verdict_of("dataHash",
                      hash_of_text(asset.bytes.substr(0, asset.store->unit.begin),
                                   asset.bytes.substr(asset.store->unit.end()), *kind),
                      hash->string(), extra);
  return verdict_of("dataHash", hash_without(asset.bytes, *exclusions, *kind), hash->string(), extra);
}

// What a binding of media files says of one root box: it is left out, or parts of it are.
struct BoxRule {
  std::string type;
  std::vector<std::pair<std::uint64_t, std::string>> data;  // bytes at an offset of the box
  std::vector<Range> subset;
  std::optional<std::uint64_t> length;
};

bool may_be_left_out(std::string_view type) {
  for (const std::string_view one : {"ftyp", "mfra", "free", "skip", "uuid", "emsg", "styp"})
    if (type == one) return true;
  return false;
}

std::optional<std::string> read_rule(const Value& item, bool trees, BoxRule& rule) {
  const auto path = item.text_member("xpath");
  if (!path || path->size() != 5 || (*path)[0] != '/') return "an exclusion of something that is no box at the root";
  rule.type = path->substr(1);
  if (const Value* const length = item.member("length", Kind::number)) rule.length = length->number;
  if (const Value* const data = item.member("data", Kind::array))
    for (const Value& one : data->items) {
      const Value* const offset = one.member("offset", Kind::number);
      const Value* const value = one.member("value", Kind::bytes);
      if (offset == nullptr || value == nullptr) return "an exclusion with fields of other kinds";
      rule.data.emplace_back(offset->number, std::string(value->string()));
    }
  if (const Value* const subset = item.member("subset", Kind::array))
    for (const Value& one : subset->items) {
      const Value* const offset = one.member("offset", Kind::number);
      const Value* const length = one.member("length", Kind::number);
      if (offset == nullptr || length == nullptr) return "an exclusion with fields of other kinds";
      rule.subset.push_back({offset->number, length->number});
    }
  // The content of mdat may be left out of this hash where a Merkle tree covers it: from an offset on, to the end.
  const bool by_tree = trees && rule.type == "mdat" && rule.subset.size() == 1 && rule.subset[0].size == 0 &&
                       (rule.subset[0].begin == 8 || rule.subset[0].begin == 16) && rule.data.empty() && !rule.length;
  if (!by_tree && !may_be_left_out(rule.type)) return fmt::format("an exclusion of {}, which holds content", *path);
  const bool store_alone =
      std::ranges::any_of(rule.data, [](const auto& one) { return one.first == 8 && one.second == kStoreUuid; });
  if (rule.type == "uuid" && !store_alone) return "an exclusion of uuid boxes that are not C2PA's";
  return std::nullopt;
}

bool applies(const BoxRule& rule, std::string_view box, std::string_view type) {
  if (rule.type != type || (rule.length && *rule.length != box.size())) return false;
  return std::ranges::all_of(rule.data, [&](const auto& one) {
    return one.first <= box.size() && box.substr(one.first).starts_with(one.second);
  });
}

// A box into the hash: where it stands, and its bytes but for what is left out.
void hash_box(Digest& digest, std::string_view box, std::string_view type, std::uint64_t offset,
              const std::vector<BoxRule>& rules, bool with_offset) {
  std::vector<Range> out;
  for (const BoxRule& rule : rules) {
    if (!applies(rule, box, type)) continue;
    if (rule.subset.empty()) return;
    for (Range one : rule.subset) {
      one.begin = std::min<std::uint64_t>(one.begin, box.size());
      one.size = one.size == 0 ? box.size() - one.begin : std::min<std::uint64_t>(one.size, box.size() - one.begin);
      out.push_back(one);
    }
  }
  std::ranges::sort(out, {}, &Range::begin);
  if (with_offset) digest.add(as_bytes(be(offset, 8)));
  std::uint64_t at = 0;
  for (const Range& one : out) {
    if (one.begin > at) digest.add(as_bytes(box.substr(at, one.begin - at)));
    at = std::max(at, one.end());
  }
  digest.add(as_bytes(box.substr(at)));
}

// Lengths of the blocks that a tree cuts `size` bytes into; nothing: it covers another number of bytes.
std::optional<std::vector<std::uint64_t>> blocks_of(const Value& tree, std::uint64_t size) {
  std::vector<std::uint64_t> out;
  if (const Value* const fixed = tree.member("fixedBlockSize", Kind::number)) {
    if (fixed->number == 0 || size / fixed->number > kMaxBlocks) return std::nullopt;
    for (std::uint64_t at = 0; at < size; at += fixed->number) out.push_back(std::min(fixed->number, size - at));
    return out;
  }
  const Value* const various = tree.member("variableBlockSizes", Kind::array);
  std::uint64_t sum = 0;
  if (various != nullptr)
    for (const Value& one : various->items) {
      if (!one.is(Kind::number) || one.number > size - sum) return std::nullopt;
      sum += one.number;
      out.push_back(one.number);
    }
  return sum == size ? std::optional(out) : std::nullopt;
}

// Whether the row of hashes that a tree states is the one over these bytes.
bool is_row_of(const Value& tree, std::string_view bytes, std::string_view default_algorithm) {
  const Value* const row = tree.member("hashes", Kind::array);
  const Value* const count = tree.member("count", Kind::number);
  const auto kind = kind_of(tree, default_algorithm);
  const auto blocks = blocks_of(tree, bytes.size());
  if (row == nullptr || count == nullptr || !kind || !blocks || blocks->size() != count->number || row->items.empty() ||
      row->items.size() > blocks->size())
    return false;
  std::vector<std::string> level;
  for (const std::uint64_t size : *blocks) {
    level.push_back(digest_of(*kind, as_bytes(bytes.substr(0, size))));
    bytes.remove_prefix(size);
  }
  while (level.size() > row->items.size()) {
    std::vector<std::string> above;
    for (std::size_t i = 0; i < level.size(); i += 2)
      above.push_back(i + 1 < level.size() ? digest_of(*kind, as_bytes(level[i] + level[i + 1])) : level[i]);
    level = std::move(above);
  }
  return std::ranges::equal(level, row->items, [](const std::string& made, const Value& stated) {
    return stated.is(Kind::bytes) && stated.string() == made;
  });
}

// Nothing: each mdat whose content a rule leaves out is covered by the tree of its number, to the last byte.
std::optional<BindingResult> check_trees(const Value& trees, const std::vector<BoxRule>& rules,
                                         const std::vector<MediaBox>& boxes, std::string_view asset,
                                         std::string_view default_algorithm) {
  const auto rule = std::ranges::find(rules, "mdat", &BoxRule::type);
  if (rule == rules.end()) return std::nullopt;  // all of it is in the one hash
  std::uint64_t number = 0;
  for (const MediaBox& box : boxes) {
    if (box.type != "mdat") continue;
    const auto tree = std::ranges::find_if(trees.items, [&](const Value& one) {
      const Value* const id = one.member("localId", Kind::number);
      return id != nullptr && id->number == number;
    });
    ++number;
    const std::uint64_t begin = std::min(rule->subset[0].begin, box.range.size);
    if (tree == trees.items.end()) return fault("bmffHash", "malformed", "an mdat box that no Merkle tree covers");
    if (!is_row_of(*tree, asset.substr(box.range.begin + begin, box.range.size - begin), default_algorithm))
      return fault("bmffHash", "mismatch", "the content is not what was signed");
  }
  return std::nullopt;
}

BindingResult check_bmff_hash(std::string_view label, const Value& binding, std::string_view default_algorithm,
                              const BoundAsset& asset) {
  const std::string_view base = without_number(label);
  if (base != "c2pa.hash.bmff.v2" && base != "c2pa.hash.bmff.v3")
    return fault("bmffHash", "malformed", "a kind of binding that is not accepted any more");
  if (asset.format != Format::mp4) return fault("bmffHash", "mismatch", "a binding of media files for another format");
  const Value* const list = binding.member("exclusions", Kind::array);
  const Value* const hash = binding.member("hash", Kind::bytes);
  const auto kind = kind_of(binding, default_algorithm);
  if (list == nullptr || list->items.size() > kMaxExclusions)
    return fault("bmffHash", "malformed", "a binding with fields of other kinds");
  if (!kind) return {"algorithm.unsupported", "the binding's hash algorithm", false, false};
  if (hash == nullptr)
    return fault("bmffHash", "malformed", "a binding without a hash: of fragments in files of their own");
  const Value* const trees = binding.member("merkle", Kind::array);
  std::vector<BoxRule> rules;
  for (const Value& item : list->items) {
    BoxRule rule;
    if (const auto why = read_rule(item, trees != nullptr, rule)) return fault("bmffHash", "malformed", *why);
    rules.push_back(std::move(rule));
  }
  auto boxes = root_boxes(asset.bytes, "asset");
  if (!boxes) return fault("bmffHash", "mismatch", boxes.error().message);
  if (trees != nullptr)
    if (const auto wrong = check_trees(*trees, rules, *boxes, asset.bytes, default_algorithm)) return *wrong;
  Digest digest(*kind);
  for (const MediaBox& box : *boxes)
    hash_box(digest, asset.bytes.substr(box.range.begin, box.range.size), box.type, box.range.begin, rules, true);
  return verdict_of("bmffHash", digest.finish(), hash->string(), false);
}

std::vector<BoxRule> own_rules() {
  return {{"uuid", {{8, std::string(kStoreUuid)}}, {}, {}}, {"ftyp", {}, {}, {}}, {"mfra", {}, {}, {}}};
}
}  // namespace

BindingResult check_binding(std::string_view label, const Value& binding, std::string_view default_algorithm,
                            const BoundAsset& asset) {
  const std::string_view base = without_number(label);
  if (!binding.is(Kind::map)) return fault("dataHash", "malformed", "a binding that is no map");
  if (base == "c2pa.hash.data") return check_data_hash(binding, default_algorithm, asset);
  if (base.starts_with("c2pa.hash.bmff")) return check_bmff_hash(label, binding, default_algorithm, asset);
  const std::string_view kind = base == "c2pa.hash.boxes" ? "boxesHash" : "collectionHash";
  return fault(kind, "malformed", "a kind of binding that this program does not check");
}

Value make_data_hash(const Layout& layout, Format format, bool sidecar, std::size_t pad) {
  Value out = cbor::map({{"alg", cbor::text("sha256")}, {"pad", cbor::bytes(std::string(pad, '\0'))}});
  if (!sidecar)
    out.set("exclusions", cbor::array({cbor::map({{"start", cbor::unsigned_number(layout.unit_begin())},
                                                  {"length", cbor::unsigned_number(layout.unit_size)}})}));
  if (format == Format::plain_text && !sidecar) {
    std::string before;
    std::string after;
    for (const std::string_view part : layout.before) before += part;
    for (const std::string_view part : layout.after) after += part;
    out.set("hash", cbor::bytes(hash_of_text(before, after, DigestKind::sha256)));
    return out;
  }
  Digest digest(DigestKind::sha256);
  for (const std::string_view part : layout.before) digest.add(as_bytes(part));
  for (const std::string_view part : layout.after) digest.add(as_bytes(part));
  out.set("hash", cbor::bytes(digest.finish()));
  return out;
}

Value make_bmff_hash(const Layout& layout) {
  const auto path = [](std::string_view name) { return cbor::map({{"xpath", cbor::text(name)}}); };
  Value store = path("/uuid");
  store.set("data", cbor::array({cbor::map({{"offset", cbor::integer(8)}, {"value", cbor::bytes(kStoreUuid)}})}));
  Digest digest(DigestKind::sha256);
  std::uint64_t offset = layout.unit_begin() + layout.unit_size;
  for (const std::string_view box : layout.after) {  // each is one box at the root; before the unit, ftyp alone
    hash_box(digest, box, box.substr(4, 4), offset, own_rules(), true);
    offset += box.size();
  }
  return cbor::map({{"exclusions", cbor::array({std::move(store), path("/ftyp"), path("/mfra")})},
                    {"alg", cbor::text("sha256")},
                    {"hash", cbor::bytes(digest.finish())},
                    {"name", cbor::text("jumbf manifest")}});
}
}  // namespace dau::mark
