// SPDX-License-Identifier: Apache-2.0
// candidates.h — the first half of restoring: tokens → ids → net scores → a lattice of candidate forms.
#pragma once
#include <cstdint>
#include <vector>

#include "dau/text/restore.h"
#include "nn/context_net.h"
#include "text/lattice.h"
#include "text/restore_model.h"
#include "text/tokens.h"

namespace dau::text {
inline constexpr std::uint16_t kFixed = 0xFFFF;  // Candidate::form of a token that stays as it is

// Reused from line to line; one a thread.
class CandidateLattice {
 public:
  // Builds the lattice of one piece of a line (NFC). Which candidates are kept is decided by letters alone, before the
  // typed marks rule some out: so the restored line has its own path among no others than the first time.
  void build(const RestoreModel& model, std::string_view piece, const RestoreOptions& options);

  const Tokens& tokens() const noexcept { return tokens_; }
  const Lattice& lattice() const noexcept { return lattice_; }
  std::size_t column(std::size_t token) const noexcept { return column_[token]; }

 private:
  void look_up(const RestoreModel& model);
  void close_foreign_sentences(const RestoreModel& model);
  void rank(const RestoreModel& model, std::size_t token, const float* logits, const RestoreOptions& options);
  void add_candidates(const RestoreModel& model, std::size_t token, std::string_view word, int beam);
  void add_gap(Gap gap);
  void add_single(nn::WordId word, std::uint16_t form = kFixed);
  nn::WordId fixed_word(const RestoreModel& model, std::size_t token) const;

  Tokens tokens_;
  std::vector<nn::NetToken> seen_;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint8_t> count_;
  nn::NetScratch scratch_;
  std::vector<float> logits_;
  std::vector<Candidate> ranked_;
  Lattice lattice_;
  std::vector<std::uint32_t> column_;
};
}  // namespace dau::text
