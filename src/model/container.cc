// SPDX-License-Identifier: Apache-2.0
// container.cc — opening a model file: every check of docs/formats/model.md, in its order.
#include "dau/model/container.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/bytes.h"
#include "base/file.h"
#include "base/hash.h"
#include "model/card.h"
#include "model/layout.h"

namespace dau::model {
namespace {
// The bytes of a file that may be a model, and the name that errors give it.
struct Input {
  std::span<const std::byte> bytes;
  const std::string& name;

  Error corrupt(std::string message, std::uint64_t offset) const {
    return {Errc::corrupt, std::move(message), at_byte(name, offset)};
  }
  Error truncated(std::uint64_t declared) const {
    return corrupt(fmt::format("truncated: {} bytes declared, {} there", declared, bytes.size()), bytes.size());
  }
};

struct Header {
  std::uint32_t version = 0;
  std::uint32_t header_size = 0;
  std::uint64_t total_size = 0;
  std::string_view kind;  // as in the file, with its zeros
  std::uint32_t section_count = 0;
  std::string_view reserved;
  std::uint64_t checksum = 0;
};

Result<void> check_magic(const Input& input) {
  const std::string_view magic = as_text(input.bytes).substr(0, kMagic.size());
  if (magic == kMagic) return {};
  if (magic == kUnfinishedMagic)
    return input.corrupt("unfinished model file: it is being written, or its writer was interrupted", 0);
  const bool begun = !magic.empty() && (kMagic.starts_with(magic) || kUnfinishedMagic.starts_with(magic));
  if (begun) return input.truncated(kHeaderSize);
  if (magic.starts_with(kMagic.substr(0, kMagicStem)))
    return input.corrupt("damaged: a dau model file, altered in transfer (its line ends?)", kMagicStem);
  return input.corrupt("not a dau model file", 0);
}

Result<Header> read_fields(ByteReader& reader) {
  Header header;
  DAU_TRY(header.version, reader.take_u32("format version"));
  DAU_TRY(header.header_size, reader.take_u32("header size"));
  DAU_TRY(header.total_size, reader.take_u64("total size"));
  DAU_TRY(const auto kind, reader.take_bytes(kKindSize, "kind"));
  header.kind = as_text(kind);
  DAU_TRY(header.section_count, reader.take_u32("section count"));
  DAU_TRY(const auto reserved, reader.take_bytes(kReservedSize, "reserved"));
  header.reserved = as_text(reserved);
  DAU_TRY(header.checksum, reader.take_u64("header checksum"));
  return header;
}

// The version is looked at as soon as it is there: nothing behind it is known of a newer format.
Result<void> check_version(const Input& input) {
  ByteReader reader(input.bytes, input.name);
  DAU_CHECK(reader.take_bytes(kMagic.size(), "magic"));
  const auto version = reader.take_u32("format version");
  if (!version) return input.truncated(kHeaderSize);
  if (*version == 0) return input.corrupt("damaged header: format version 0", kMagic.size());
  if (*version <= kFormatVersion) return {};
  const auto message = fmt::format("newer: format version {}, this build reads up to {}", *version, kFormatVersion);
  return Error{Errc::unsupported, message, at_byte(input.name, kMagic.size())};
}

// A name of the file without the zeros behind it, or nothing when it is none.
std::optional<std::string_view> unpadded(std::string_view field) {
  const std::string_view name = field.substr(0, field.find('\0'));
  const std::string_view zeros = field.substr(name.size());
  if (!is_name(name, field.size()) || zeros.find_first_not_of('\0') != std::string_view::npos) return std::nullopt;
  return name;
}

// Checks header and table as a whole, and gives the header.
Result<Header> read_header(const Input& input) {
  DAU_CHECK(check_magic(input));
  DAU_CHECK(check_version(input));
  if (input.bytes.size() < kHeaderSize) return input.truncated(kHeaderSize);
  ByteReader reader(input.bytes.subspan(kMagic.size()), input.name, kMagic.size());
  DAU_TRY(Header header, read_fields(reader));
  if (header.header_size != kHeaderSize || header.section_count == 0 || header.section_count > kMaxSections)
    return input.corrupt(fmt::format("damaged header: {} bytes, {} sections", header.header_size, header.section_count),
                         kMagic.size());
  const std::uint64_t front = front_size(header.section_count);
  if (input.bytes.size() < front) return input.truncated(std::max(header.total_size, front));
  if (front_checksum(input.bytes.first(front)) != header.checksum)
    return input.corrupt("damaged header or section table: wrong checksum", kChecksumOffset);
  if (header.reserved.find_first_not_of('\0') != std::string_view::npos)
    return input.corrupt("damaged header: reserved bytes are not zero", kChecksumOffset - kReservedSize);
  const auto kind = unpadded(header.kind);
  if (!kind) return input.corrupt("damaged header: the kind is not a name", 24);
  header.kind = *kind;
  return header;
}

Result<void> check_size(const Input& input, std::uint64_t total_size) {
  const std::uint64_t there = input.bytes.size();
  if (there < total_size) return input.truncated(total_size);
  if (there > total_size)
    return input.corrupt(fmt::format("damaged: {} bytes declared, {} there", total_size, there), total_size);
  return {};
}

// Reads one entry; `begin` is where its section must begin. The file is `total_size` bytes long, as declared.
Result<Section> read_entry(const Input& input, ByteReader& table, std::uint64_t begin) {
  const std::uint64_t at = table.offset();
  Section section;
  DAU_TRY(const auto name, table.take_bytes(kNameSize, "section name"));
  DAU_TRY(section.offset, table.take_u64("section offset"));
  DAU_TRY(section.size, table.take_u64("section size"));
  DAU_TRY(section.checksum, table.take_u64("section checksum"));
  const auto unpadded_name = unpadded(as_text(name));
  if (!unpadded_name) return input.corrupt("damaged section table: a section's name is not a name", at);
  section.name = *unpadded_name;
  const std::uint64_t total_size = input.bytes.size();
  if (section.offset != begin || begin > total_size)
    return input.corrupt(
        fmt::format("bad section \"{}\": at {}, expected at {} of {}", section.name, section.offset, begin, total_size),
        at);
  if (section.size > total_size - begin)
    return input.corrupt(
        fmt::format("bad section \"{}\": {} bytes declared, {} left", section.name, section.size, total_size - begin),
        at);
  return section;
}

Result<std::vector<Section>> read_table(const Input& input, std::uint32_t count) {
  const std::uint64_t front = front_size(count);
  ByteReader table(input.bytes.first(front).subspan(kHeaderSize), input.name, kHeaderSize);
  std::vector<Section> sections;
  std::uint64_t end = front;
  for (std::uint32_t i = 0; i < count; ++i) {
    DAU_TRY(Section section, read_entry(input, table, align_up(end)));
    if (std::ranges::find(sections, section.name, &Section::name) != sections.end())
      return input.corrupt(fmt::format("damaged section table: two sections \"{}\"", section.name), table.offset());
    end = section.offset + section.size;
    sections.push_back(std::move(section));
  }
  if (end != input.bytes.size()) return input.corrupt("damaged: bytes behind the last section", end);
  const Section& card = sections.front();
  if (card.name != kCardName || card.size > kMaxCardSize)
    return input.corrupt(
        fmt::format("bad section \"{}\": a card of at most {} bytes comes first", card.name, kMaxCardSize),
        kHeaderSize);
  return sections;
}

Result<void> check_content(const Input& input, const std::vector<Section>& sections) {
  std::uint64_t end = front_size(static_cast<std::uint32_t>(sections.size()));
  for (const Section& section : sections) {
    const auto padding = input.bytes.subspan(end, section.offset - end);
    if (std::ranges::any_of(padding, [](std::byte b) { return b != std::byte{0}; }))
      return input.corrupt(fmt::format("damaged: bytes before section \"{}\" are not zero", section.name), end);
    const std::uint64_t checksum = xxh3_64(input.bytes.subspan(section.offset, section.size));
    if (checksum != section.checksum)
      return input.corrupt(fmt::format("damaged section \"{}\": checksum {:016x} expected, {:016x} found", section.name,
                                       section.checksum, checksum),
                           section.offset);
    end = section.offset + section.size;
  }
  return {};
}

Result<void> check_kind(const Input& input, std::string_view found, std::string_view wanted) {
  if (wanted.empty() || found == wanted) return {};
  return input.corrupt(fmt::format("another kind: a model of kind \"{}\", \"{}\" is wanted", found, wanted), 24);
}
}  // namespace

struct Container::Impl {
  std::optional<MappedFile> file;  // empty when the bytes are someone else's
  std::span<const std::byte> bytes;
  std::string path;
  std::string kind;
  std::uint32_t version = 0;
  std::vector<Section> sections;
  Card card;

  std::span<const std::byte> content(const Section& section) const noexcept {
    return bytes.subspan(section.offset, section.size);
  }

  // Fills in all but `file`.
  Result<void> read(std::span<const std::byte> all, const std::string& name, std::string_view wanted_kind) {
    const Input input{all, name};
    DAU_TRY(const Header header, read_header(input));
    DAU_CHECK(check_size(input, header.total_size));
    DAU_TRY(sections, read_table(input, header.section_count));
    DAU_CHECK(check_kind(input, header.kind, wanted_kind));
    DAU_CHECK(check_content(input, sections));
    bytes = all;
    path = name;
    kind = header.kind;
    version = header.version;
    const Section& section = sections.front();
    DAU_TRY(card, parse_card(as_text(content(section)), name, section.offset));
    return {};
  }
};

Container::Container(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Container::Container(Container&&) noexcept = default;
Container& Container::operator=(Container&&) noexcept = default;
Container::~Container() = default;

Result<Container> Container::open(const std::string& path, std::string_view kind) {
  auto impl = std::make_unique<Impl>();
  DAU_TRY(impl->file, MappedFile::open(path));
  DAU_CHECK(impl->read(impl->file->bytes(), path, kind));
  return Container(std::move(impl));
}

Result<Container> Container::view(std::span<const std::byte> bytes, std::string_view kind, const std::string& name) {
  auto impl = std::make_unique<Impl>();
  DAU_CHECK(impl->read(bytes, name, kind));
  return Container(std::move(impl));
}

std::uint32_t Container::format_version() const noexcept { return impl_->version; }
std::uint64_t Container::size_bytes() const noexcept { return impl_->bytes.size(); }
std::string_view Container::path() const& noexcept { return impl_->path; }
std::string_view Container::kind() const& noexcept { return impl_->kind; }
const Card& Container::card() const& noexcept { return impl_->card; }
const std::vector<Section>& Container::sections() const& noexcept { return impl_->sections; }
std::string Container::sha256() const { return sha256_hex(impl_->bytes); }

Result<std::span<const std::byte>> Container::section(std::string_view name) const& {
  const auto found = std::ranges::find(impl_->sections, name, &Section::name);
  if (found == impl_->sections.end())
    return Error{Errc::corrupt, fmt::format("the model has no section \"{}\"", name), impl_->path};
  return impl_->content(*found);
}
}  // namespace dau::model
