// SPDX-License-Identifier: Apache-2.0
// keys.cc — finds the words of a line that may be keystrokes, and decides which are.
#include "dau/unicode/keys.h"

#include <algorithm>
#include <array>
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

using Signs = std::array<bool, 256>;
constexpr Signs signs_of(std::string_view signs) {
  Signs all{};
  for (const char c : signs) all[static_cast<unsigned char>(c)] = true;
  return all;
}
constexpr Signs kCodeSigns = signs_of("@_={}<>$#&|\\^`~"), kViqrCodeSigns = signs_of("@_={}<>$#&|");

// A URL, an address, a path, code: what stands between two blanks and is no words.
bool is_protected(std::string_view chunk, KeyMethod method) {
  const bool viqr = method == KeyMethod::viqr;
  const Signs& signs = viqr ? kViqrCodeSigns : kCodeSigns;
  if (std::ranges::any_of(chunk, [&](char c) { return signs[static_cast<unsigned char>(c)]; })) return true;
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

// A word as keys: what it becomes, if anything.
struct Reading {
  std::optional<std::string> text;
  bool weak = false;     // it may be English
  bool inside = false;   // its tone key is inside the word: test, not tets
  bool helper = false;   // English that stands beside English: is, of
  bool foreign = false;  // it stays, and is no Vietnamese

  bool matters() const { return text || foreign; }
};

// A word of a line.
struct Item {
  std::size_t begin, end;
  std::size_t number;  // of the word in its line
  Reading reading;
};

// No syllable, nor one whose tone has been left out.
bool spelling_is_foreign(const std::string& word) {
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

bool is_foreign(std::string_view word) {
  return word.size() > 1 && word.size() < 64 && spelling_is_foreign(to_lower(word));
}

// A word of letters and digits, Telex or VNI.
Reading read_word(std::string_view word, KeyMethod method, TonePlacement placement) {
  std::u32string keys;
  bool digits = false;
  for (std::size_t i = 0; i < word.size();) {
    const CodePoint point = decode_at(word, i);
    if (is_combining(point.value)) return {};
    digits |= is_ascii_digit(word[i]);
    if (keys.size() <= 32) keys += point.value;
    i += point.size;
  }
  const bool telex = method == KeyMethod::telex;
  if ((telex && digits) || (!telex && is_ascii_digit(word[0]))) return {};
  Reading reading;
  if (auto made = telex ? read_telex(keys, placement) : read_vni(keys, placement)) {
    const std::string typed = to_lower(word);
    reading.text = std::move(made->text);
    reading.inside = made->inside;
    reading.weak = !made->undone && (telex ? is_english_telex(typed) : keys.size() == 2);
    reading.helper = reading.weak && telex && is_english_helper(typed);
  } else {
    reading.foreign = !digits && is_foreign(word);
  }
  return reading;
}

// Words come again and again: the last ones of a kind of reading are remembered.
class Readings {
 public:
  Readings(KeyMethod method, TonePlacement placement) : method_(method), placement_(placement) {}

  // Good until the next call.
  const Reading& of(std::string_view word) {
    if (word.size() > kLongest) return other_ = read_word(word, method_, placement_);
    if (slots_.empty()) slots_.resize(kSlots);
    std::uint32_t hash = 0x811C9DC5u;  // FNV-1a
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
    Slot& slot = slots_[(hash ^ hash >> 16) % kSlots];
    if (slot.word != word) slot = {std::string(word), read_word(word, method_, placement_)};
    return slot.reading;
  }

 private:
  static constexpr std::size_t kSlots = 16384;
  static constexpr std::size_t kLongest = 15;  // bytes, which a std::string holds in itself
  struct Slot {
    std::string word;
    Reading reading;
  };
  KeyMethod method_;
  TonePlacement placement_;
  std::vector<Slot> slots_;
  Reading other_;
};

Readings& readings_of(KeyMethod method, TonePlacement placement) {
  thread_local Readings all[] = {{KeyMethod::telex, TonePlacement::old_style},
                                 {KeyMethod::telex, TonePlacement::new_style},
                                 {KeyMethod::vni, TonePlacement::old_style},
                                 {KeyMethod::vni, TonePlacement::new_style}};
  return all[(method == KeyMethod::vni ? 2 : 0) + (placement == TonePlacement::new_style ? 1 : 0)];
}

class LineKeys {
 public:
  LineKeys(std::string_view line, KeyMethod method, TonePlacement placement)
      : line_(line), method_(method), placement_(placement), readings_(readings_of(method, placement)) {}

  std::size_t words() const { return words_; }  // so far
  bool composed() const { return composed_; }   // whether one of them has marks already

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
    Item item{at_, at_, words_++, {}};
    Reading& reading = item.reading;
    const auto made = read_viqr(line_, at_, item.end, placement_);
    at_ = std::max(item.end, at_ + 1);
    if (made) {
      item.end = made->size;
      reading.text = made->text;
      reading.weak = made->weak;
    }
    // \. after a word is a full stop and no mark.
    std::size_t after = item.end;
    const bool escaped = after + 1 < line_.size() && line_[after] == '\\' && is_viqr_mark(line_[after + 1]);
    if (escaped) {
      if (!reading.text) reading.text = std::string(line_.substr(item.begin, item.end - item.begin));
      *reading.text += line_[after + 1];
      item.end = after + 2;
      reading.weak = false;
    }
    at_ = std::max(at_, item.end);
    if (!reading.text) reading.foreign = is_foreign(line_.substr(item.begin, item.end - item.begin));
    return reading.matters() ? std::optional(item) : std::nullopt;
  }

  // Letters, and digits where they are keys or hold the word together.
  std::optional<Item> letter_word() {
    const std::size_t begin = at_;
    while (at_ < line_.size()) {
      if (is_ascii_letter(line_[at_]) || is_ascii_digit(line_[at_])) {
        ++at_;
        continue;
      }
      const CodePoint point = decode_at(line_, at_);
      if (!is_letter(point.value) && !is_combining(point.value)) break;
      composed_ = true;
      at_ += point.size;
    }
    const std::size_t number = words_++;
    const Reading& reading = readings_.of(line_.substr(begin, at_ - begin));
    return reading.matters() ? std::optional(Item{begin, at_, number, reading}) : std::nullopt;
  }

  std::string_view line_;
  KeyMethod method_;
  TonePlacement placement_;
  Readings& readings_;
  std::size_t at_ = 0, chunk_end_ = 0, words_ = 0;
  bool composed_ = false;
};

// What of a line changes, and what is English in it.
class LineItems {
 public:
  LineItems(std::string_view line, KeyMethod method, TonePlacement placement) {
    LineKeys keys(line, method, placement);
    while (auto item = keys.next()) items_.push_back(*std::move(item));
    keep_english(keys.words(), keys.composed());
  }

  const std::vector<Item>& all() const { return items_; }

 private:
  static void keep(Reading& reading) {
    reading.text.reset();
    reading.foreign = true;
  }

  // Words that are English as well stay where the line shows that they are.
  void keep_english(std::size_t words, bool composed) {
    bool sure = false, sure_inside = false;
    for (const Item& item : items_) {
      if (!item.reading.text || item.reading.weak) continue;
      sure = true;
      sure_inside |= item.reading.inside;
    }
    // Who types tieengs does not type test for tét.
    bool foreign = false;
    for (Item& item : items_) {
      if (item.reading.weak && item.reading.inside && words > 1 && !sure_inside) keep(item.reading);
      foreign |= item.reading.foreign;
    }
    // Where an input method was at work, what it left is no keys.
    if (!foreign && !composed) return;
    for (Item& item : items_)
      if (!sure && item.reading.weak) keep(item.reading);
    keep_helpers(items_.begin(), items_.end(), 1);
    keep_helpers(items_.rbegin(), items_.rend(), -1);
  }

  template <class Iterator>
  static void keep_helpers(Iterator begin, Iterator end, std::ptrdiff_t step) {
    std::ptrdiff_t beside = -1;  // the word that would stand beside English
    for (; begin != end; ++begin) {
      const auto number = static_cast<std::ptrdiff_t>(begin->number);
      if (begin->reading.helper && number == beside) keep(begin->reading);
      if (begin->reading.foreign) beside = number + step;
    }
  }

  std::vector<Item> items_;
};

void decode_line(std::string_view text, std::size_t begin, std::size_t end, KeyMethod method, TonePlacement placement,
                 std::string& out, std::vector<OffsetMap::Piece>& pieces) {
  const std::string_view line = text.substr(begin, end - begin);
  const LineItems items(line, method, placement);
  std::size_t done = 0;
  for (const Item& item : items.all()) {
    if (!item.reading.text) continue;
    out.append(line.substr(done, item.begin - done));
    pieces.push_back({out.size(), item.reading.text->size(), begin + item.begin, item.end - item.begin});
    out += *item.reading.text;
    done = item.end;
  }
  out.append(line.substr(done));
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
