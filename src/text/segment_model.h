// SPDX-License-Identifier: Apache-2.0
// segment_model.h — a segmentation model opened and checked (docs/formats/segment-model.md).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dau/model/container.h"
#include "dau/result.h"
#include "text/segment_features.h"

namespace dau::text {
struct Looked {
  SyllableId id = kUnknownSyllable;
  AtomShape shape = AtomShape::lower;
};

// How a word is written: its first letter and its others.
AtomShape atom_shape_of(std::string_view word);

// Words as they stand in a text → syllable and shape, by one look-up of at most sixteen bytes.
class SurfaceTable {
 public:
  static constexpr std::size_t kMostBytes = 16;
  SurfaceTable() : slots_(16) {}
  void add(std::string_view word, Looked value);  // the first of two equal words stays; longer ones are left out
  Looked find(std::string_view word) const;       // what is not there: an unknown syllable or a number

 private:
  struct Slot {
    std::uint64_t low = 0, high = 0;  // the bytes, then zeros; all zeros: empty
    Looked value;
  };
  std::size_t place(std::uint64_t low, std::uint64_t high) const;
  void grow();
  std::vector<Slot> slots_;  // at least a third of them empty
  std::size_t used_ = 0;
};

// Keys → values in a section of the file, open addressing: zero is no key.
template <class Key, class Value>
struct FileTable {
  std::span<const Key> keys;
  std::span<const Value> values;

  static std::size_t slot_of(Key key, std::size_t slots) {
    const auto wide = static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15u;
    return static_cast<std::size_t>(wide >> 32) & (slots - 1);
  }
  Value find(Key key) const {
    for (std::size_t slot = slot_of(key, keys.size());; slot = (slot + 1) & (keys.size() - 1)) {
      if (keys[slot] == key) return values[slot];
      if (keys[slot] == 0) return Value{};
    }
  }
};

std::uint64_t word_key(std::span<const PhraseAtom> atoms);

struct SegmentModel {
  model::Container container;  // the others read its bytes
  SurfaceTable surfaces;
  std::vector<SyllableFacts> syllables;
  FileTable<std::uint32_t, std::uint16_t> pairs;  // first id << 16 | second id → PairFacts
  FileTable<std::uint64_t, LexiconMask> longer;   // word_key of three to six atoms
  std::span<const std::int16_t> weights;          // a power of two of them

  // Errors: corrupt, when a section does not hold what the format says.
  static Result<SegmentModel> from(model::Container container);
};

// Fills in pairs and longer words of a phrase whose atoms are there.
void look_up_words(const SegmentModel& model, Phrase& phrase);
}  // namespace dau::text
