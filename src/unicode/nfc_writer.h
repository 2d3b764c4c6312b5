// SPDX-License-Identifier: Apache-2.0
// nfc_writer.h — NFC of a text: copies what is stable, composes Vietnamese clusters by table, the rest the long way.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/unicode/normalize.h"
#include "unicode/block_scanner.h"
#include "unicode/clusters.h"

namespace dau::unicode {
// Where the run that the flagged character at `offset` belongs to begins, not before `floor`.
std::size_t run_begin(std::string_view text, std::size_t offset, std::size_t floor) noexcept;

class NfcWriter {
 public:
  // `pieces`, when given, receives what was replaced; that takes the careful path all along.
  explicit NfcWriter(std::string_view text, std::vector<OffsetMap::Piece>* pieces = nullptr);

  std::string write();

 private:
  struct Cluster {  // base and marks at [begin, end) of the input, written at `to`
    std::size_t begin, end, to;
  };

  void write_clean(std::size_t block, std::uint64_t marks);
  void write_careful(std::size_t block, std::uint64_t flagged);
  bool write_cluster(std::size_t mark);
  void write_run(std::size_t flagged);
  void copy_until(std::size_t end);
  void reopen_cluster();

  std::string_view text_;
  std::vector<OffsetMap::Piece>* pieces_;
  std::string out_;              // always has room for what is left of the input, and kSlack
  std::size_t in_ = 0, to_ = 0;  // everything before in_ is written, to_ bytes of it
  Cluster last_ = {0, 0, 0};     // the cluster written last
  std::u32string scratch_;
  std::string run_;
  const ClusterTable& clusters_ = clusters();
};
}  // namespace dau::unicode
