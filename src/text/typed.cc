// SPDX-License-Identifier: Apache-2.0
// typed.cc — letter by letter.
#include "text/typed.h"

#include "dau/unicode/case.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
namespace {
using unicode::Mark;
using unicode::Tone;

// The tone of the word, level when it has none; nothing when it has two.
std::optional<Tone> tone_of(const TypedLetter* typed, std::size_t letters) {
  Tone tone = Tone::level;
  for (std::size_t i = 0; i < letters; ++i) {
    if (typed[i].tone == Tone::level) continue;
    if (tone != Tone::level) return std::nullopt;
    tone = typed[i].tone;
  }
  return tone;
}

bool has_tone(std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    const auto p = unicode::decode_at(word, i);
    if (unicode::split_letter(p.value).tone != Tone::level) return true;
    i += p.size;
  }
  return false;
}
struct LetterRun {
  std::size_t size = 0;  // bytes
  bool marked = false;   // not ASCII alone, so that it may show a style
};

LetterRun letters_at(std::string_view line, std::size_t begin) {
  LetterRun run;
  for (std::size_t i = begin; i < line.size(); i = begin + run.size) {
    const auto p = unicode::decode_at(line, i);
    const bool ascii = (p.value | 0x20) >= U'a' && (p.value | 0x20) <= U'z';
    if (!ascii && !unicode::is_letter(p.value)) break;
    run.marked |= !ascii;
    run.size += p.size;
  }
  return run;
}
}  // namespace

bool carries_marks(const TypedLetter* typed, std::size_t letters) {
  for (std::size_t i = 0; i < letters; ++i)
    if (typed[i].mark != Mark::none || typed[i].tone != Tone::level) return true;
  return false;
}

bool may_become(const TypedLetter* typed, const Form& form) {
  const std::optional<Tone> tone = tone_of(typed, form.letters);
  if (!tone || (*tone != Tone::level && *tone != form.tone)) return false;
  for (std::size_t i = 0; i < form.letters; ++i)
    if (typed[i].mark != Mark::none && typed[i].mark != form.marks[i]) return false;
  return true;
}

bool same_marks(const TypedLetter* typed, const Form& form) {
  if (tone_of(typed, form.letters) != form.tone) return false;
  for (std::size_t i = 0; i < form.letters; ++i)
    if (typed[i].mark != form.marks[i]) return false;
  return true;
}

std::string with_marks(std::string_view typed, const Form& form, unicode::TonePlacement placement) {
  const std::size_t tone_at = placement == unicode::TonePlacement::new_style ? form.tone_at_new : form.tone_at_old;
  const bool add_tone = form.tone != Tone::level && !has_tone(typed);
  std::string out;
  for (std::size_t i = 0, letter = 0; i < typed.size() && letter < form.letters; ++letter) {
    const auto p = unicode::decode_at(typed, i);
    unicode::Letter parts = unicode::split_letter(p.value);
    parts.mark = form.marks[letter];
    if (add_tone && letter == tone_at) parts.tone = form.tone;
    const char32_t joined = unicode::join_letter(parts);
    unicode::append_utf8(out, joined != 0 ? joined : p.value);
    i += p.size;
  }
  return out;
}

unicode::TonePlacement placement_for(std::string_view line, TonePolicy policy) {
  if (policy == TonePolicy::new_style) return unicode::TonePlacement::new_style;
  if (policy == TonePolicy::old_style) return unicode::TonePlacement::old_style;
  for (std::size_t i = 0; i < line.size();) {
    const LetterRun run = letters_at(line, i);
    if (run.marked)
      if (const auto shown = unicode::shown_placement(line.substr(i, run.size))) return *shown;
    i += run.size > 0 ? run.size : unicode::decode_at(line, i).size;
  }
  return unicode::TonePlacement::old_style;
}
}  // namespace dau::text
