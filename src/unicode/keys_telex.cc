// SPDX-License-Identifier: Apache-2.0
// keys_telex.cc — Telex and VNI: letter keys and digits that put marks on the letters before them.
#include <algorithm>

#include "dau/unicode/case.h"
#include "dau/unicode/syllable.h"
#include "dau/unicode/utf8.h"
#include "unicode/keyed_word.h"
#include "unicode/syllable_table.h"

namespace dau::unicode {
namespace {
constexpr std::size_t kNone = std::u32string_view::npos;
constexpr std::size_t kMaxKeys = 16;  // nghieengss and some

std::optional<std::string> utf8_of_bases(const KeyedLetters& letters) {
  std::string text;
  for (const KeyedLetter& letter : letters) {
    const char32_t c = join_letter({letter.base, letter.mark, Tone::level});
    if (c == 0) return std::nullopt;
    append_utf8(text, c);
  }
  return text;
}

std::size_t count_letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string write(const KeyedLetters& letters, std::size_t tone_at, Tone tone) {
  std::string out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const auto& [base, mark, upper] = letters[i];
    const char32_t c = join_letter({base, mark, i == tone_at ? tone : Tone::level});
    append_utf8(out, upper ? to_upper(c) : c);
  }
  return out;
}

// What both methods do with the keys.
class Reader {
 public:
  explicit Reader(TonePlacement placement) : placement_(placement) {}

  void push(char32_t key) {
    const Letter letter = split_letter(to_lower(key));
    if (letter.tone != Tone::level) failed_ |= tone_ != Tone::level;
    if (letter.tone != Tone::level) tone_ = letter.tone;
    failed_ |= late_;
    const bool vowel = is_key_vowel(letter.base);
    after_tone_ |= vowel && tone_key_ != 0;
    inside_ |= tone_key_ != 0;
    letters_.push_back({letter.base, letter.mark, is_upper(key)});
  }

  bool has_vowel() const {
    return std::ranges::any_of(letters_, [](const KeyedLetter& letter) { return is_key_vowel(letter.base); });
  }

  // A tone key. Typed once more, it is a letter again.
  void set_tone(Tone tone, char32_t key) {
    if (tone_key_ != 0 && tone_key_ == to_lower(key) && !tone_undone_) {
      tone_ = Tone::level;
      tone_undone_ = true;
      letters_.push_back({to_lower(key), Mark::none, is_upper(key)});
      return;
    }
    failed_ |= tone_ != Tone::level || tone_key_ != 0;
    tone_ = tone;
    tone_key_ = to_lower(key);
  }

  bool clear_tone() {
    if (tone_ == Tone::level) return false;
    tone_ = Tone::level;
    return true;
  }

  // The key of horn (o u) and breve (a).
  void hook(bool adjacent, bool horn, bool breve) {
    ++hooks_;
    horn_ = horn;
    breve_ = breve;
    const bool fits = adjacent && !letters_.empty() && can_hook(letters_.back());
    hooked_.push_back(fits ? letters_.size() - 1 : kNone);
  }

  // The same key again.
  void unhook(char32_t key) {
    --hooks_;
    hooked_.pop_back();
    undo(key);
  }

  void undo(char32_t key) {
    undone_ = true;
    letters_.push_back({to_lower(key), Mark::none, is_upper(key)});
  }

  bool can_hook(const KeyedLetter& letter) const {
    if (letter.mark != Mark::none) return false;
    return (horn_ && (letter.base == U'o' || letter.base == U'u')) || (breve_ && letter.base == U'a');
  }

  std::optional<std::string> spelt() const {
    if (hooks_ == 0) return spell(letters_, tone_, placement_);
    if (hooks_ == 1) return spell_hooked(letters_, hooked_[0], horn_, breve_, tone_, placement_);
    KeyedLetters letters = letters_;
    for (const std::size_t at : hooked_) {
      if (at == kNone) return std::nullopt;
      letters[at].mark = letters[at].base == U'a' ? Mark::breve : Mark::horn;
    }
    return hooks_ == 2 ? spell(letters, tone_, placement_) : std::nullopt;
  }

  // A tone key between two vowels says nothing in English words (more, taxi): a marked letter has to say it.
  bool plausible() const {
    if (failed_ || (late_ && tone_ == Tone::level)) return false;
    const bool marked =
        hooks_ > 0 || std::ranges::any_of(letters_, [](const KeyedLetter& l) { return l.mark != Mark::none; });
    return !after_tone_ || marked;
  }

  KeyedLetters letters_;
  Tone tone_ = Tone::level;
  char32_t tone_key_ = 0;
  bool tone_undone_ = false, undone_ = false, failed_ = false, late_ = false, after_tone_ = false;
  bool inside_ = false;  // letters follow the key of the tone
  int hooks_ = 0;
  bool horn_ = true, breve_ = true;
  std::vector<std::size_t> hooked_;
  TonePlacement placement_;
};

std::string lower_utf8(std::u32string_view keys) {
  std::string out;
  for (const char32_t c : keys) append_utf8(out, to_lower(c));
  return out;
}

std::string utf8_of(std::u32string_view keys) {
  std::string out;
  for (const char32_t c : keys) append_utf8(out, c);
  return out;
}

// Telex.
class Telex {
 public:
  explicit Telex(TonePlacement placement) : reader_(placement) {}

  void type(char32_t key) {
    const char32_t small = to_lower(key);
    if (!read(key, small)) reader_.push(key);
    last_ = small;
  }

  Reader reader_;

 private:
  static Tone tone_of(char32_t small) {
    switch (small) {
      case U's':
        return Tone::acute;
      case U'f':
        return Tone::grave;
      case U'r':
        return Tone::hook;
      case U'x':
        return Tone::tilde;
      case U'j':
        return Tone::dot;
      default:
        return Tone::level;
    }
  }

  // True when the key was none of a letter.
  bool read(char32_t key, char32_t small) {
    if (const Tone tone = tone_of(small); tone != Tone::level) {
      if (!reader_.has_vowel() || reader_.tone_undone_) return false;
      reader_.set_tone(tone, key);
      return true;
    }
    switch (small) {
      case U'z':
        return reader_.clear_tone();
      case U'w':
        return read_w(key);
      case U'd':
        return read_d(key);
      case U'a':
      case U'e':
      case U'o':
        return read_double(key, small);
      default:
        return false;
    }
  }

  bool read_w(char32_t key) {
    if (last_ == U'w' && !reader_.undone_ && w_read_) {
      if (own_w_) {
        reader_.letters_.back() = {U'w', Mark::none, reader_.letters_.back().upper};
        reader_.undone_ = true;
      } else {
        reader_.unhook(key);
      }
      return true;
    }
    if (reader_.undone_ && last_ == U'w') return false;
    if (reader_.has_vowel()) {
      w_read_ = true;
      own_w_ = false;
      reader_.hook(last_ == U'a' || last_ == U'o' || last_ == U'u', true, true);
      return true;
    }
    if (reader_.letters_.empty()) return false;  // words that begin with w are English
    reader_.letters_.push_back({U'u', Mark::horn, is_upper(key)});
    w_read_ = own_w_ = true;
    return true;
  }

  bool read_d(char32_t key) {
    KeyedLetters& letters = reader_.letters_;
    if (letters.empty() || letters[0].base != U'd' || reader_.undone_) return false;
    if (letters[0].mark == Mark::none) {
      letters[0].mark = Mark::stroke;
      stroked_ = true;
      return true;
    }
    if (!stroked_) return false;
    letters[0].mark = Mark::none;
    reader_.undo(key);
    return true;
  }

  // aa ee oo: â ê ô; once more, two letters; oooo, two ô.
  bool read_double(char32_t key, char32_t small) {
    KeyedLetters& letters = reader_.letters_;
    if (letters.empty()) return false;
    KeyedLetter& before = letters.back();
    if (last_ == small && before.base == small) {
      if (before.mark == Mark::none && !reader_.undone_) {
        before.mark = Mark::circumflex;
        doubled_ = letters.size();
        return true;
      }
      if (before.mark == Mark::circumflex && doubled_ == letters.size() && !reader_.undone_) {
        before.mark = Mark::none;
        reader_.undo(key);
        return true;
      }
      if (reader_.undone_ && small == U'o' && letters.size() > 1 && letters[letters.size() - 2].base == U'o') {
        before.mark = letters[letters.size() - 2].mark = Mark::circumflex;
        reader_.undone_ = false;
        doubled_ = 0;
        return true;
      }
      reader_.failed_ |= reader_.undone_ || doubled_ == 0;  // nooooo is no key
      return false;
    }
    return read_late_double(small);
  }

  // vieteJ: the letter once more behind the final consonant; counts in words with a tone.
  bool read_late_double(char32_t small) {
    KeyedLetters& letters = reader_.letters_;
    std::size_t i = letters.size();
    while (i > 0 && !is_key_vowel(letters[i - 1].base)) --i;
    if (i == 0 || i == letters.size() || letters[i - 1].base != small || letters[i - 1].mark != Mark::none)
      return false;
    if (reader_.late_ || reader_.undone_) return false;
    letters[i - 1].mark = Mark::circumflex;
    reader_.late_ = true;
    return true;
  }

  char32_t last_ = 0;
  std::size_t doubled_ = 0;  // letters there were when the last became â ê ô
  bool stroked_ = false, w_read_ = false, own_w_ = false;
};

// VNI.
class Vni {
 public:
  explicit Vni(TonePlacement placement) : reader_(placement) {}

  void type(char32_t key) {
    if (key < U'0' || key > U'9') {
      reader_.failed_ |= reader_.undone_ || reader_.tone_undone_;
      reader_.push(key);
    } else if (!read(key)) {
      reader_.failed_ = true;
    }
    last_ = key;
  }

  Reader reader_;

 private:
  static Tone tone_of(char32_t key) {
    constexpr Tone kTones[] = {Tone::acute, Tone::grave, Tone::hook, Tone::tilde, Tone::dot};
    return kTones[key - U'1'];
  }

  bool read(char32_t key) {
    if (reader_.undone_ || reader_.tone_undone_) return false;
    if (key >= U'1' && key <= U'5') {
      if (!reader_.has_vowel()) return false;
      if (reader_.tone_key_ != 0 && reader_.tone_key_ == key && last_ != key) return false;
      reader_.set_tone(tone_of(key), key);
      return true;
    }
    if (key == U'0') return reader_.clear_tone();
    if (last_ == key) return take_back(key);
    if (key == U'9') return stroke();
    if (key == U'6') return circumflex();
    const bool horn = key == U'7';
    if (!reader_.has_vowel()) return false;
    reader_.hook(true, horn, !horn);
    return true;
  }

  bool take_back(char32_t key) {
    if (key == U'7' || key == U'8') {
      reader_.unhook(key);
      return true;
    }
    if (touched_ == kNone) return false;
    reader_.letters_[touched_].mark = Mark::none;
    reader_.undo(key);
    return true;
  }

  bool stroke() {
    KeyedLetters& letters = reader_.letters_;
    if (letters.empty() || letters[0].base != U'd' || letters[0].mark != Mark::none) return false;
    letters[0].mark = Mark::stroke;
    touched_ = 0;
    return true;
  }

  bool circumflex() {
    KeyedLetters& letters = reader_.letters_;
    for (std::size_t i = letters.size(); i-- > 0;) {
      const char32_t base = letters[i].base;
      if (letters[i].mark != Mark::none || (base != U'a' && base != U'e' && base != U'o')) continue;
      letters[i].mark = Mark::circumflex;
      touched_ = i;
      return true;
    }
    return false;
  }

  char32_t last_ = 0;
  std::size_t touched_ = kNone;
};
}  // namespace

bool is_key_vowel(char32_t base) noexcept {
  return base == U'a' || base == U'e' || base == U'i' || base == U'o' || base == U'u' || base == U'y';
}

std::optional<std::string> spell(const KeyedLetters& letters, Tone tone, TonePlacement placement) {
  if (letters.size() > 7) return std::nullopt;
  const auto text = utf8_of_bases(letters);
  const auto parts = text ? split_syllable(*text) : std::nullopt;
  if (!parts) return std::nullopt;
  const RhymeInfo& rhyme = rhyme_info(parts->rhyme);
  if (rhyme.stopped && tone != Tone::acute && tone != Tone::dot) return std::nullopt;
  const std::size_t onset = count_letters(written_onset(parts->onset, parts->rhyme));
  const bool moved = rhyme.movable && placement == TonePlacement::new_style;
  return write(letters, onset + rhyme.tone_place + (moved ? 1 : 0), tone);
}

std::string spell_plain(const KeyedLetters& letters) { return write(letters, kNone, Tone::level); }

std::optional<std::string> spell_hooked(const KeyedLetters& letters, std::size_t adjacent, bool horn, bool breve,
                                        Tone tone, TonePlacement placement) {
  const auto fits = [&](std::size_t i) {
    const auto& [base, mark, upper] = letters[i];
    return mark == Mark::none && ((horn && (base == U'o' || base == U'u')) || (breve && base == U'a'));
  };
  const auto try_at = [&](std::initializer_list<std::size_t> places) {
    KeyedLetters tried = letters;
    for (const std::size_t i : places) tried[i].mark = tried[i].base == U'a' ? Mark::breve : Mark::horn;
    return spell(tried, tone, placement);
  };
  if (adjacent != kNone && fits(adjacent))
    if (auto made = try_at({adjacent})) return made;
  for (std::size_t i = 0; i + 1 < letters.size(); ++i)
    if (horn && letters[i].base == U'u' && letters[i + 1].base == U'o' && fits(i) && fits(i + 1))
      if (auto made = try_at({i, i + 1})) return made;
  for (const char32_t base : {U'u', U'o', U'a'})
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (letters[i].base == base && fits(i))
        if (auto made = try_at({i})) return made;
  return std::nullopt;
}

std::optional<KeyedResult> read_telex(std::u32string_view keys, TonePlacement placement) {
  if (keys.size() > kMaxKeys || keys.size() < 2) return std::nullopt;
  if (keys.size() == 2 && is_upper(keys[0]) && is_upper(keys[1])) return std::nullopt;  // US, IS
  Telex telex(placement);
  for (const char32_t key : keys) telex.type(key);
  const Reader& reader = telex.reader_;
  if (!reader.plausible()) return std::nullopt;
  const std::string typed = utf8_of(keys);
  if (reader.tone_undone_) {
    const std::string plain = spell_plain(reader.letters_);
    const bool meant = reader.hooks_ == 0 && is_english_telex(to_lower(plain)) && !is_english_telex(lower_utf8(keys));
    return meant ? std::optional(KeyedResult{plain, true, reader.inside_}) : std::nullopt;
  }
  auto made = reader.spelt();
  if (!made && reader.undone_ && reader.tone_key_ == 0 && reader.hooks_ == 0) made = spell_plain(reader.letters_);
  if (!made || *made == typed) return std::nullopt;
  return KeyedResult{*std::move(made), reader.undone_, reader.inside_};
}

std::optional<KeyedResult> read_vni(std::u32string_view keys, TonePlacement placement) {
  if (keys.size() > kMaxKeys || keys.size() < 2) return std::nullopt;
  Vni vni(placement);
  for (const char32_t key : keys) vni.type(key);
  const Reader& reader = vni.reader_;
  if (reader.failed_) return std::nullopt;
  if (reader.undone_ || reader.tone_undone_) {  // the key before was one
    if (!read_vni(keys.substr(0, keys.size() - 1), placement)) return std::nullopt;
    return KeyedResult{utf8_of(keys.substr(0, keys.size() - 1)), true};
  }
  auto made = reader.spelt();
  if (!made || *made == utf8_of(keys)) return std::nullopt;
  return KeyedResult{*std::move(made), false, reader.inside_};
}
}  // namespace dau::unicode
