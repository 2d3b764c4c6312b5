// SPDX-License-Identifier: Apache-2.0
// keys_write.cc — text to keys: each word letter by letter, its tone last.
#include <string>
#include <string_view>

#include "dau/unicode/case.h"
#include "dau/unicode/keys.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/utf8.h"
#include "unicode/keyed_word.h"

namespace dau::unicode {
namespace {
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

struct Keys {
  std::string_view circumflex[3];  // of a e o, to follow the letter
  std::string_view breve, horn, stroke;
  std::string_view tones[6];
};
constexpr Keys kTelexKeys = {{"a", "e", "o"}, "w", "w", "d", {"", "f", "s", "r", "x", "j"}};
constexpr Keys kVniKeys = {{"6", "6", "6"}, "8", "7", "9", {"", "2", "1", "3", "4", "5"}};
constexpr Keys kViqrKeys = {{"^", "^", "^"}, "(", "+", "d", {"", "`", "'", "?", "~", "."}};

const Keys& keys_of(KeyMethod method) {
  return method == KeyMethod::telex ? kTelexKeys : method == KeyMethod::vni ? kVniKeys : kViqrKeys;
}

std::string_view mark_key(const Keys& keys, const Letter& letter) {
  const char32_t base = to_lower(letter.base);
  switch (letter.mark) {
    case Mark::circumflex:
      return keys.circumflex[base == U'a' ? 0 : base == U'e' ? 1 : 2];
    case Mark::breve:
      return keys.breve;
    case Mark::horn:
      return keys.horn;
    case Mark::stroke:
      return keys.stroke;
    case Mark::none:
      break;
  }
  return {};
}

class WordKeys {
 public:
  WordKeys(std::string_view word, KeyMethod method) : word_(word), method_(method) {
    bool lower = false;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < word.size(); ++letters) {
      const CodePoint point = decode_at(word, i);
      lower |= !is_upper(point.value);
      i += point.size;
    }
    capitals_ = !lower && letters > 1;
  }

  std::string write() const {
    const std::string keys = with_marks();
    const std::string word(word_);
    if (method_ == KeyMethod::viqr || decode_keys(keys, method_).text == word || has_marks(word_)) return keys;
    return once_more(word);
  }

 private:
  void add_key(std::string& out, std::string_view key) const {
    for (const char c : key) out += capitals_ && c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c;
  }

  std::string with_marks() const {
    const Keys& keys = keys_of(method_);
    std::string out;
    Tone tone = Tone::level;
    for (std::size_t i = 0; i < word_.size();) {
      const CodePoint point = decode_at(word_, i);
      const Letter letter = split_letter(point.value);
      append_utf8(out, letter.base);
      add_key(out, mark_key(keys, letter));
      if (method_ == KeyMethod::viqr) {
        add_key(out, keys.tones[static_cast<std::size_t>(letter.tone)]);
      } else if (letter.tone != Tone::level) {
        tone = letter.tone;
      }
      i += point.size;
      if (method_ == KeyMethod::telex) add_telex_undo(out, i, letter);
    }
    add_key(out, keys.tones[static_cast<std::size_t>(tone)]);
    return out;
  }

  // xoong: its oo takes a third key; ôông: oooo.
  void add_telex_undo(std::string& out, std::size_t next, const Letter& letter) const {
    if (to_lower(letter.base) != U'o' || next >= word_.size()) return;
    const Letter second = split_letter(decode_at(word_, next).value);
    const bool both_plain = letter.mark == Mark::none && second.mark == Mark::none && to_lower(second.base) == U'o';
    if (both_plain && parses()) add_key(out, "o");
  }

  bool parses() const { return parse_syllable(to_lower(word_)).has_value(); }

  // A word that would be read as keys, with the key that does it typed once more.
  std::string once_more(const std::string& word) const {
    for (std::size_t i = word.size(); i-- > 0;) {
      std::string tried = word;
      tried.insert(i, 1, word[i]);
      if (decode_keys(tried, method_).text == word) return tried;
    }
    return word;
  }

  std::string_view word_;
  KeyMethod method_;
  bool capitals_ = false;
};

constexpr std::size_t kLongestWord = 32;  // bytes of a word that is looked at

// The end of the word, or of what is between two words.
std::size_t stretch_end(std::string_view text, std::size_t begin, KeyMethod method, bool word) {
  std::size_t end = begin;
  while (end < text.size()) {
    const CodePoint point = decode_at(text, end);
    const bool digit =
        method == KeyMethod::vni && end > begin && word && point.value < 0x80 && is_ascii_digit(text[end]);
    if ((is_letter(point.value) || digit) != word) break;
    end += point.size;
  }
  return end;
}
}  // namespace

std::string encode_keys(std::string_view given, KeyMethod method) {
  const std::string text = to_nfc(given);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = stretch_end(text, i, method, false), end = stretch_end(text, begin, method, true);
    out.append(text, i, begin - i);
    const std::string_view word = std::string_view(text).substr(begin, end - begin);
    const std::string keys = word.size() <= kLongestWord ? WordKeys(word, method).write() : std::string(word);
    out += keys;
    i = end;
    // Punctuation that would be taken for a mark.
    if (method == KeyMethod::viqr && i < text.size() && !keys.empty() && is_viqr_mark(text[i])) {
      const auto read = decode_keys(keys + text[i], method).text;
      if (read != std::string(word) + text[i]) out += '\\';
    }
  }
  return out;
}
}  // namespace dau::unicode
