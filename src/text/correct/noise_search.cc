// SPDX-License-Identifier: Apache-2.0
// noise_search.cc — the steps of typing, of look-alike and sound-alike letters, and what differing marks cost.
#include "text/correct/noise_search.h"

#include <algorithm>
#include <cstdlib>

namespace dau::text {
namespace {
using unicode::Mark;
using unicode::Tone;

constexpr Cost kWorst = 18 * kCostPerNat;  // a reading that costs more is not one
constexpr Cost kReach = 7 * kCostPerNat;   // nor is one that is so much worse than the best
constexpr Cost kAdded = 2 * kCostPerNat;  // more for a mark that should not be there at all: nobody types one by chance
constexpr std::size_t kMostFound = 64;
constexpr int kMostSteps = 30000;  // of one word: some milliseconds, whatever it is

struct Key {
  int row = -9, column = -9;
};

// Places of the keys of a QWERTY keyboard; each row half a key further right.
Key key_of(char c) {
  constexpr std::string_view kRows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
  for (int row = 0; row < 3; ++row) {
    const std::size_t at = kRows[row].find(c);
    if (at != std::string_view::npos) return {row, static_cast<int>(at) * 2 + row};
  }
  return {};
}

bool beside(char a, char b) {
  const Key x = key_of(a), y = key_of(b);
  return std::abs(x.row - y.row) <= 1 && std::abs(x.column - y.column) <= 2;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
}  // namespace

bool NoiseSearch::push(State& s, char letter, const Seen& seen) const {
  const std::uint16_t child = model_->trie.child(s.node, letter);
  if (child == Trie::kRoot || s.depth == kMostLetters) return false;
  s.node = child;
  s.letters[s.depth] = letter;
  s.seen[s.depth++] = seen;
  s.may_insert = true;
  return true;
}

// False when the state has become too dear.
bool NoiseSearch::pay(State& s, Channel channel, Cost cost) const {
  const unsigned bit = 1u << static_cast<unsigned>(channel);
  const bool each_time = channel != Channel::keys;  // who types raw keys does so for the whole word
  if ((s.used & bit) == 0 || each_time) s.cost += rates_->of(channel);
  if (s.used == 0) s.first = channel;
  s.used |= bit;
  s.cost += cost;
  return s.cost <= limit_;
}

bool NoiseSearch::slip(State& s, Cost cost) const {
  if (s.slips == most_slips_ || !rates_->channels.has(Channel::typo)) return false;
  if (++s.slips > 1) cost += model_->costs.second;
  return pay(s, Channel::typo, cost);
}

void NoiseSearch::step_match(const State& s, const TypedChar& c) {
  State next = s;
  if (!push(next, c.base, c.seen)) return;
  ++next.at;
  walk(next);
}

void NoiseSearch::step_slips(const State& s, const TypedChar& c) {
  const CorrectCosts& costs = model_->costs;
  if (s.slips == most_slips_) return;
  const TypedChar* following = s.at + 1 < word_->size ? &word_->chars[s.at + 1] : nullptr;
  if (following != nullptr && following->base != c.base) {  // swapped
    State next = s;
    if (slip(next, costs.swapped) && push(next, following->base, following->seen) && push(next, c.base, c.seen)) {
      next.at += 2;
      walk(next);
    }
  }
  {  // one too many
    State next = s;
    const bool again = s.at > 0 && word_->chars[s.at - 1].base == c.base;
    if (slip(next, again ? costs.doubled : costs.extra)) {
      ++next.at;
      next.may_insert = false;  // to take one out and put one in is to hit the wrong key
      walk(next);
    }
  }
  for (char letter = 'a'; letter <= 'z'; ++letter) {  // a wrong one
    if (letter == c.base || model_->trie.child(s.node, letter) == Trie::kRoot) continue;
    State next = s;
    const Seen seen{c.seen.mark, c.seen.tone, false};
    if (!slip(next, beside(c.base, letter) ? costs.beside : costs.far) || !push(next, letter, seen)) continue;
    ++next.at;
    walk(next);
  }
}

void NoiseSearch::step_missing(const State& s) {
  if (s.slips == most_slips_ || !s.may_insert) return;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    State next = s;
    if (model_->trie.child(s.node, letter) == Trie::kRoot) continue;
    if (!slip(next, model_->costs.missing) || !push(next, letter, {Mark::none, Tone::level, false})) continue;
    walk(next);
  }
}

void NoiseSearch::step_rewrites(const State& s, const TypedChar& c) {
  for (const Rewrite& r : model_->lexicons.rewrites(c.base)) {
    if (!rates_->channels.has(r.channel) || s.at + r.typed.size() > word_->size) continue;
    const std::size_t end = s.at + r.typed.size();
    if (r.place == Rewrite::Place::onset && s.at != 0) continue;
    if (r.place == Rewrite::Place::coda && end != word_->size) continue;
    if (r.place == Rewrite::Place::capital && !c.upper) continue;
    if (r.place == Rewrite::Place::title && (s.at != 0 || !c.upper)) continue;
    bool same = true, marked = false;
    for (std::size_t i = s.at; i < end; ++i) {
      same &= word_->chars[i].base == r.typed[i - s.at];
      marked |= word_->chars[i].seen.mark != Mark::none || word_->chars[i].seen.tone != Tone::level;
    }
    // A scanner that saw a mark saw the letter under it.
    if (!same || (marked && r.channel == Channel::ocr)) continue;
    State next = s;
    if (!pay(next, r.channel, r.cost)) continue;
    bool fits = true;
    for (std::size_t i = 0; i < r.meant.size() && fits; ++i)
      fits = push(next, r.meant[i], i < r.typed.size() ? word_->chars[s.at + i].seen : Seen{});
    if (!fits) continue;
    next.at = end;
    walk(next);
  }
}

// What the marks of a form cost that differ from those seen. `regional`: a hook for a tilde or the other way.
Cost NoiseSearch::marks_cost(const State& s, const Form& form, bool& regional) const {
  const CorrectCosts& costs = model_->costs;
  Tone tone = s.key_tone;
  std::size_t tones = tone != Tone::level;
  unsigned missing = 0;  // letters, one bit each
  Cost wrong = 0;
  for (std::size_t i = 0; i < form.letters; ++i) {
    const Seen& seen = s.seen[i];
    if (seen.tone != Tone::level) {
      if (seen.tone != tone) ++tones;
      if (tone == Tone::level) tone = seen.tone;
    }
    if (!seen.known || seen.mark == form.marks[i]) continue;
    if (seen.mark == Mark::none)
      missing |= 1u << i;
    else
      wrong += costs.wrong_mark + (form.marks[i] == Mark::none ? kAdded : 0);
  }
  if (tones > 1) wrong += costs.wrong_tone;
  if (tone != form.tone) {
    const bool hook_tilde =
        (tone == Tone::hook && form.tone == Tone::tilde) || (tone == Tone::tilde && form.tone == Tone::hook);
    if (tone == Tone::level) {
      if (s.seen[form.tone_at_old].known) missing |= 1u << form.tone_at_old;
    } else if (hook_tilde && rates_->channels.has(Channel::regional) && wrong == 0) {
      regional = true;
    } else {
      wrong += costs.wrong_tone + (form.tone == Tone::level ? kAdded : 0);
    }
  }
  if (missing == 0 && wrong == 0) return regional ? rates_->of(Channel::regional) : 0;
  if (!rates_->channels.has(Channel::marks)) return kWorst;
  Cost cost = rates_->of(Channel::marks) + wrong;
  if (regional) cost += rates_->of(Channel::regional);
  if ((bare_ && !s.keyed) || missing == 0) return cost;
  const int letters = __builtin_popcount(missing);
  return cost + costs.partial + (letters - 1) * costs.partial_more;
}

void NoiseSearch::found(const State& s, std::uint16_t base, std::int32_t form, Cost cost, Channel channel) {
  if (cost > limit_) return;
  const nn::WordId word =
      form >= 0 ? Vocabulary::form_word(static_cast<std::size_t>(form)) : model_->restore.vocabulary.base_word(base);
  const Suggestion suggestion{word, base, form, cost, s.used != 0 ? s.first : channel, false};
  limit_ = std::min(limit_, cost + kReach);
  for (std::size_t i = begin_; i < out_->size(); ++i) {
    if ((*out_)[i].word != word) continue;
    if (cost < (*out_)[i].cost) (*out_)[i] = suggestion;
    return;
  }
  if (out_->size() - begin_ < kMostFound) {
    out_->push_back(suggestion);
    return;
  }
  auto worst = std::max_element(out_->begin() + static_cast<std::ptrdiff_t>(begin_), out_->end(),
                                [](const Suggestion& a, const Suggestion& b) { return a.cost < b.cost; });
  if (cost < worst->cost) *worst = suggestion;
}

void NoiseSearch::finish(const State& s) {
  const std::uint16_t base = model_->trie.base(s.node);
  if (base == 0) return;
  const Vocabulary& vocabulary = model_->restore.vocabulary;
  const std::size_t forms = vocabulary.form_count(base);
  if (forms == 0) {
    bool marked = s.key_tone != Tone::level;
    for (std::size_t i = 0; i < s.depth; ++i) marked |= s.seen[i].mark != Mark::none || s.seen[i].tone != Tone::level;
    if (!marked) found(s, base, Suggestion::kPlain, s.cost, Channel::marks);
    return;
  }
  for (std::size_t f = vocabulary.first_form(base), end = f + forms; f < end; ++f) {
    bool regional = false;
    const Cost cost = marks_cost(s, vocabulary.form(f), regional);
    if (cost < kWorst)
      found(s, base, static_cast<std::int32_t>(f), s.cost + cost, regional ? Channel::regional : Channel::marks);
  }
}

void NoiseSearch::walk(const State& s) {
  if (s.cost > limit_ || --steps_ < 0) return;
  if (s.at == word_->size) {
    finish(s);
    step_missing(s);
    return;
  }
  const TypedChar& c = word_->chars[s.at];
  if (is_letter(c.base)) step_match(s, c);
  step_keys(s, c);
  step_rewrites(s, c);
  step_slips(s, c);
  step_missing(s);
}

void NoiseSearch::run(const CorrectModel& model, const LineRates& rates, const TypedWord& word, int slips,
                      std::vector<Suggestion>& out) {
  model_ = &model;
  rates_ = &rates;
  word_ = &word;
  most_slips_ = slips;
  limit_ = kWorst;
  steps_ = kMostSteps;
  bare_ = !word.carries_marks();
  begin_ = out.size();
  out_ = &out;
  walk({});
}
}  // namespace dau::text
