// SPDX-License-Identifier: Apache-2.0
// costs.h — what each kind of slip costs, in units of kCostPerNat; read from the model's "config".
#pragma once
#include <array>
#include <cstdint>

#include "dau/model/container.h"
#include "dau/result.h"
#include "dau/text/correct.h"

namespace dau::text {
using Cost = std::int32_t;

struct CorrectCosts {
  // How often a word of ordinary text has a slip of a channel: what is assumed before a line is seen (−ln rate), and
  // after how many words of evidence the line's own rate counts as much.
  std::array<Cost, kChannels> rare{};
  Cost strength = 0;  // words, times kCostPerNat
  Cost quiet = 0;     // more for every channel in a line in which nothing is surely wrong
  // Marks.
  Cost partial = 0, partial_more = 0, wrong_mark = 0, wrong_tone = 0;
  // Typing: beyond the channel's own cost.
  Cost swapped = 0, beside = 0, far = 0, doubled = 0, extra = 0, missing = 0;
  Cost second = 0;  // for every slip after the first of a word
  // Keys.
  Cost key = 0, key_again = 0, key_wrong = 0;
  // Spaces.
  Cost shifted = 0, joined = 0, split = 0, thumb = 0;
  // Chat, by how sure an entry is.
  Cost chat_sure = 0, chat_likely = 0, chat_single = 0;
  // Words that are not in the vocabulary: seen in training (on top of their own), never seen, each of their letters,
  // and what a capital takes off.
  // For taking a word of the vocabulary to be another one: slipped, or with other marks than it has.
  Cost known = 0, known_marks = 0;
  Cost seen = 0, unseen = 0, letter = 0, capital = 0, syllable = 0;
  // Scorers: units of cost for a unit of the trigram; with the net and for the net, in 1/1024.
  Cost trigram = 0, trigram_with_net = 0, net = 0;
  Cost surprise = 0;  // a word of the vocabulary is looked at when the trigram finds it this unlikely

  // Errors: corrupt, when a member is missing or out of range.
  static Result<CorrectCosts> open(const model::Container& container);
};
}  // namespace dau::text
