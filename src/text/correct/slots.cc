// SPDX-License-Identifier: Apache-2.0
// slots.cc — what may stand in each place; spaces.cc has the readings that change the spaces.
#include "text/correct/slots.h"

#include <algorithm>
#include <string>

#include "dau/unicode/case.h"
#include "dau/unicode/syllable.h"

namespace dau::text {
namespace {
constexpr Cost kHardlyEnglish = 7 * kCostPerNat;
constexpr std::size_t kMostSuggestions = 9, kMostOfUnknown = 10;
}  // namespace

void LineSlots::keep_best(Slot& slot, std::size_t limit) const {
  std::vector<Suggestion>& all = slot.suggestions;
  const auto better = [&](const Suggestion& a, const Suggestion& b) {
    return rank_of(*model_, a) < rank_of(*model_, b);
  };
  const auto begin = all.begin() + (!all.empty() && all.front().stands ? 1 : 0);
  std::stable_sort(begin, all.end(), better);
  if (all.size() > limit) all.resize(limit);
}

// A word of the vocabulary that the trigram finds odd in its place, seen from both sides.
bool LineSlots::surprising(std::size_t i) const {
  const std::vector<LineWord>& words = line_->words();
  const nn::Trigram& trigram = model_->restore.trigram;
  const auto at = [&](std::size_t k) { return k < words.size() ? words[k].word : Vocabulary::kStop; };
  const nn::WordId before = i > 0 ? at(i - 1) : Vocabulary::kBegin;
  const nn::WordId before2 = i > 1 ? at(i - 2) : Vocabulary::kBegin;
  const auto cost = [&](nn::WordId a, nn::WordId b, nn::WordId c) {
    return trigram.trigram(trigram.context(a, b), c, trigram.bigram(b, c));
  };
  const std::int32_t here = cost(before2, before, at(i));
  if (here * kCostPerNat < model_->costs.surprise / 2 * nn::Trigram::kUnitsPerNat) return false;
  return (here + cost(before, at(i), at(i + 1))) * kCostPerNat > model_->costs.surprise * nn::Trigram::kUnitsPerNat;
}

int LineSlots::slips_to_try(std::size_t i) const {
  const LineWord& w = line_->words()[i];
  if (w.kind == LineWord::Kind::fixed) return -1;
  if (w.kind == LineWord::Kind::unknown) return 1;
  if (w.typed.size < 2) return -1;
  const bool odd = surprising(i);
  if (line_->letters_slip()) return odd ? 1 : 0;
  if (odd) return w.typed.size > 2 ? 1 : 0;
  return line_->marks_slip() && !w.bare ? 0 : -1;
}

// The forms of a word without marks: the cheap and frequent case.
void LineSlots::suggest_marks(const LineWord& w, Slot& slot) const {
  const Vocabulary& vocabulary = model_->restore.vocabulary;
  const std::size_t first = vocabulary.first_form(w.base);
  for (std::size_t f = first; f < first + vocabulary.form_count(w.base); ++f) {
    if (static_cast<std::int32_t>(f) == w.form) continue;
    slot.suggestions.push_back({Vocabulary::form_word(f), w.base, static_cast<std::int32_t>(f),
                                line_->rates().of(Channel::marks), Channel::marks, false});
  }
}

std::optional<Suggestion> LineSlots::syllable(std::string_view text) const {
  TypedWord typed;
  if (!typed.read(text)) return std::nullopt;
  const std::string bases = typed.bases();
  const Vocabulary& vocabulary = model_->restore.vocabulary;
  const std::uint16_t base = vocabulary.find_base(bases);
  if (base == Vocabulary::kUnknown) return std::nullopt;
  const std::size_t first = vocabulary.first_form(base), forms = vocabulary.form_count(base);
  for (std::size_t f = first; f < first + forms; ++f)
    if (spell(bases, &vocabulary.form(f), Case::lower, unicode::TonePlacement::old_style) == text)
      return Suggestion{Vocabulary::form_word(f), base, static_cast<std::int32_t>(f), 0, Channel::chat, false};
  if (forms > 0 || typed.carries_marks()) return std::nullopt;
  return Suggestion{vocabulary.base_word(base), base, Suggestion::kPlain, 0, Channel::chat, false};
}

void LineSlots::suggest_chat(std::size_t i, Slot& slot, std::vector<Reading>* phrases) {
  const LineWord& w = line_->words()[i];
  const Token& t = line_->tokens().tokens[i];
  if (!line_->rates().channels.has(Channel::chat) || t.kind != TokenKind::word) return;
  if (t.end - t.begin > 12 || t.case_class == CaseClass::upper || t.case_class == CaseClass::mixed) return;
  const CorrectCosts& costs = model_->costs;
  for (const ChatEntry& entry : model_->lexicons.chat(unicode::to_lower(piece_.substr(t.begin, t.end - t.begin)))) {
    if (entry.kind == ChatEntry::Kind::dialect && !line_->chats()) continue;
    Cost cost = line_->rates().of(Channel::chat);
    if (entry.kind == ChatEntry::Kind::sure) cost += costs.chat_sure;
    if (entry.kind == ChatEntry::Kind::likely || entry.kind == ChatEntry::Kind::dialect) cost += costs.chat_likely;
    if (entry.kind == ChatEntry::Kind::single) cost += costs.chat_single;
    Reading phrase{{}, 1, Channel::chat, 0, 0};
    for (const std::string& text : entry.meant) {
      auto s = syllable(text);
      if (!s) break;
      s->cost = phrase.slots.empty() ? cost : 0;
      phrase.slots.push_back({{*s}, phrase.slots.empty() ? slot_case(i, w.typed) : Case::lower});
    }
    if (phrase.slots.size() != entry.meant.size()) continue;
    if (phrase.slots.size() == 1) {
      slot.suggestions.push_back(phrase.slots[0].suggestions[0]);
    } else if (phrases != nullptr) {
      phrases->push_back(std::move(phrase));
    }
  }
}

// 2O24, 1O0: digits with letters that look like digits.
void LineSlots::suggest_number(const LineWord& w, Slot& slot) const {
  if (!w.scanned_number || !line_->rates().channels.has(Channel::ocr)) return;
  std::size_t digits = 0;
  for (std::size_t k = 0; k < w.typed.size; ++k) digits += w.typed.chars[k].base <= '9';
  const auto wrong = static_cast<Cost>(w.typed.size - digits);
  slot.suggestions.push_back(
      {Vocabulary::kNumber, 0, Suggestion::kNumber, line_->rates().of(Channel::ocr) * wrong, Channel::ocr, false});
}

Case LineSlots::slot_case(std::size_t i, const TypedWord& typed) const {
  const Case seen = text::case_of(typed);
  const Token& t = line_->tokens().tokens[i];
  const char first = typed.size > 0 ? typed.chars[0].base : 'a';
  if (seen != Case::lower || first < '0' || first > '9') return seen;
  // 5 and 8 look like capitals only.
  const bool opens = t.gap == Gap::start || t.gap == Gap::stop;
  return opens || first == '5' || first == '8' ? Case::title : seen;
}

void LineSlots::suggest(std::size_t i, Slot& slot) {
  const LineWord& w = line_->words()[i];
  slot.suggestions.push_back({w.word, w.base, w.form, w.stands, Channel::marks, true});
  slot.letter_case = slot_case(i, w.typed);
  const int slips = slips_to_try(i);
  // deer, been, sops: English, but in a line of raw keys more likely để, bên, số.
  if (line_->rates().keyed && w.bare && w.kind != LineWord::Kind::fixed && !unicode::parse_syllable(w.typed.bases()))
    slot.suggestions[0].cost = std::max(slot.suggestions[0].cost, kHardlyEnglish);
  const bool marks =
      w.kind == LineWord::Kind::known && w.bare && w.form >= 0 && line_->rates().channels.has(Channel::marks);
  if (marks) slot.suggestions[0].cost += line_->rates().bare_stays;
  if (w.kind == LineWord::Kind::fixed) {
    suggest_number(w, slot);
    return;
  }
  if (slips >= 0) {
    const std::size_t before = slot.suggestions.size();
    search_.run(*model_, line_->rates(), w.typed, slips, slot.suggestions);
    const bool dear = w.kind == LineWord::Kind::unknown && w.typed.size > 3 && slot.suggestions.size() == before;
    if (dear) search_.run(*model_, line_->rates(), w.typed, 2, slot.suggestions);
    // The word as it stands is there already.
    const auto same = [&](const Suggestion& s) {
      return !s.stands && w.kind == LineWord::Kind::known && s.word == w.word;
    };
    slot.suggestions.erase(std::remove_if(slot.suggestions.begin(), slot.suggestions.end(), same),
                           slot.suggestions.end());
  } else if (marks) {
    suggest_marks(w, slot);
  }
  if (w.kind == LineWord::Kind::known) {
    // In a line where a channel strikes all the time, that a word exists says little.
    for (Suggestion& s : slot.suggestions) {
      const Cost entry = line_->rates().of(s.channel);
      if (s.stands || (s.channel == Channel::marks && w.bare)) continue;
      s.cost += std::min(entry, s.channel == Channel::marks ? model_->costs.known_marks : model_->costs.known);
    }
  }
  suggest_number(w, slot);
  suggest_chat(i, slot, nullptr);
  keep_best(slot, w.kind == LineWord::Kind::unknown ? kMostOfUnknown : kMostSuggestions);
}

void LineSlots::build(const CorrectModel& model, const LineWords& line, std::string_view piece) {
  model_ = &model;
  line_ = &line;
  piece_ = piece;
  path_.emplace(model.restore.trigram, model.costs.trigram / nn::Trigram::kUnitsPerNat);
  single_.assign(line.words().size(), {});
  for (std::size_t i = 0; i < single_.size(); ++i) suggest(i, single_[i]);
  slots_.clear();
  units_.clear();
  for (std::size_t i = 0; i < single_.size();) {
    std::vector<Reading> readings;
    read_spaces(i, readings);
    const Reading* best = nullptr;
    for (Reading& r : readings) {
      // Against the words on their own.
      const std::vector<Slot> alone(single_.begin() + static_cast<std::ptrdiff_t>(i),
                                    single_.begin() + static_cast<std::ptrdiff_t>(i + r.words));
      r.cost = cost_of(i, r.slots, r.words) - cost_of(i, alone, r.words);
      if (r.cost < 0 && (best == nullptr || r.cost < best->cost)) best = &r;
    }
    Unit unit{i, 1, slots_.size(), 1, std::nullopt, 0};
    if (best != nullptr) {
      unit.words = best->words;
      unit.slots = best->slots.size();
      unit.channel = best->channel;
      unit.sign = best->sign;
      for (const Slot& slot : best->slots) slots_.push_back(slot);
    } else {
      slots_.push_back(single_[i]);
    }
    units_.push_back(unit);
    i += unit.words;
  }
}
}  // namespace dau::text
