// SPDX-License-Identifier: Apache-2.0
// spaces.cc — readings of words whose spaces are wrong: xinchào, ngh iệp, là mviệc, đivhọc.
#include <algorithm>
#include <string>

#include "text/correct/slots.h"

namespace dau::text {
namespace {
constexpr std::size_t kNeighbours = 3;  // suggestions of a neighbour that take part in a comparison

bool beside_space_bar(char c) { return c == 'c' || c == 'v' || c == 'b' || c == 'n' || c == 'm'; }
}  // namespace

bool LineSlots::joined_by_space(std::size_t i) const {
  const std::vector<Token>& tokens = line_->tokens().tokens;
  return i + 1 < tokens.size() && tokens[i + 1].begin == tokens[i].end + 1 && piece_[tokens[i].end] == ' ';
}

// Letters [begin, end) of a word that must be a syllable by themselves, marks aside.
std::optional<Slot> LineSlots::part(const TypedWord& whole, std::size_t begin, std::size_t end) {
  TypedWord typed;
  for (std::size_t i = begin; i < end; ++i) {
    typed.chars[typed.size++] = whole.chars[i];
    typed.uppers += whole.chars[i].upper;
  }
  typed.first_upper = typed.size > 0 && typed.chars[0].upper;
  Slot slot;
  LineRates rates = line_->rates();
  search_.run(*model_, rates, typed, 0, slot.suggestions);
  if (slot.suggestions.empty()) return std::nullopt;
  slot.letter_case = text::case_of(typed);
  for (Suggestion& s : slot.suggestions) s.channel = Channel::spacing;
  keep_best(slot, 4);
  return slot;
}

// One word that is two, with nothing or a slip of the thumb between them.
void LineSlots::split(std::size_t i, std::vector<Reading>& readings) {
  const LineWord& w = line_->words()[i];
  const ChannelSet channels = line_->rates().channels;
  const auto add = [&](std::size_t left_end, std::size_t right_begin, Cost cost, Channel channel) {
    auto left = part(w.typed, 0, left_end);
    if (!left) return;
    auto right = part(w.typed, right_begin, w.typed.size);
    if (!right) return;
    if (left->letter_case == Case::lower)
      left->letter_case = slot_case(i, w.typed) == Case::title ? Case::title : Case::lower;
    for (Suggestion& s : left->suggestions) s.cost += cost;
    readings.push_back({{*std::move(left), *std::move(right)}, 1, channel, 0, 0});
  };
  for (std::size_t k = 1; k < w.typed.size; ++k) {
    const bool capital = w.typed.chars[k].upper && !w.typed.chars[k - 1].upper;  // XinChào says where it was joined
    if (channels.has(Channel::spacing))
      add(k, k, line_->rates().of(Channel::spacing) + (capital ? 0 : model_->costs.joined), Channel::spacing);
    const bool thumb = channels.has(Channel::phone) && k + 1 < w.typed.size && beside_space_bar(w.typed.chars[k].base);
    if (thumb) add(k, k + 1, line_->rates().of(Channel::phone) + model_->costs.thumb, Channel::phone);
  }
}

// Two words that are one, or are cut one letter too early or too late.
void LineSlots::regroup(std::size_t i, std::vector<Reading>& readings) {
  if (!line_->rates().channels.has(Channel::spacing) || !joined_by_space(i)) return;
  const LineWord &a = line_->words()[i], &b = line_->words()[i + 1];
  if (a.typed.size == 0 || b.typed.size == 0 || a.typed.size + b.typed.size > kMostTyped) return;
  const auto plain = [&](std::size_t k) {
    const Token& t = line_->tokens().tokens[k];
    const LineWord::Kind kind = line_->words()[k].kind;
    return kind == LineWord::Kind::unknown || (t.kind == TokenKind::word && kind == LineWord::Kind::known);
  };
  const auto single = [&](std::size_t k) { return line_->words()[k].typed.size == 1; };
  if ((!plain(i) && !single(i)) || (!plain(i + 1) && !single(i + 1))) return;
  TypedWord both = a.typed;
  for (std::size_t k = 0; k < b.typed.size; ++k) both.chars[both.size++] = b.typed.chars[k];
  const Cost entry = line_->rates().of(Channel::spacing);
  const auto add = [&](std::size_t cut, Cost cost) {
    std::vector<Slot> slots;
    auto left = part(both, 0, cut);
    if (!left) return;
    for (Suggestion& s : left->suggestions) s.cost += cost;
    slots.push_back(*std::move(left));
    if (cut < both.size) {
      auto right = part(both, cut, both.size);
      if (!right) return;
      slots.push_back(*std::move(right));
    }
    readings.push_back({std::move(slots), 2, Channel::spacing, 0, 0});
  };
  add(a.typed.size + 1, entry + model_->costs.shifted);
  if (a.typed.size > 1) add(a.typed.size - 1, entry + model_->costs.shifted);
  if (both.size <= kMostLetters) add(both.size, entry + model_->costs.split);
}

// s,ơ → sơ, : a sign that changed places with the last letters of its word.
void LineSlots::take_sign_out(std::size_t i, std::vector<Reading>& readings) {
  const std::vector<Token>& tokens = line_->tokens().tokens;
  if (!line_->rates().channels.has(Channel::typo) || i + 1 >= tokens.size()) return;
  const Token &a = tokens[i], &b = tokens[i + 1];
  if (a.kind != TokenKind::word || b.kind != TokenKind::word || b.begin != a.end + 1) return;
  const char sign = piece_[a.end];
  if (sign != ',' && sign != '.' && sign != ';' && sign != ':' && sign != '!' && sign != '?') return;
  if (b.end < piece_.size() && piece_[b.end] != ' ') return;
  const TypedWord &left = line_->words()[i].typed, &right = line_->words()[i + 1].typed;
  if (right.size != 1 || left.size == 0 || left.size + right.size > kMostLetters) return;
  TypedWord both = left;
  both.chars[both.size++] = right.chars[0];
  auto slot = part(both, 0, both.size);
  if (!slot) return;
  for (Suggestion& s : slot->suggestions) s.cost += line_->rates().of(Channel::typo) + model_->costs.swapped;
  readings.push_back({{*std::move(slot)}, 2, Channel::typo, sign, 0});
}

void LineSlots::read_spaces(std::size_t i, std::vector<Reading>& readings) {
  const std::vector<LineWord>& words = line_->words();
  const auto unknown = [&](std::size_t k) { return k < words.size() && words[k].kind == LineWord::Kind::unknown; };
  Slot ignored;
  if (words[i].kind != LineWord::Kind::fixed) suggest_chat(i, ignored, &readings);
  if (unknown(i) && words[i].typed.size > 2) split(i, readings);
  const auto consonant = [&](std::size_t k) {
    return k < words.size() && words[k].typed.size == 1 &&
           std::string_view("bcdghklmnpqrstvx").find(words[k].typed.chars[0].base) != std::string_view::npos;
  };
  if (unknown(i) || unknown(i + 1) || consonant(i) || consonant(i + 1)) regroup(i, readings);
  take_sign_out(i, readings);
}

// What a line costs around word `i` when `words` of its words are these slots.
std::int64_t LineSlots::cost_of(std::size_t i, const std::vector<Slot>& middle, std::size_t words) {
  lattice_.clear();
  const auto add = [&](const Slot& slot, std::size_t limit) {
    for (std::size_t k = 0; k < std::min(slot.suggestions.size(), limit); ++k)
      lattice_.add({slot.suggestions[k].word, 0, slot.suggestions[k].cost});
    lattice_.end_column();
  };
  lattice_.add({Vocabulary::kBegin, 0, 0});
  lattice_.end_column();
  lattice_.add({Vocabulary::kBegin, 0, 0});
  lattice_.end_column();
  for (std::size_t k = i >= 2 ? i - 2 : 0; k < i; ++k) add(single_[k], kNeighbours);
  for (const Slot& slot : middle) add(slot, 16);
  for (std::size_t k = i + words; k < std::min(i + words + 2, single_.size()); ++k) add(single_[k], kNeighbours);
  path_->best_path(lattice_);
  return path_->cost();
}
}  // namespace dau::text
