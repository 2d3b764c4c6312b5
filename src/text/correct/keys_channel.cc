// SPDX-License-Identifier: Apache-2.0
// keys_channel.cc — raw keystrokes left in the text: a letter, digit or sign that was meant as a mark of an earlier
// letter, in any order and place (vieetj, vietej, viejet, vie65t5, vie^.t).
#include "text/correct/noise_search.h"

namespace dau::text {
namespace {
using unicode::Mark;
using unicode::Tone;

// z takes the tone away; level stands for "no tone key".
struct ToneKey {
  char key;
  Tone tone;
};
constexpr ToneKey kToneKeys[] = {
    {'f', Tone::grave}, {'s', Tone::acute},  {'r', Tone::hook}, {'x', Tone::tilde}, {'j', Tone::dot},
    {'2', Tone::grave}, {'1', Tone::acute},  {'3', Tone::hook}, {'4', Tone::tilde}, {'5', Tone::dot},
    {'`', Tone::grave}, {'\'', Tone::acute}, {'?', Tone::hook}, {'~', Tone::tilde}, {'.', Tone::dot},
};

// Which marks a key may set, on which letters.
bool circumflex_key(char key, char letter) {
  if (key == '6' || key == '^') return letter == 'a' || letter == 'e' || letter == 'o';
  return key == letter && (letter == 'a' || letter == 'e' || letter == 'o');
}
bool horn_key(char key, char letter) {
  return (key == 'w' || key == '7' || key == '+' || key == '*') && (letter == 'o' || letter == 'u');
}
bool breve_key(char key, char letter) { return (key == 'w' || key == '8' || key == '(') && letter == 'a'; }
bool stroke_key(char key, char letter) { return (key == 'd' || key == '9' || key == '-') && letter == 'd'; }

Mark mark_of(char key, char letter) {
  if (circumflex_key(key, letter)) return Mark::circumflex;
  if (horn_key(key, letter)) return Mark::horn;
  if (breve_key(key, letter)) return Mark::breve;
  if (stroke_key(key, letter)) return Mark::stroke;
  return Mark::none;
}

bool vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }
}  // namespace

bool is_mark_key(char c) noexcept {
  constexpr std::string_view kKeys = "sfrxjwzaeod123456789`'?~.^(+*-";
  return kKeys.find(c) != std::string_view::npos;
}

// Puts what `key` means on the latest letter that can take it; u and o before it take the horn together.
bool NoiseSearch::set_marks_by_key(State& next, char key) const {
  for (const ToneKey& k : kToneKeys) {
    if (k.key != key) continue;
    bool has_vowel = false;
    for (std::size_t i = 0; i < next.depth; ++i) has_vowel |= vowel(next.letters[i]);
    if (!has_vowel || next.key_tone != Tone::level) return false;
    next.key_tone = k.tone;
    return true;
  }
  for (std::size_t i = next.depth; i-- > 0;) {
    const Mark mark = mark_of(key, next.letters[i]);
    if (mark == Mark::none || next.seen[i].mark != Mark::none || !next.seen[i].known) continue;
    next.seen[i].mark = mark;
    const bool pair = mark == Mark::horn && i > 0 && next.letters[i] == 'o' && next.letters[i - 1] == 'u';
    if (pair && next.seen[i - 1].mark == Mark::none) next.seen[i - 1].mark = Mark::horn;
    return true;
  }
  return false;
}

void NoiseSearch::step_keys(const State& s, const TypedChar& c) {
  if (!rates_->channels.has(Channel::keys)) return;
  if (c.base == 'w') {  // w alone is ư
    State next = s;
    if (pay(next, Channel::keys, model_->costs.key) && push(next, 'u', {Mark::horn, Tone::level, true})) {
      next.keyed = true;
      ++next.at;
      walk(next);
    }
  }
  if (!is_mark_key(c.base) || s.depth == 0) return;
  State next = s;
  next.keyed = true;
  ++next.at;
  if (set_marks_by_key(next, c.base)) {
    if (pay(next, Channel::keys, model_->costs.key)) walk(next);
  }
  // Too early: vfa for và, thwoif for thời.
  const TypedChar* following = s.at + 1 < word_->size ? &word_->chars[s.at + 1] : nullptr;
  if (following != nullptr && following->base != c.base) {
    State early = s;
    early.keyed = true;
    early.at += 2;
    if (push(early, following->base, following->seen) && set_marks_by_key(early, c.base) &&
        pay(early, Channel::keys, model_->costs.key_again))
      walk(early);
  }
  // The same key again, or one that is wrong here.
  const bool again = s.at > 0 && word_->chars[s.at - 1].base == c.base;
  const bool tone_key = c.base != 'a' && c.base != 'e' && c.base != 'o' && c.base != 'd';
  if (!again && (!tone_key || !s.keyed)) return;
  State skipped = s;
  ++skipped.at;
  skipped.keyed = true;
  if (pay(skipped, Channel::keys, again ? model_->costs.key_again : model_->costs.key_wrong)) walk(skipped);
}
}  // namespace dau::text
