// SPDX-License-Identifier: Apache-2.0
// confusables.cc — a table of look-alikes, and the rules that say where they are meant.
//
// Source of the table: written for this project (CC0-1.0) from the shapes in common text fonts and from what Vietnamese
// text of the web and of older input methods has; a small part of what Unicode's confusables.txt lists. Not yet
// reviewed by native speakers.
#include "dau/unicode/confusables.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "dau/unicode/case.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/syllable.h"
#include "dau/unicode/utf8.h"

namespace dau::unicode {
namespace {
enum class Kind : std::uint8_t {
  none,
  script,     // a letter of another script
  mark,       // of another language, or a mark that stands beside its letter
  style,      // a Latin letter or digit in another dress: full width, mathematical
  invisible,  // nothing to be seen
  space,
};

struct LookAlike {
  Kind kind = Kind::none;
  char32_t latin = 0;
};

struct Pair {
  char32_t from, to;
};

constexpr Pair kScripts[] = {
    {U'а', U'a'}, {U'е', U'e'}, {U'о', U'o'}, {U'р', U'p'}, {U'с', U'c'}, {U'у', U'y'}, {U'х', U'x'},
    {U'і', U'i'}, {U'ј', U'j'}, {U'ѕ', U's'}, {U'һ', U'h'}, {U'ԁ', U'd'}, {U'ԛ', U'q'}, {U'ԝ', U'w'},
    {U'ӏ', U'l'}, {U'ӑ', U'ă'}, {U'А', U'A'}, {U'В', U'B'}, {U'Е', U'E'}, {U'К', U'K'}, {U'М', U'M'},
    {U'Н', U'H'}, {U'О', U'O'}, {U'Р', U'P'}, {U'С', U'C'}, {U'Т', U'T'}, {U'У', U'Y'}, {U'Х', U'X'},
    {U'І', U'I'}, {U'Ј', U'J'}, {U'Ѕ', U'S'}, {U'Ү', U'Y'}, {U'Ӑ', U'Ă'}, {U'Ԁ', U'D'},  // Cyrillic
    {U'α', U'a'}, {U'ά', U'á'}, {U'ι', U'i'}, {U'ί', U'í'}, {U'ν', U'v'}, {U'ο', U'o'}, {U'ό', U'ó'},
    {U'ρ', U'p'}, {U'Α', U'A'}, {U'Β', U'B'}, {U'Ε', U'E'}, {U'Η', U'H'}, {U'Ι', U'I'}, {U'Κ', U'K'},
    {U'Μ', U'M'}, {U'Ν', U'N'}, {U'Ο', U'O'}, {U'Ρ', U'P'}, {U'Τ', U'T'}, {U'Υ', U'Y'}, {U'Χ', U'X'},  // Greek
};

constexpr char32_t kStrokes[] = {0x335, 0x336, 0x337, 0x338};  // over a d

constexpr Pair kMarks[] = {
    {U'ð', U'đ'},   {U'Ð', U'Đ'},   {U'ɖ', U'đ'},   {U'Ɖ', U'Đ'},   {U'ı', U'i'},   {U'ɑ', U'a'},
    {U'ɡ', U'g'},   {U'ǎ', U'ă'},   {U'Ǎ', U'Ă'},   {0x30C, 0x306}, {0x342, 0x303}, {0x313, 0x31B},
    {0x315, 0x31B}, {0x2BC, 0x31B}, {0xB4, 0x301},  {0x2CA, 0x301}, {0x2CB, 0x300}, {0x2C6, 0x302},
    {0x2D8, 0x306}, {0x2DC, 0x303}, {0x335, 0x335}, {0x336, 0x335}, {0x337, 0x335}, {0x338, 0x335},
};

// U+00AD soft hyphen; zero-width space, non-joiner, joiner; directions; word joiner and invisible operators; BOM.
constexpr char32_t kInvisible[] = {0xAD,   0x34F,  0x180E, 0x200B, 0x200C, 0x200D, 0x200E,
                                   0x200F, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF};

constexpr char32_t kSpaces[] = {0xA0,   0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
                                0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x205F, 0x3000};

// Letters of the mathematical alphabets come in blocks of 52, digits in blocks of 10.
char32_t plain_style(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + 0x21;
  if (c >= 0x1D400 && c < 0x1D6A4) {
    const char32_t index = (c - 0x1D400) % 52;
    return index < 26 ? U'A' + index : U'a' + (index - 26);
  }
  if (c >= 0x1D7CE && c < 0x1D800) return U'0' + (c - 0x1D7CE) % 10;
  return 0;
}

using Table = std::unordered_map<char32_t, LookAlike>;

const Table& table() {
  static const Table made = [] {
    Table all;
    for (const auto& [from, to] : kScripts) all[from] = {Kind::script, to};
    for (const auto& [from, to] : kMarks) all[from] = {Kind::mark, to};
    for (const char32_t c : kInvisible) all[c] = {Kind::invisible, 0};
    for (const char32_t c : kSpaces) all[c] = {Kind::space, U' '};
    return all;
  }();
  return made;
}

LookAlike look_up(char32_t c) {
  if (c < 0x80) return {};
  if (const char32_t plain = plain_style(c); plain != 0) return {Kind::style, plain};
  const auto found = table().find(c);
  return found == table().end() ? LookAlike{} : found->second;
}

// The first two bytes of all look-alikes, so that a text is scanned without decoding it.
using Leads = std::bitset<65536>;

std::size_t lead_of(char first, char second) {
  return static_cast<std::size_t>(static_cast<unsigned char>(first)) << 8 | static_cast<unsigned char>(second);
}

const Leads& leads() {
  static const Leads made = [] {
    Leads all;
    const auto add = [&](char32_t c) {
      std::string bytes;
      append_utf8(bytes, c);
      all.set(lead_of(bytes[0], bytes[1]));
    };
    for (const auto& entry : table()) add(entry.first);
    for (char32_t c = 0xFF01; c <= 0xFF5E; ++c) add(c);
    for (char32_t c = 0x1D400; c < 0x1D800; ++c) add(c);
    return all;
  }();
  return made;
}

// The first look-alike at or after `from`, or the text's size.
std::size_t find_lookalike(std::string_view text, std::size_t from) {
  const Leads& found = leads();
  for (std::size_t i = from; i + 1 < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) < 0xC2 || !found[lead_of(text[i], text[i + 1])]) continue;
    if (look_up(decode_at(text, i).value).kind != Kind::none) return i;
  }
  return text.size();
}

bool is_cjk(char32_t c) {
  return (c >= 0x3001 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00);
}

bool is_latin(char32_t c) { return c < 0x250 || (c >= 0x1E00 && c < 0x1F00); }

// Letters of scripts in which joiners and directions mean something.
bool is_far(char32_t c) { return c >= 0x530 && !is_latin(c) && plain_style(c) == 0 && is_letter(c); }

// ñ, ø, ā, þ: a letter of another language that nobody takes for one of ours.
bool is_foreign(char32_t c) {
  return c >= 0xC0 && is_latin(c) && is_letter(c) && !has_mark(c) && look_up(c).kind == Kind::none;
}

struct Unit {
  char32_t c;
  LookAlike lookalike;
};

bool is_syllable(std::string_view word) { return parse_syllable(to_lower(word)).has_value(); }

// What a line has besides its look-alikes.
struct Surroundings {
  bool cjk = false, foreign = false;
};

Surroundings look_around(std::string_view line) {
  Surroundings found;
  for (std::size_t i = 0; i < line.size();) {
    const CodePoint point = decode_at(line, i);
    found.cjk |= is_cjk(point.value);
    found.foreign |= point.value >= 0xC0 && is_foreign(point.value);
    i += point.size;
  }
  return found;
}

// A stretch of letters with what may belong to them.
class Word {
 public:
  void add(char32_t c) { units_.push_back({c, look_up(c)}); }
  void clear() { units_.clear(); }
  bool empty() const { return units_.empty(); }

  // What it should be; nothing when it should stay.
  std::optional<std::string> folded(const Surroundings& around) {
    if (std::ranges::none_of(units_, [](const Unit& unit) { return unit.lookalike.kind != Kind::none; })) return {};
    const bool far = std::ranges::any_of(units_, [](const Unit& unit) { return is_far(unit.c); });
    if (far) return {};
    const std::string undressed =
        write([&](const Unit& unit) { return !around.cjk && unit.lookalike.kind == Kind::style; });
    if (may_be_meant(around)) {
      std::string whole = write([](const Unit&) { return true; });
      if (is_syllable(whole)) return whole;
      if (mostly_latin() && !around.foreign)
        return write([&](const Unit& unit) {
          return unit.lookalike.kind == Kind::script || (!around.cjk && unit.lookalike.kind == Kind::style);
        });
    }
    return undressed;
  }

 private:
  // Has a Latin letter, no letter of another script without a Latin look, and nothing that is at home in its line.
  bool may_be_meant(const Surroundings& around) const {
    bool latin = false;
    for (const auto& [c, lookalike] : units_) {
      const bool letter = is_letter(c);
      if (lookalike.kind == Kind::none && letter && !is_latin(c)) return false;
      if (lookalike.kind == Kind::mark && around.foreign) return false;
      latin |=
          (lookalike.kind == Kind::none || lookalike.kind == Kind::style || lookalike.kind == Kind::mark) && letter;
    }
    return latin;
  }

  bool mostly_latin() const {
    std::size_t latin = 0, others = 0;
    for (const auto& [c, lookalike] : units_) {
      latin += is_letter(c) && lookalike.kind != Kind::script;
      others += lookalike.kind == Kind::script;
    }
    return latin >= 2 && latin > others;
  }

  // The word in NFC, without what cannot be seen, with the units that `change` picks in Latin.
  template <class Change>
  std::string write(Change change) const {
    std::u32string chars;
    for (const Unit& unit : units_) {
      if (unit.lookalike.kind == Kind::invisible) continue;
      char32_t c = unit.lookalike.kind != Kind::none && change(unit) ? unit.lookalike.latin : unit.c;
      const bool stroke = c == kStrokes[0] && !chars.empty() && (chars.back() == U'd' || chars.back() == U'D');
      if (stroke) {
        chars.back() = chars.back() == U'd' ? U'đ' : U'Đ';
      } else {
        chars += c;
      }
    }
    std::string out;
    for (const char32_t c : chars) append_utf8(out, c);
    return to_nfc(out);
  }

  std::vector<Unit> units_;
};

class Folder {
 public:
  explicit Folder(std::string_view text) : text_(text) {}

  MappedText fold() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t first = find_lookalike(text_, begin);
      if (first == text_.size()) break;
      const std::size_t newline = text_.find_last_of('\n', first);
      const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
      const std::size_t end = std::min(text_.find('\n', first), text_.size());
      fold_line(std::max(line, begin), end);
      begin = end;
    }
    copy_until(text_.size());
    return {std::move(out_), OffsetMap(std::move(pieces_))};
  }

 private:
  void fold_line(std::size_t begin, std::size_t end) {
    const Surroundings around = look_around(text_.substr(begin, end - begin));
    Word word;
    std::size_t word_at = begin;
    char32_t before = 0;  // the last character that is no part of the word
    for (std::size_t i = begin; i < end;) {
      const CodePoint point = decode_at(text_, i);
      const bool joins = belongs(point.value, !word.empty());
      if (joins && word.empty()) word_at = i;
      if (joins) word.add(point.value);
      if (!joins) {
        finish(word, word_at, i, before, point.value, around);
        fold_other(point, i, around);
        before = point.value;
      }
      i += point.size;
    }
    finish(word, word_at, end, before, 0, around);
  }

  // Marks that stand beside a letter belong to a word that has begun; invisible characters to any.
  static bool belongs(char32_t c, bool inside) {
    if (c < 0x80) return is_letter(c);
    const Kind kind = look_up(c).kind;
    return kind == Kind::invisible || is_letter(c) || (inside && (is_combining(c) || kind == Kind::mark));
  }

  // Emoji, and letters that are no Latin; not what becomes a plain space or letter.
  static bool holds(char32_t c) {
    if (c < 0x2070) return false;
    const Kind kind = look_up(c).kind;
    return kind != Kind::space && kind != Kind::style;
  }

  void finish(Word& word, std::size_t begin, std::size_t end, char32_t before, char32_t after,
              const Surroundings& around) {
    if (word.empty()) return;
    const bool held = holds(before) || holds(after);
    auto folded = word.folded(around);
    if (folded && !(folded->empty() && held)) replace(begin, end, *folded);
    word.clear();
  }

  void fold_other(const CodePoint& point, std::size_t at, const Surroundings& around) {
    if (point.value < 0x80) return;
    const LookAlike lookalike = look_up(point.value);
    const bool stays = lookalike.kind != Kind::space && lookalike.kind != Kind::style;
    if (stays || (around.cjk && (lookalike.kind == Kind::style || point.value == 0x3000))) return;
    std::string plain;
    append_utf8(plain, lookalike.latin);
    replace(at, at + point.size, plain);
  }

  void replace(std::size_t begin, std::size_t end, std::string_view text) {
    if (text_.substr(begin, end - begin) == text) return;
    copy_until(begin);
    pieces_.push_back({out_.size(), text.size(), begin, end - begin});
    out_ += text;
    done_ = end;
  }

  void copy_until(std::size_t end) {
    if (end > done_) out_.append(text_.substr(done_, end - done_));
    done_ = std::max(done_, end);
  }

  std::string_view text_;
  std::string out_;
  std::vector<OffsetMap::Piece> pieces_;
  std::size_t done_ = 0;
};
}  // namespace

bool may_have_lookalikes(std::string_view text) noexcept { return find_lookalike(text, 0) < text.size(); }

MappedText fold_lookalikes(std::string_view text) { return Folder(text).fold(); }
}  // namespace dau::unicode
