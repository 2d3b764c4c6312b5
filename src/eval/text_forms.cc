// SPDX-License-Identifier: Apache-2.0
// text_forms.cc — a table of the common characters, and the general way for all others.
#include "eval/text_forms.h"

#include <algorithm>
#include <utility>

#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"
#include "eval/python_text.h"

namespace dau::eval {
namespace {
struct Letter {
  char32_t lower = 0;
  char32_t nom_base = 0;  // in lower case, without non-spacing marks
  char32_t bare = 0;      // strip_diacritics of it
  char32_t folded = 0;    // folded_base of it
  bool plain = false;     // all of the above hold in any text, and NFC leaves it as it is wherever no mark follows
  bool run_letter = false, digit = false;
  bool marked = false;
  CharParts parts;
};

constexpr std::size_t kTableSize = 0x2060;

// Below the combining marks; the Latin letters with marks on them; dashes, quotes and the like. A text of these alone
// is in NFC.
bool is_common(char32_t c) noexcept {
  return c < 0x300 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2010 && c < 0x2028) || (c >= 0x2030 && c < 0x205F);
}

Letter make_letter(char32_t c) {
  Letter letter;
  if (!is_common(c)) return letter;
  const std::string text = encode({&c, 1});
  const std::u32string lowered = lower(std::u32string_view(&c, 1));
  const std::u32string bare = decode(strip_diacritics(text));
  const std::u32string base = lower(decode(without_marks(text)));
  const std::u32string folded = decode(folded_base(text));
  if (lowered.size() != 1 || bare.size() != 1 || base.size() != 1 || folded.size() != 1 ||
      unicode::to_nfc(text) != text)
    return letter;
  letter.lower = lowered[0];
  letter.nom_base = base[0];
  letter.bare = bare[0];
  letter.folded = folded[0];
  letter.plain = true;
  letter.run_letter = is_run_letter(c);
  letter.digit = is_digit(c);
  letter.marked = has_diacritics(text);
  letter.parts = split_char(c);
  return letter;
}

const Letter* table() {
  static const std::vector<Letter> letters = [] {
    std::vector<Letter> all;
    for (char32_t c = 0; c < kTableSize; ++c) all.push_back(make_letter(c));
    return all;
  }();
  return letters.data();
}

const Letter* find_letter(const Letter* letters, char32_t c) {
  return c < kTableSize && letters[c].plain ? &letters[c] : nullptr;
}

bool is_plain(std::u32string_view text) {
  return std::ranges::all_of(text, [letters = table()](char32_t c) { return find_letter(letters, c) != nullptr; });
}

std::u32string to_nfc(std::u32string_view text) { return decode(unicode::to_nfc(encode(text))); }

// Appends the base of a word.
void append_base(std::u32string_view word, bool plain, std::u32string& out) {
  if (!plain) {
    out += decode(folded_base(encode(word)));
    return;
  }
  const Letter* const letters = table();
  for (const char32_t c : word) out += letters[c].folded;
}

bool is_marked(std::u32string_view word, bool plain) {
  if (!plain) return has_diacritics(encode(word));
  return std::ranges::any_of(word, [letters = table()](char32_t c) { return letters[c].marked; });
}

// FNV-1a over the characters.
std::uint64_t key_of(std::u32string_view word) noexcept {
  std::uint64_t key = 14695981039346656037u;
  for (const char32_t c : word) key = (key ^ c) * 1099511628211u;
  return key;
}

// Parts of `words.text`, by begin and size, as words with their bases.
void add_words(Words& words, const std::vector<std::pair<std::size_t, std::size_t>>& parts, bool plain) {
  std::vector<std::size_t> ends;
  ends.reserve(parts.size());
  words.bases.reserve(words.text.size());
  for (const auto& [begin, size] : parts) {
    append_base(std::u32string_view(words.text).substr(begin, size), plain, words.bases);
    ends.push_back(words.bases.size());
  }
  words.words.reserve(parts.size());
  std::size_t base = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::u32string_view text = std::u32string_view(words.text).substr(parts[i].first, parts[i].second);
    const std::u32string_view folded = std::u32string_view(words.bases).substr(base, ends[i] - base);
    words.words.push_back({text, folded, is_marked(text, plain), key_of(text), key_of(folded)});
    base = ends[i];
  }
}

void split_at_space(Words& words, bool plain) {
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= words.text.size(); ++i) {
    if (i < words.text.size() && !is_space(words.text[i])) continue;
    if (i > begin) parts.emplace_back(begin, i - begin);
    begin = i + 1;
  }
  add_words(words, parts, plain);
}
}  // namespace

TextForms::TextForms(std::string_view text) : given_(decode(text)), plain_(is_plain(given_)) {}

const std::u32string& TextForms::nfc() {
  if (plain_) return given_;
  if (!nfc_) nfc_ = to_nfc(given_);
  return *nfc_;
}

const Words& TextForms::as_given() {
  const Words& written = comparable(Placement::as_written);
  if (plain_ && written.text == given_) return written;
  if (given_words_) return *given_words_;
  given_words_.emplace();
  given_words_->text = given_;
  split_at_space(*given_words_, plain_);
  return *given_words_;
}

const Words& TextForms::comparable(Placement placement) {
  if (!written_) {
    written_.emplace();
    written_->text = normalize_punct(nfc());
    split_at_space(*written_, plain_);
  }
  if (placement == Placement::as_written) return *written_;
  if (!std::exchange(is_folded_, true)) {
    const std::string written = encode(written_->text);
    const std::string folded = unicode::place_tones(written, unicode::TonePlacement::old_style);
    folded_is_written_ = folded == written;
    if (!folded_is_written_) {
      folded_.emplace();
      folded_->text = decode(folded);
      split_at_space(*folded_, is_plain(folded_->text));
    }
  }
  return folded_is_written_ ? *written_ : *folded_;
}

const Words& TextForms::letter_runs() { return runs(letter_runs_, false); }

const Words& TextForms::word_runs() { return runs(word_runs_, true); }

const Words& TextForms::runs(std::optional<Words>& kept, bool with_digits) {
  if (kept) return *kept;
  kept.emplace();
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  std::u32string run;
  // A run is put in lower case by itself: what is cased around a Σ decides what becomes of it.
  const auto close = [&] {
    if (run.empty()) return;
    const std::u32string lowered = plain_ ? std::exchange(run, {}) : lower(std::exchange(run, {}));
    parts.emplace_back(kept->text.size(), lowered.size());
    kept->text += lowered;
  };
  const Letter* const letters = table();
  for (const char32_t c : nfc()) {
    const bool letter = plain_ ? letters[c].run_letter : is_run_letter(c);
    if (letter || (with_digits && (plain_ ? letters[c].digit : is_digit(c)))) {
      run += plain_ ? letters[c].lower : c;
    } else {
      close();
    }
  }
  close();
  add_words(*kept, parts, plain_);
  return *kept;
}

const std::u32string& TextForms::characters() {
  if (!characters_) characters_ = collapse_space(nfc());
  return *characters_;
}

const std::vector<CharParts>& TextForms::character_parts() {
  if (parts_) return *parts_;
  parts_.emplace();
  parts_->reserve(characters().size());
  const Letter* const letters = table();
  for (const char32_t c : characters()) {
    const Letter* letter = find_letter(letters, c);
    parts_->push_back(letter != nullptr ? letter->parts : split_char(c));
  }
  return *parts_;
}

const std::u32string& TextForms::base_characters() {
  if (base_characters_) return *base_characters_;
  if (plain_) {
    const Letter* const letters = table();
    base_characters_ = characters();
    for (char32_t& c : *base_characters_) c = letters[c].bare;
  } else {
    base_characters_ = collapse_space(decode(strip_diacritics(encode(nfc()))));
  }
  return *base_characters_;
}

std::u32string nom_base(std::u32string_view word) {
  if (!is_plain(word)) return decode(lower(without_marks(encode(word))));
  std::u32string out;
  out.reserve(word.size());
  const Letter* const letters = table();
  for (const char32_t c : word) out += letters[c].nom_base;
  return out;
}
}  // namespace dau::eval
