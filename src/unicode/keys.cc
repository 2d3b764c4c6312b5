// SPDX-License-Identifier: Apache-2.0
// keys.cc — finds the words of a line that may be keystrokes, and decides which are.
#include "dau/unicode/keys.h"

#include <algorithm>
#include <optional>

#include "base/json.h"
#include "dau/unicode/case.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/utf8.h"
#include "unicode/keyed_word.h"

namespace dau::unicode {
namespace {
bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A URL, an address, a path, code: what stands between two blanks and is no words.
bool is_protected(std::string_view chunk, KeyMethod method) {
  const bool viqr = method == KeyMethod::viqr;
  if (chunk.find_first_of(viqr ? "@_={}<>$#&|" : "@_={}<>$#&|\\^`~") != std::string_view::npos) return true;
  if (chunk.starts_with('/') || chunk.starts_with("./") || chunk.starts_with("--")) return true;
  if (chunk.find("://") != std::string_view::npos || chunk.find("www.") != std::string_view::npos) return true;
  for (std::size_t i = 0; i + 1 < chunk.size(); ++i) {
    if (viqr && chunk[i] == '\\' && is_ascii_letter(chunk[i + 1])) return true;
    // name.ext, f(x); a mark of VIQR can look so
    const bool joins = (chunk[i] == '.' || chunk[i] == '(') && i > 0 && !viqr;
    if (joins && (is_ascii_letter(chunk[i - 1]) || is_ascii_digit(chunk[i - 1])) && is_ascii_letter(chunk[i + 1]))
      return true;
  }
  return false;
}

// A word of a line: what it becomes, if anything.
struct Item {
  std::size_t begin, end;
  std::optional<std::string> text;
  bool weak = false;     // it may be English
  bool foreign = false;  // it stays, and is no Vietnamese
};

class LineKeys {
 public:
  LineKeys(std::string_view line, KeyMethod method, TonePlacement placement)
      : line_(line), method_(method), placement_(placement) {}

  // The next word that changes or is foreign.
  std::optional<Item> next() {
    while (at_ < line_.size()) {
      if (is_blank(line_[at_])) {
        ++at_;
        chunk_end_ = 0;
        continue;
      }
      if (chunk_end_ <= at_ && !enter_chunk()) continue;
      if (auto item = next_word()) return item;
    }
    return std::nullopt;
  }

 private:
  // False when the chunk has been passed over.
  bool enter_chunk() {
    chunk_end_ = at_;
    while (chunk_end_ < line_.size() && !is_blank(line_[chunk_end_])) ++chunk_end_;
    if (!is_protected(line_.substr(at_, chunk_end_ - at_), method_)) return true;
    at_ = chunk_end_;
    return false;
  }

  std::optional<Item> next_word() {
    const CodePoint point = decode_at(line_, at_);
    const bool digit = method_ != KeyMethod::viqr && point.value < 0x80 && is_ascii_digit(line_[at_]);
    if (!digit && !is_letter(point.value)) {
      at_ += point.size;
      return std::nullopt;
    }
    return method_ == KeyMethod::viqr ? viqr_word() : letter_word();
  }

  std::optional<Item> viqr_word() {
    Item item{at_, at_, {}};
    const auto made = read_viqr(line_, at_, item.end, placement_);
    at_ = std::max(item.end, at_ + 1);
    if (made) {
      item.end = made->size;
      item.text = made->text;
      item.weak = made->weak;
    }
    // \. after a word is a full stop and no mark.
    std::size_t after = item.end;
    const bool escaped = after + 1 < line_.size() && line_[after] == '\\' && is_viqr_mark(line_[after + 1]);
    if (escaped) {
      if (!item.text) item.text = std::string(line_.substr(item.begin, item.end - item.begin));
      *item.text += line_[after + 1];
      item.end = after + 2;
      item.weak = false;
    }
    at_ = std::max(at_, item.end);
    if (!item.text) item.foreign = is_foreign(item);
    return item.text || item.foreign ? std::optional(item) : std::nullopt;
  }

  // Letters, and digits where they are keys or hold the word together.
  std::optional<Item> letter_word() {
    Item item{at_, at_, {}};
    std::u32string keys;
    bool digits = false, marks = false;
    while (item.end < line_.size()) {
      const CodePoint point = decode_at(line_, item.end);
      const bool digit = point.value < 0x80 && is_ascii_digit(line_[item.end]);
      if (!digit && !is_letter(point.value) && !is_combining(point.value)) break;
      digits |= digit;
      marks |= is_combining(point.value);
      if (keys.size() <= 32) keys += point.value;
      item.end += point.size;
    }
    at_ = item.end;
    const bool telex = method_ == KeyMethod::telex;
    if (marks || (telex && digits) || (!telex && is_ascii_digit(line_[item.begin]))) return std::nullopt;
    if (auto made = telex ? read_telex(keys, placement_) : read_vni(keys, placement_)) {
      item.text = std::move(made->text);
      const std::string typed = to_lower(line_.substr(item.begin, item.end - item.begin));
      item.weak = !made->undone && (telex ? is_english_telex(typed) : keys.size() == 2);
    } else {
      item.foreign = !digits && is_foreign(item);
    }
    return item.text || item.foreign ? std::optional(item) : std::nullopt;
  }

  bool is_foreign(const Item& item) const {
    const std::string_view word = line_.substr(item.begin, item.end - item.begin);
    return word.size() > 1 && word.size() < 64 && spelling_is_foreign(to_lower(word));
  }

  // No syllable, nor one whose tone has been left out.
  static bool spelling_is_foreign(const std::string& word) {
    KeyedLetters letters;
    Tone tone = Tone::level;
    for (std::size_t i = 0; i < word.size();) {
      const CodePoint point = decode_at(word, i);
      const Letter letter = split_letter(point.value);
      if (letter.tone != Tone::level) tone = letter.tone;
      letters.push_back({letter.base, letter.mark, false});
      i += point.size;
    }
    return !spell(letters, tone, TonePlacement::old_style) && !spell(letters, Tone::acute, TonePlacement::old_style);
  }

  std::string_view line_;
  KeyMethod method_;
  TonePlacement placement_;
  std::size_t at_ = 0, chunk_end_ = 0;
};

// Words that may be English count when the line is not.
bool keeps_weak(std::string_view line, KeyMethod method, TonePlacement placement) {
  bool weak = false, foreign = false;
  LineKeys keys(line, method, placement);
  while (const auto item = keys.next()) {
    if (item->text && !item->weak) return true;
    weak |= item->weak;
    foreign |= item->foreign;
  }
  return !(weak && foreign);
}

void decode_line(std::string_view text, std::size_t begin, std::size_t end, KeyMethod method, TonePlacement placement,
                 std::string& out, std::vector<OffsetMap::Piece>& pieces) {
  const std::string_view line = text.substr(begin, end - begin);
  const bool weak_too = keeps_weak(line, method, placement);
  LineKeys keys(line, method, placement);
  std::size_t done = 0;
  while (const auto item = keys.next()) {
    if (!item->text || (item->weak && !weak_too)) continue;
    out.append(line.substr(done, item->begin - done));
    pieces.push_back({out.size(), item->text->size(), begin + item->begin, item->end - item->begin});
    out += *item->text;
    done = item->end;
  }
  out.append(line.substr(done));
}

// ---- text to keys ----

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

MappedText decode_keys(std::string_view text, KeyMethod method, TonePlacement placement) {
  std::string out;
  out.reserve(text.size());
  std::vector<OffsetMap::Piece> pieces;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t newline = text.find('\n', begin);
    const std::size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
    decode_line(text, begin, end, method, placement, out, pieces);
    begin = end;
  }
  return {std::move(out), OffsetMap(std::move(pieces))};
}

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

std::string keys_json(std::string_view text, const MappedText& decoded) {
  std::string out;
  json::ObjectWriter writer(out);
  writer.begin_text("text");
  writer.add_text(decoded.text);
  writer.end_text();
  writer.begin_array("edits");
  for (const auto& [to, to_size, from, from_size] : decoded.map.pieces())
    writer.add_element({{"begin", from},
                        {"end", from + from_size},
                        {"from", text.substr(from, from_size)},
                        {"to", std::string_view(decoded.text).substr(to, to_size)}});
  writer.end_array();
  writer.end();
  return out;
}
}  // namespace dau::unicode
