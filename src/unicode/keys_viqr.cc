// SPDX-License-Identifier: Apache-2.0
// keys_viqr.cc — VIQR as it is typed: marks after their letter where they make a syllable, else punctuation.
#include <string_view>

#include "dau/unicode/case.h"
#include "dau/unicode/utf8.h"
#include "unicode/keyed_word.h"

namespace dau::unicode {
namespace {
constexpr std::size_t kMaxKeys = 24;

Tone tone_of(char c) noexcept {
  switch (c) {
    case '\'':
      return Tone::acute;
    case '`':
      return Tone::grave;
    case '?':
      return Tone::hook;
    case '~':
      return Tone::tilde;
    case '.':
      return Tone::dot;
    default:
      return Tone::level;
  }
}

Mark mark_of(char c, char32_t base) noexcept {
  if (c == '(' && base == U'a') return Mark::breve;
  if (c == '^' && (base == U'a' || base == U'e' || base == U'o')) return Mark::circumflex;
  if (c == '+' && (base == U'o' || base == U'u')) return Mark::horn;
  return Mark::none;
}

// Letters and marks up to where nothing more belongs to the word.
struct Word {
  KeyedLetters letters;
  Tone tone = Tone::level;
  bool marked = false;        // anything but a lone ' ? .
  std::size_t tone_at = 0;    // the letter before the tone's key
  bool loose = false;         // the tone's key is no punctuation: it may stand behind another vowel
  std::size_t toned_end = 0;  // behind the tone's key, when it ends the word
  std::size_t end = 0;

  bool take_mark(char c) {
    if (letters.empty() || !is_key_vowel(letters.back().base)) return false;
    KeyedLetter& letter = letters.back();
    if (const Mark mark = mark_of(c, letter.base); mark != Mark::none && letter.mark == Mark::none) {
      letter.mark = mark;
      return marked = true;
    }
    const Tone read = tone_of(c);
    if (read == Tone::level || tone != Tone::level) return false;
    tone = read;
    tone_at = letters.size() - 1;
    loose = c == '`' || c == '~';
    marked |= loose;
    return true;
  }
};

Word read_word(std::string_view text, std::size_t begin) {
  Word word;
  std::size_t i = begin;
  while (i < text.size() && i - begin < kMaxKeys) {
    if (is_viqr_mark(text[i])) {
      const bool toned = tone_of(text[i]) != Tone::level;
      if (!word.take_mark(text[i])) break;
      ++i;
      if (toned) word.toned_end = i;
      continue;
    }
    const CodePoint point = decode_at(text, i);
    if (!is_letter(point.value)) break;
    const Letter letter = split_letter(to_lower(point.value));
    const bool stroke = word.letters.size() == 1 && i == begin + 1 && letter.base == U'd' &&
                        word.letters[0].base == U'd' && letter.mark == Mark::none;
    if (letter.tone != Tone::level && word.tone != Tone::level) break;
    if (letter.tone != Tone::level) {
      word.tone = letter.tone;
      word.loose = true;
    }
    if (stroke) {
      word.letters[0].mark = Mark::stroke;
      word.marked = true;
    } else {
      word.letters.push_back({letter.base, letter.mark, is_upper(point.value)});
    }
    i += point.size;
  }
  word.end = i;
  return word;
}
// The number of the letter that has the tone.
std::size_t toned_letter(std::string_view word) {
  std::size_t letter = 0;
  for (std::size_t i = 0; i < word.size(); ++letter) {
    const CodePoint point = decode_at(word, i);
    if (split_letter(point.value).tone != Tone::level) return letter;
    i += point.size;
  }
  return letter;
}

// The syllable, when the tone's key stands behind the letter that has the tone, in the old style or in the new.
std::optional<std::string> spell_toned(const Word& word, TonePlacement placement) {
  auto made = spell(word.letters, word.tone, placement);
  if (!made || word.tone == Tone::level || word.loose) return made;
  for (const TonePlacement style : {TonePlacement::old_style, TonePlacement::new_style})
    if (const auto styled = spell(word.letters, word.tone, style); toned_letter(*styled) == word.tone_at) return made;
  return std::nullopt;
}
}  // namespace

bool is_viqr_mark(char c) noexcept { return std::string_view("(^+'`?~.").find(c) != std::string_view::npos; }

std::optional<ViqrResult> read_viqr(std::string_view text, std::size_t begin, std::size_t& end,
                                    TonePlacement placement) {
  Word word = read_word(text, begin);
  end = word.end;
  const auto follows_letter = [&](std::size_t at) { return at < text.size() && is_letter(decode_at(text, at).value); };
  if (follows_letter(word.end)) {  // too long, or of two tones
    while (follows_letter(end)) end += decode_at(text, end).size;
    return std::nullopt;
  }
  if (auto made = spell_toned(word, placement)) {
    if (*made == text.substr(begin, word.end - begin)) return std::nullopt;
    return ViqrResult{*std::move(made), word.end, !word.marked};
  }
  // The last mark may be punctuation: dda^u? is đâu and a question mark.
  if (word.toned_end != word.end || word.tone == Tone::level) return std::nullopt;
  end = word.end - 1;
  auto made = spell(word.letters, Tone::level, placement);
  if (!made || *made == text.substr(begin, end - begin)) return std::nullopt;
  return ViqrResult{*std::move(made), end, false};
}
}  // namespace dau::unicode
