// SPDX-License-Identifier: Apache-2.0
// writer.cc — lay out, seal and write a model file.
#include "dau/model/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/bytes.h"
#include "base/file.h"
#include "base/hash.h"
#include "model/card.h"
#include "model/layout.h"

namespace dau::model {
namespace {
Error invalid(std::string message, std::string at) {
  return {Errc::invalid_argument, std::move(message), std::move(at)};
}

Result<void> check(const Contents& contents) {
  if (!is_name(contents.kind, kKindSize)) return invalid(fmt::format("\"{}\" is not a name", contents.kind), "kind");
  if (contents.sections.size() >= kMaxSections)
    return invalid(fmt::format("more than {} sections beside the card", kMaxSections - 1), "sections");
  std::vector<std::string_view> names = {kCardName};
  for (const NamedBytes& section : contents.sections) {
    if (!is_name(section.name, kNameSize))
      return invalid(fmt::format("\"{}\" is not a name", section.name), "sections");
    if (std::ranges::find(names, section.name) != names.end())
      return invalid(fmt::format("two sections are named \"{}\"", section.name), "sections");
    names.emplace_back(section.name);
  }
  if (const auto fault = fault_of(contents.card)) return invalid(*fault, "card");
  return {};
}

Result<std::string> card_text(const Card& card) {
  DAU_TRY(std::string text, json::dump_checked(card_to_json(card), 2));
  if (text.size() > kMaxCardSize) return invalid(fmt::format("larger than {} bytes", kMaxCardSize), "card");
  return text;
}

// The section's bytes and where they will be; the bytes belong to someone else.
struct Placed {
  std::string_view name;
  std::span<const std::byte> bytes;
  std::uint64_t offset;
};

// One after the other behind the table, the card first.
std::vector<Placed> place(std::string_view card, const std::vector<NamedBytes>& sections) {
  std::vector<Placed> placed;
  std::uint64_t end = front_size(static_cast<std::uint32_t>(sections.size() + 1));
  const auto add = [&](std::string_view name, std::span<const std::byte> bytes) {
    placed.push_back({name, bytes, align_up(end)});
    end = placed.back().offset + bytes.size();
  };
  add(kCardName, as_bytes(card));
  for (const NamedBytes& section : sections) add(section.name, section.bytes);
  return placed;
}

void put_name(ByteWriter& out, std::string_view name, std::size_t size) {
  out.put_bytes(as_bytes(name));
  out.put_zeros(size - name.size());
}

void put_header(ByteWriter& out, std::string_view kind, const std::vector<Placed>& placed) {
  out.put_bytes(as_bytes(kMagic));
  out.put_u32(kFormatVersion);
  out.put_u32(kHeaderSize);
  out.put_u64(placed.back().offset + placed.back().bytes.size());
  put_name(out, kind, kKindSize);
  out.put_u32(static_cast<std::uint32_t>(placed.size()));
  out.put_zeros(kReservedSize);
  out.put_u64(0);  // the checksum, once there is something to sum
}

void put_table(ByteWriter& out, const std::vector<Placed>& placed) {
  for (const Placed& section : placed) {
    put_name(out, section.name, kNameSize);
    out.put_u64(section.offset);
    out.put_u64(section.bytes.size());
    out.put_u64(xxh3_64(section.bytes));
  }
}
}  // namespace

Result<std::vector<std::byte>> to_bytes(const Contents& contents) {
  DAU_CHECK(check(contents));
  DAU_TRY(const std::string card, card_text(contents.card));
  const std::vector<Placed> placed = place(card, contents.sections);
  ByteWriter out;
  put_header(out, contents.kind, placed);
  put_table(out, placed);
  out.patch_u64(kChecksumOffset, front_checksum(out.bytes()));
  for (const Placed& section : placed) {
    out.pad_to(kAlignment);
    out.put_bytes(section.bytes);
  }
  return std::move(out).take();
}

Result<void> write(const Contents& contents, const std::string& path) {
  DAU_TRY(const std::vector<std::byte> bytes, to_bytes(contents));
  DAU_TRY(AtomicFile file, AtomicFile::create(path));
  DAU_CHECK(file.append(as_bytes(kUnfinishedMagic)));
  DAU_CHECK(file.append(std::span(bytes).subspan(kMagic.size())));
  DAU_CHECK(file.sync());
  DAU_CHECK(file.write_at(0, as_bytes(kMagic)));
  return file.commit();
}
}  // namespace dau::model
