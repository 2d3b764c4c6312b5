// SPDX-License-Identifier: Apache-2.0
// container_fuzzer.cc — arbitrary bytes as a model file: an error, or sections that lie within the bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"
#include "dau/model/container.h"
#include "dau/model/writer.h"
#include "model/layout.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace dau::model {
namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

std::uint64_t get(std::span<const std::byte> bytes, std::size_t offset, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(bytes[offset + i]);
  return value;
}

void put(std::span<std::byte> bytes, std::size_t offset, std::uint64_t value) {
  for (std::size_t i = 0; i < 8; ++i, value >>= 8) bytes[offset + i] = static_cast<std::byte>(value & 0xFF);
}

// Makes size and checksums right again where the bytes still have the shape of a model file: without this nothing
// that the fuzzer thinks up would get past them.
void seal(std::span<std::byte> bytes) {
  if (bytes.size() < kHeaderSize) return;
  put(bytes, 16, bytes.size());
  const std::uint64_t count = get(bytes, 40, 4);
  if (count > kMaxSections || bytes.size() < front_size(static_cast<std::uint32_t>(count))) return;
  const std::size_t front = front_size(static_cast<std::uint32_t>(count));
  for (std::size_t entry = kHeaderSize; entry < front; entry += kEntrySize) {
    const std::uint64_t offset = get(bytes, entry + 24, 8);
    const std::uint64_t size = get(bytes, entry + 32, 8);
    if (offset <= bytes.size() && size <= bytes.size() - offset)
      put(bytes, entry + 40, xxh3_64(bytes.subspan(offset, size)));
  }
  put(bytes, kChecksumOffset, front_checksum(bytes.first(front)));
}

void check_error(const Error& error) {
  demand(error.code == Errc::corrupt || error.code == Errc::unsupported);
  demand(!error.message.empty() && error.at.starts_with("fuzz"));
}

// What a Container promises to whoever reads its sections.
void check_sections(const Container& container, std::span<const std::byte> bytes) {
  std::uint64_t end = front_size(static_cast<std::uint32_t>(container.sections().size()));
  for (const Section& section : container.sections()) {
    demand(section.offset % kAlignment == 0 && section.offset >= end);
    end = section.offset + section.size;
    const auto content = *container.section(section.name);
    demand(content.data() == bytes.data() + section.offset && content.size() == section.size);
    demand(xxh3_64(content) == section.checksum);
  }
  demand(end == bytes.size());
}

// Writing down what was read gives a file that reads the same.
void check_round_trip(const Container& container) {
  Contents contents{std::string(container.kind()), container.card(), {}};
  for (const Section& section : std::span(container.sections()).subspan(1)) {
    const auto content = *container.section(section.name);
    contents.sections.push_back({section.name, {content.begin(), content.end()}});
  }
  const auto bytes = to_bytes(contents);
  // The card may have grown: indented, and with escapes that JSON does not need.
  if (!bytes) return demand(container.sections().front().size > kMaxCardSize / 16);
  const auto again = Container::view(*bytes, container.kind(), "again");
  demand(again && again->card() == container.card() && again->sections().size() == container.sections().size());
}

void run(std::span<const std::byte> bytes) {
  const auto container = Container::view(bytes, {}, "fuzz");
  if (!container) return check_error(container.error());
  check_sections(*container, bytes);
  check_round_trip(*container);
  demand(!Container::view(bytes, "another-kind", "fuzz") || container->kind() == "another-kind");
}
}  // namespace
}  // namespace dau::model

// Three mutants in four are sealed; the others try the checksums themselves.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  const std::size_t mutated = LLVMFuzzerMutate(data, size, max_size);
  if (seed % 4 != 0) dau::model::seal(std::as_writable_bytes(std::span(data, mutated)));
  return mutated;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dau::model::run(std::as_bytes(std::span(data, size)));
  return 0;
}
