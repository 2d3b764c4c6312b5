// SPDX-License-Identifier: Apache-2.0
// atoms.h — cut a line into what a word is made of: syllables, numbers, addresses; and marks, each a word of its own.
//
// An atom is never cut again: segmentation only joins atoms. Marks (punctuation, symbols) are never joined.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dau::text {
enum class AtomKind : std::uint8_t { word, mark };

struct Atom {
  std::size_t begin, end;  // bytes of the line
  AtomKind kind;
};

// The atoms of one line from left to right; all that is no white space belongs to exactly one. Cost: one pass, no
// memory.
//
// Inside a word stand: letters, digits and what combines with them; - ' ’ & _ between two of them; . , : / between
// digits (1.234,5  30/4/1975  17:30); . and / where an abbreviation or a number is cut (TP.HCM  2554/QĐ-UB  km/h);
// % after a digit; the full stop of an abbreviation that does not end the line (TP. HCM); whole addresses.
class Atoms {
 public:
  // `line`: well-formed UTF-8 in NFC; must outlive the reader.
  explicit Atoms(std::string_view line) : line_(line) {}
  std::optional<Atom> next();

 private:
  void open_chunk();
  Atom take(std::size_t end, AtomKind kind);
  std::size_t word_end(std::size_t begin);
  std::size_t mark_end(std::size_t begin) const;
  std::size_t connected(std::size_t word, std::size_t segment, std::size_t at) const;
  std::size_t with_stop(std::size_t word, std::size_t end) const;

  std::string_view line_;
  std::size_t at_ = 0;
  std::size_t chunk_end_ = 0;      // where white space follows
  std::size_t address_begin_ = 0;  // the address in this chunk, when there is one
  std::size_t address_end_ = 0;
  bool lower_before_ = false;  // the word before begins with a small letter
};
}  // namespace dau::text
