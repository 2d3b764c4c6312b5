// SPDX-License-Identifier: Apache-2.0
// ledger_fuzzer.cc — any bytes as a note, a key, a proof, a bundle, a segment and a proof's hashes; the first byte says
// which. What is read is written the same; what is refused says why.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/ledger/merkle.h"
#include "dau/ledger/note.h"
#include "ledger/segment.h"
#include "ledger/tiles.h"

namespace {
using namespace dau::ledger;

void demand(bool condition) {
  if (!condition) std::abort();
}

// Random hashes prove nothing.
void check_path(std::string_view bytes) {
  std::uint64_t numbers[2] = {};
  if (bytes.size() < sizeof numbers) return;
  std::memcpy(numbers, bytes.data(), sizeof numbers);
  std::vector<Hash> path((bytes.size() - sizeof numbers) / sizeof(Hash));
  if (!path.empty()) std::memcpy(path.data(), bytes.data() + sizeof numbers, path.size() * sizeof(Hash));
  const Hash leaf = leaf_hash({}), root = leaf_hash(std::as_bytes(std::span("x")));
  demand(!is_included(numbers[0], numbers[1], leaf, path, root));
  demand(!is_consistent(numbers[0], numbers[1], leaf, root, path));
}

void read_segment(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
  for (std::size_t at = 0;;) {
    const auto frame = read_frame(bytes, at, "f");
    if (!frame || frame->type == FrameType::end) return;
    demand(frame->size >= kFrameHead && at + frame->size <= bytes.size());
    std::string again;
    append_frame(again, frame->type, frame->payload);
    demand(again == text.substr(at, frame->size));
    at += frame->size;
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 8) {
    case 0:
      if (const auto read = read_unverified_checkpoint(text, "f")) demand(text.starts_with(to_body(*read)));
      demand(!read_checkpoint(text, {"", {}}, "f"));
      break;
    case 1:
      if (const auto key = read_note_key(text, "f"); key && !key->name.empty()) demand(text.starts_with(to_text(*key)));
      break;
    case 2:
      if (const auto proof = read_proof(text, "f"); proof && proof->extra.empty() == (text.find("extra") == text.npos))
        demand(to_text(*proof) == text);
      break;
    case 3:
      for (const std::uint64_t width : {1u, 2u, 256u})
        if (const auto entries = entries_of(text, width, "f")) {
          std::string again;
          for (const std::string_view entry : *entries) append_bundle_entry(again, entry);
          demand(again == text);
        }
      break;
    case 4:
      read_segment(text);
      break;
    case 6:
      if (const auto keys = read_witness_keys(text, "f")) {
        std::string again;
        for (const WitnessKey& key : *keys) again += to_text(key) + "\n";
        demand(read_witness_keys(again, "f")->size() == keys->size());
      }
      if (const auto seen = read_cosignatures(text, std::vector<WitnessKey>{{"w", {}}}, "f")) demand(seen->empty());
      if (const auto merged = merge_notes(text, text, "f")) demand(*merged == text);
      break;
    case 5:
      if (const auto proof = read_growth_proof(text, "f")) demand(to_text(*proof) == text);
      break;
    default:
      check_path(text);
  }
  return 0;
}
