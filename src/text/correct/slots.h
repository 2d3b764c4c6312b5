// SPDX-License-Identifier: Apache-2.0
// slots.h — the places of a line that get one syllable each, with what may stand there. Most words are one slot; a word
// that was two, or two that were one or were cut at the wrong letter, become as many as they should be.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/correct/words.h"
#include "text/lattice.h"

namespace dau::text {
struct Slot {
  std::vector<Suggestion> suggestions;  // at least one; the first of a single word is how it stands
  Case letter_case = Case::lower;
};

// One or two words of the line and the slots that they became.
struct Unit {
  std::size_t first_word = 0, words = 1;
  std::size_t first_slot = 0, slots = 1;
  std::optional<Channel> channel;  // of what was done to the spaces or of the phrase that was written out
  char sign = 0;                   // a comma or full stop that stood inside and belongs behind
};

class LineSlots {
 public:
  void build(const CorrectModel& model, const LineWords& line, std::string_view piece);
  const std::vector<Slot>& slots() const noexcept { return slots_; }
  const std::vector<Unit>& units() const noexcept { return units_; }

 private:
  struct Reading {  // of one or two words, as slots
    std::vector<Slot> slots;
    std::size_t words = 1;
    Channel channel = Channel::spacing;
    char sign = 0;
    std::int64_t cost = 0;
  };

  void suggest(std::size_t i, Slot& slot);
  void suggest_marks(const LineWord& w, Slot& slot) const;
  void suggest_chat(std::size_t i, Slot& slot, std::vector<Reading>* phrases);
  void suggest_number(const LineWord& w, Slot& slot) const;
  int slips_to_try(std::size_t i) const;  // −1: not looked at
  bool surprising(std::size_t i) const;
  std::optional<Suggestion> syllable(std::string_view text) const;
  void keep_best(Slot& slot, std::size_t limit) const;
  Case slot_case(std::size_t i, const TypedWord& typed) const;

  void read_spaces(std::size_t i, std::vector<Reading>& readings);
  void split(std::size_t i, std::vector<Reading>& readings);
  void regroup(std::size_t i, std::vector<Reading>& readings);
  std::optional<Slot> part(const TypedWord& whole, std::size_t begin, std::size_t end);
  std::int64_t cost_of(std::size_t i, const std::vector<Slot>& middle, std::size_t words);
  void take_sign_out(std::size_t i, std::vector<Reading>& readings);
  bool joined_by_space(std::size_t i) const;  // word i and the next

  const CorrectModel* model_ = nullptr;
  const LineWords* line_ = nullptr;
  std::string_view piece_;
  NoiseSearch search_;
  std::vector<Slot> single_;  // of each word on its own
  std::vector<Slot> slots_;
  std::vector<Unit> units_;
  Lattice lattice_;
  std::optional<PathSearch> path_;
};
}  // namespace dau::text
