// SPDX-License-Identifier: Apache-2.0
// syllable.cc — reads, writes and re-marks syllables.
#include "dau/unicode/syllable.h"

#include <array>
#include <utility>

#include "dau/unicode/case.h"
#include "dau/unicode/utf8.h"
#include "unicode/syllable_table.h"

namespace dau::unicode {
namespace {
constexpr std::size_t kMaxLetters = 7;  // nghiêng

struct Run {
  std::array<char32_t, kMaxLetters> letters;
  std::size_t size = 0;
};

std::optional<Run> decode_run(std::string_view text) noexcept {
  Run run;
  for (std::size_t i = 0; i < text.size();) {
    if (run.size == kMaxLetters) return std::nullopt;
    const CodePoint point = decode_at(text, i);
    run.letters[run.size++] = point.value;
    i += point.size;
  }
  return run;
}

Run lower_run(Run run) noexcept {
  for (std::size_t i = 0; i < run.size; ++i) run.letters[i] = to_lower(run.letters[i]);
  return run;
}

std::size_t count_letters(std::string_view text) noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); i += decode_at(text, i).size) ++count;
  return count;
}

bool takes_tone(const RhymeInfo& rhyme, Tone tone) noexcept {
  return !rhyme.stopped || tone == Tone::acute || tone == Tone::dot;
}

std::size_t tone_letter(const RhymeInfo& rhyme, TonePlacement placement) noexcept {
  return rhyme.tone_place + (rhyme.movable && placement == TonePlacement::new_style ? 1u : 0u);
}

// A syllable, and in which letter of the run its tone was found (only when it is not level).
struct Reading {
  Syllable syllable;
  std::size_t tone_at = 0;
  std::size_t rhyme_at = 0;
};

// Takes the tone off the run; nothing when there are two, or a mark stands where the language has none.
std::optional<Tone> take_tone(Run& run, std::size_t& tone_at) noexcept {
  Tone tone = Tone::level;
  for (std::size_t i = 0; i < run.size; ++i) {
    Letter letter = split_letter(run.letters[i]);
    if (letter.tone == Tone::level) continue;
    if (tone != Tone::level) return std::nullopt;
    tone = std::exchange(letter.tone, Tone::level);
    tone_at = i;
    run.letters[i] = join_letter(letter);
  }
  return tone;
}

std::optional<OnsetRhyme> split_run(const Run& run) noexcept {
  std::string text;  // 7 letters of at most 2 bytes: within what a string holds without allocating
  for (std::size_t i = 0; i < run.size; ++i) {
    if (run.letters[i] >= 0x800) return std::nullopt;
    append_utf8(text, run.letters[i]);
  }
  return split_syllable(text);
}

std::optional<Reading> read(Run run) noexcept {
  Reading reading;
  const auto tone = take_tone(run, reading.tone_at);
  const auto parts = tone ? split_run(run) : std::nullopt;
  if (!parts) return std::nullopt;
  const RhymeInfo& rhyme = rhyme_info(parts->rhyme);
  reading.syllable = {parts->onset, parts->rhyme, *tone};
  reading.rhyme_at = count_letters(written_onset(parts->onset, parts->rhyme));
  if (!takes_tone(rhyme, *tone)) return std::nullopt;
  const std::size_t place = reading.tone_at - reading.rhyme_at;
  const bool well_placed =
      place == tone_letter(rhyme, TonePlacement::old_style) || place == tone_letter(rhyme, TonePlacement::new_style);
  if (*tone != Tone::level && !well_placed) return std::nullopt;
  return reading;
}

// False for nearly every run, at the price of a look at its last two letters.
bool may_be_movable(const Run& run) noexcept {
  if (run.size < 2) return false;
  const Letter first = split_letter(run.letters[run.size - 2]), second = split_letter(run.letters[run.size - 1]);
  if ((first.tone == Tone::level) == (second.tone == Tone::level)) return false;
  const char32_t glide = to_lower(first.base), vowel = to_lower(second.base);
  return glide == U'o' ? vowel == U'a' || vowel == U'e' : glide == U'u' && vowel == U'y';
}

// The reading of a run in any case when its tone can stand in two places.
std::optional<Reading> read_movable(const std::optional<Run>& run) noexcept {
  const auto reading = run && may_be_movable(*run) ? read(lower_run(*run)) : std::nullopt;
  if (!reading || reading->syllable.tone == Tone::level || !rhyme_info(reading->syllable.rhyme).movable)
    return std::nullopt;
  return reading;
}

TonePlacement placement_of(const Reading& reading) noexcept {
  return reading.tone_at == reading.rhyme_at ? TonePlacement::old_style : TonePlacement::new_style;
}

void set_tone(char32_t& c, Tone tone) noexcept {
  Letter letter = split_letter(c);
  letter.tone = tone;
  c = join_letter(letter);
}

// The run with its tone moved; nothing when it stays.
std::optional<Run> placed(std::string_view text, TonePlacement placement) noexcept {
  auto run = decode_run(text);
  const auto reading = read_movable(run);
  if (!reading || placement_of(*reading) == placement) return std::nullopt;
  const std::size_t old_place = reading->rhyme_at, new_place = old_place + 1;
  set_tone(run->letters[old_place], placement == TonePlacement::old_style ? reading->syllable.tone : Tone::level);
  set_tone(run->letters[new_place], placement == TonePlacement::new_style ? reading->syllable.tone : Tone::level);
  return run;
}

bool belongs_to_run(char32_t c) noexcept {
  if (c < 0x80) return (c | 0x20) >= U'a' && (c | 0x20) <= U'z';
  return is_letter(c) || is_combining(c);
}

// The pairs of bytes where a tone may stand in the wrong place: of the old style, for which the last letter has to give
// its tone away, a plain o or u before the lead of a marked letter; of the new one, the last byte of a marked letter
// before a plain a, e, y.
enum : std::uint8_t { pair_first = 1, pair_second = 2 };
using PairTable = std::array<std::uint8_t, 256>;

constexpr PairTable make_pairs(TonePlacement placement) {
  PairTable pairs{};
  if (placement == TonePlacement::old_style) {
    for (const char c : std::string_view("oOuU")) pairs[static_cast<unsigned char>(c)] = pair_first;
    for (const unsigned lead : {0xC3u, 0xE1u}) pairs[lead] = pair_second;
  } else {
    for (unsigned byte = 0x80; byte < 0xC0; ++byte) pairs[byte] = pair_first;
    for (const char c : std::string_view("aAeEyY")) pairs[static_cast<unsigned char>(c)] = pair_second;
  }
  return pairs;
}
constexpr PairTable kOldPairs = make_pairs(TonePlacement::old_style), kNewPairs = make_pairs(TonePlacement::new_style);

std::size_t previous(std::string_view text, std::size_t offset) noexcept {
  do --offset;
  while ((static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80);
  return offset;
}

// The run of letters that ends with the letters around the pair at `pair`; empty when it goes on, or is too long.
Span run_around(std::string_view text, std::size_t pair) noexcept {
  const std::size_t end = pair + 1 + decode_at(text, pair + 1).size;
  if (end < text.size() && belongs_to_run(decode_at(text, end).value)) return {};
  std::size_t begin = pair + 1;
  for (std::size_t letters = 1; begin > 0; ++letters) {
    const std::size_t before = previous(text, begin);
    if (!belongs_to_run(decode_at(text, before).value)) break;
    if (letters == kMaxLetters) return {};
    begin = before;
  }
  return {begin, end};
}

// The first run at or after `from` whose tone has to move, which becomes `run`; empty when there is none.
Span find_misplaced(std::string_view text, std::size_t from, TonePlacement placement, Run& run) noexcept {
  const PairTable& pairs = placement == TonePlacement::old_style ? kOldPairs : kNewPairs;
  std::uint8_t first = from < text.size() ? pairs[static_cast<unsigned char>(text[from])] : std::uint8_t{0};
  for (std::size_t i = from; i + 1 < text.size(); ++i) {
    const std::uint8_t second = pairs[static_cast<unsigned char>(text[i + 1])];
    const bool candidate = (static_cast<unsigned>(first) << 1 & second & pair_second) != 0;
    first = second;
    if (!candidate) continue;
    const Span span = run_around(text, i);
    if (span.end == 0) continue;
    if (const auto moved = placed(text.substr(span.begin, span.end - span.begin), placement)) {
      run = *moved;
      return span;
    }
  }
  return {};
}
}  // namespace

std::optional<Syllable> parse_syllable(std::string_view text) noexcept {
  const auto run = decode_run(text);
  const auto reading = run ? read(*run) : std::nullopt;
  return reading ? std::optional(reading->syllable) : std::nullopt;
}

std::string write_syllable(const Syllable& syllable, TonePlacement placement) {
  std::string out(written_onset(syllable.onset, syllable.rhyme));
  const std::string_view rhyme = rhymes()[syllable.rhyme];
  const std::size_t tone_at = tone_letter(rhyme_info(syllable.rhyme), placement);
  for (std::size_t i = 0, letter = 0; i < rhyme.size(); ++letter) {
    CodePoint point = decode_at(rhyme, i);
    if (letter == tone_at) set_tone(point.value, syllable.tone);
    append_utf8(out, point.value);
    i += point.size;
  }
  return out;
}

std::string place_tones(std::string_view text, TonePlacement placement) {
  std::string out;
  out.reserve(text.size());
  Run run;
  std::size_t done = 0;
  while (true) {
    const Span span = find_misplaced(text, done, placement, run);
    if (span.end == 0) break;
    out.append(text.substr(done, span.begin - done));
    for (std::size_t i = 0; i < run.size; ++i) append_utf8(out, run.letters[i]);
    done = span.end;
  }
  return out.append(text.substr(done));
}

bool has_tones_placed(std::string_view text, TonePlacement placement) noexcept {
  Run run;
  return find_misplaced(text, 0, placement, run).end == 0;
}

std::optional<TonePlacement> shown_placement(std::string_view run) noexcept {
  const auto reading = read_movable(decode_run(run));
  return reading ? std::optional(placement_of(*reading)) : std::nullopt;
}
}  // namespace dau::unicode
