// SPDX-License-Identifier: Apache-2.0
// words.h — the words of a piece of text, judged one by one: what is left alone, what is known, what is not a word; and
// from that how often each channel strikes in this line.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/correct/noise_search.h"
#include "text/protected.h"
#include "text/tokens.h"

namespace dau::text {
struct LineWord {
  enum class Kind : std::uint8_t { fixed, known, unknown } kind = Kind::fixed;
  TypedWord typed;
  nn::WordId word = Vocabulary::kUnknown;  // what the trigram sees of it as it stands
  std::uint16_t base = Vocabulary::kUnknown;
  std::int32_t form = Suggestion::kPlain;  // of a known word
  bool bare = true;                        // carries no marks
  bool scanned_number = false;             // 2O24, 1l: may be digits
  Cost stands = 0;                         // what it costs to be meant as it stands, the trigram apart
};

class LineWords {
 public:
  // Judges the words of `piece` (NFC). Reused from piece to piece.
  void read(const CorrectModel& model, std::string_view piece, ChannelSet channels);

  const Tokens& tokens() const noexcept { return tokens_; }
  const std::vector<LineWord>& words() const noexcept { return words_; }
  const LineRates& rates() const noexcept { return rates_; }
  // Something in the line was typed or scanned wrongly beyond its marks, so that known words may be wrong too.
  bool letters_slip() const noexcept { return letters_slip_; }
  bool marks_slip() const noexcept { return marks_slip_; }
  // A word of the line is surely chat's.
  bool chats() const noexcept { return chats_; }

 private:
  void judge(const CorrectModel& model, std::string_view piece, std::size_t i, ProtectedChunks& protection);
  void judge_known(const CorrectModel& model, LineWord& w);
  Cost cost_of_unknown(const CorrectModel& model, std::string_view text, const Token& t) const;
  void close_foreign_sentences(const CorrectModel& model, std::string_view piece);
  void count_evidence(const CorrectModel& model, std::string_view piece, ChannelSet channels);
  bool surely_unmarked(const CorrectModel& model, const LineWord& w) const;
  std::optional<Channel> slip_of_unknown(const CorrectModel& model, std::string_view text, const LineWord& w,
                                         ChannelSet channels);
  void cap_rates_of_keys(int keyed, int words);
  void set_rates(const CorrectModel& model, ChannelSet channels, const std::array<int, kChannels>& slips, int words,
                 int marked);

  Tokens tokens_;
  std::vector<LineWord> words_;
  LineRates rates_;
  NoiseSearch search_;
  std::vector<Suggestion> found_;
  bool capitals_ = false;  // the piece is written in capitals
  bool letters_slip_ = false, marks_slip_ = false, chats_ = false;
};

// How likely each suggestion looks on its own: its cost and its word's.
Cost rank_of(const CorrectModel& model, const Suggestion& s);
}  // namespace dau::text
