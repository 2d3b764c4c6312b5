// SPDX-License-Identifier: Apache-2.0
// rescore.h — once the letters are settled, the restorer's net has its say in which marks stand on them. It runs over
// the neighbourhood of words that are open only, for it is dear.
#pragma once
#include <cstdint>
#include <vector>

#include "nn/context_net.h"
#include "text/correct/slots.h"

namespace dau::text {
// Where a slot is in the line, for the net.
struct SlotPlace {
  std::uint32_t column;  // of the lattice
  std::uint8_t feature;  // gap class · 4 + case class
};

class MarksRescorer {
 public:
  // `choice`: the suggestion chosen in each slot; `columns`: the words chosen in each column of the lattice. Afterwards
  // open(slot) tells which slots have new costs, and costs(slot) gives one for each suggestion (negative: not of the
  // chosen letters).
  void run(const CorrectModel& model, const std::vector<Slot>& slots, const std::vector<SlotPlace>& places,
           const std::vector<std::uint8_t>& choice, const std::vector<nn::WordId>& columns);

  bool any() const noexcept { return any_; }
  bool open(std::size_t slot) const noexcept { return open_[slot] != 0; }
  const std::vector<Cost>& costs(std::size_t slot) const noexcept { return costs_[slot]; }

 private:
  bool is_open(const CorrectModel& model, const Slot& slot, std::size_t choice, std::size_t column,
               const std::vector<nn::WordId>& columns) const;
  void score(const CorrectModel& model, const std::vector<Slot>& slots, const std::vector<SlotPlace>& places,
             const std::vector<std::uint8_t>& choice, std::size_t begin, std::size_t end);

  bool any_ = false;
  std::vector<std::uint8_t> open_;
  std::vector<std::vector<Cost>> costs_;
  std::vector<nn::NetToken> seen_;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint8_t> count_;
  nn::NetScratch scratch_;
  std::vector<float> logits_;
};
}  // namespace dau::text
