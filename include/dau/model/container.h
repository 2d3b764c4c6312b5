// SPDX-License-Identifier: Apache-2.0
// container.h — the model file: mapped, checksummed, with licence, lineage and self-test (docs/formats/model.md).
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/result.h"

namespace dau::model {
// One input of the training: a record of the data ledger.
struct Source {
  std::string id;
  std::string sha256;   // of the file as listed in the ledger, 64 lower-case hex digits
  std::string licence;  // SPDX expression
  std::string attribution;
  friend bool operator==(const Source&, const Source&) = default;
};

// One measured figure of the model.
struct Score {
  std::string set;     // "business_55"
  std::string metric;  // "word accuracy (nom-vn), %"
  double value = 0;
  double low = 0, high = 0;  // 95 % interval
  double leave_as_is = 0;    // the same metric for the input unchanged
  friend bool operator==(const Score&, const Score&) = default;
};

// An input and the output that the model must give for it when it is opened.
struct Sample {
  std::string input;
  std::string expected;
  friend bool operator==(const Sample&, const Sample&) = default;
};

// The model card inside the file.
struct Card {
  std::string name;     // "restore"
  std::string version;  // of the model, "2026.11.0"
  std::string summary;
  std::string licence;  // SPDX expression of the weights
  std::string command;  // the training command
  std::string created;  // RFC 3339, UTC
  std::string form;     // canonical form of the training text: "NFC, tones in the old style"
  std::vector<Source> sources;
  std::vector<Score> scores;
  std::vector<Sample> samples;
  friend bool operator==(const Card&, const Card&) = default;
};

struct Section {
  std::string name;
  std::uint64_t offset = 0;    // from the begin of the file, a multiple of 64
  std::uint64_t size = 0;      // bytes
  std::uint64_t checksum = 0;  // XXH3-64 of the bytes
};

// An open model file. Immutable; any number of threads may read it. Spans live as long as the Container.
class DAU_API Container {
 public:
  // Maps `path` and checks all of it: header, section table, checksums, card.
  // Errors: not_found; io; corrupt (not a model file; unfinished; damaged; a model of another kind); unsupported
  // (a newer format). Each names the file, and the byte where one is known, in `at`.
  // Cost: reads the file once (16 MB: some milliseconds from the page cache).
  static Result<Container> open(const std::string& path, std::string_view kind = {});
  // The same for bytes in memory, which must outlive the Container; `name` stands for the path in errors.
  static Result<Container> view(std::span<const std::byte> bytes, std::string_view kind = {},
                                const std::string& name = "<memory>");

  std::uint32_t format_version() const noexcept;
  std::uint64_t size_bytes() const noexcept;
  // What belongs to the Container cannot be asked of a temporary one.
  std::string_view path() const& noexcept;
  std::string_view kind() const& noexcept;
  const Card& card() const& noexcept;
  const std::vector<Section>& sections() const& noexcept;  // in file order; the first is the card
  std::string_view path() && = delete;
  std::string_view kind() && = delete;
  const Card& card() && = delete;
  const std::vector<Section>& sections() && = delete;
  // SHA-256 of the whole file as 64 hex digits; computed when asked for.
  std::string sha256() const;

  // The bytes of a section. Errors: corrupt when the model has none of that name.
  Result<std::span<const std::byte>> section(std::string_view name) const&;
  Result<std::span<const std::byte>> section(std::string_view name) && = delete;

  Container(Container&&) noexcept;
  Container& operator=(Container&&) noexcept;
  ~Container();

 private:
  struct Impl;
  explicit Container(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};
}  // namespace dau::model
