// SPDX-License-Identifier: Apache-2.0
// noise_search.h — from a word as it stands to what may have been meant: one walk over the trie of bases in which each
// channel has its own steps. keys_channel.cc has those of raw keystrokes.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "text/correct/correct_model.h"
#include "text/correct/letters.h"
#include "text/lattice.h"

namespace dau::text {
// What a channel asks for its first step in a word, on this line; and which channels take part.
struct LineRates {
  std::array<Cost, kChannels> entry{};
  Cost bare_stays = 0;  // for a word without marks that is meant so
  ChannelSet channels;
  bool keyed = false;  // a third of the line's words and more are raw keystrokes
  Cost of(Channel c) const { return entry[static_cast<std::size_t>(c)]; }
};

struct Suggestion {
  static constexpr std::int32_t kPlain = -1, kNumber = -2;
  nn::WordId word = 0;
  std::uint16_t base = 0;
  std::int32_t form = kPlain;  // index of a form, or one of the above
  Cost cost = 0;
  Channel channel = Channel::marks;
  bool stands = false;  // this is the word as it was typed
};

class NoiseSearch {
 public:
  // Appends what `word` may have been, each word once, with its cheapest reading; the costs leave the trigram out.
  // `slips`: letters that may be wrong beyond what keys, rewrites and marks explain. Time: bounded by the word's length
  // (at most kMostTyped) and by the costs, which cut off what is far worse than the best.
  void run(const CorrectModel& model, const LineRates& rates, const TypedWord& word, int slips,
           std::vector<Suggestion>& out);

 private:
  struct State {
    std::size_t at = 0;  // letters of the word that are accounted for
    std::uint16_t node = Trie::kRoot;
    std::size_t depth = 0;
    std::array<char, kMostLetters> letters{};
    std::array<Seen, kMostLetters> seen{};
    unicode::Tone key_tone = unicode::Tone::level;
    Cost cost = 0;
    int slips = 0;
    unsigned used = 0;  // channels, one bit each
    Channel first = Channel::marks;
    bool keyed = false;
    bool may_insert = true;
  };

  void walk(const State& s);
  void finish(const State& s);
  void step_match(const State& s, const TypedChar& c);
  void step_slips(const State& s, const TypedChar& c);
  void step_missing(const State& s);
  void step_rewrites(const State& s, const TypedChar& c);
  void step_keys(const State& s, const TypedChar& c);
  bool set_marks_by_key(State& next, char key) const;
  bool push(State& s, char letter, const Seen& seen) const;
  bool pay(State& s, Channel channel, Cost cost) const;
  bool slip(State& s, Cost cost) const;
  Cost marks_cost(const State& s, const Form& form, bool& regional) const;
  void found(const State& s, std::uint16_t base, std::int32_t form, Cost cost, Channel channel);

  const CorrectModel* model_ = nullptr;
  const LineRates* rates_ = nullptr;
  const TypedWord* word_ = nullptr;
  int most_slips_ = 0;
  Cost limit_ = 0;
  bool bare_ = true;
  int steps_ = 0;          // left; what costs more is not looked for
  std::size_t begin_ = 0;  // of this word's suggestions
  std::vector<Suggestion>* out_ = nullptr;
};

// The key of a tone or mark, as Telex, VNI and VIQR have it.
bool is_mark_key(char c) noexcept;
}  // namespace dau::text
