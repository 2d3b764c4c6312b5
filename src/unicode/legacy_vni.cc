// SPDX-License-Identifier: Apache-2.0
// legacy_vni.cc — VNI for Windows: letters with marks are a base letter and a byte for all its marks.
//
// Source: the code chart of the VNI fonts for Windows as published with them and implemented by UniKey, GNU recode and
// xvnkb; facts. The chart of xvnkb was compared.
#include <array>
#include <cstdint>

#include "dau/unicode/marks.h"
#include "dau/unicode/utf8.h"
#include "unicode/legacy_codecs.h"
#include "unicode/legacy_tables.h"

namespace dau::unicode {
namespace {
struct MarkByte {
  unsigned char small;  // 32 less after a capital
  Mark mark;
  Tone tone;
};

// Tones alone stand after a e o u y ơ ư; those with a circumflex after a e o; those with a breve after a.
constexpr MarkByte kMarkBytes[] = {
    {0xF9, Mark::none, Tone::acute},       {0xF8, Mark::none, Tone::grave},       {0xFB, Mark::none, Tone::hook},
    {0xF5, Mark::none, Tone::tilde},       {0xEF, Mark::none, Tone::dot},         {0xE2, Mark::circumflex, Tone::level},
    {0xE1, Mark::circumflex, Tone::acute}, {0xE0, Mark::circumflex, Tone::grave}, {0xE5, Mark::circumflex, Tone::hook},
    {0xE3, Mark::circumflex, Tone::tilde}, {0xE4, Mark::circumflex, Tone::dot},   {0xEA, Mark::breve, Tone::level},
    {0xE9, Mark::breve, Tone::acute},      {0xE8, Mark::breve, Tone::grave},      {0xFA, Mark::breve, Tone::hook},
    {0xFC, Mark::breve, Tone::tilde},      {0xEB, Mark::breve, Tone::dot},
};

// Letters of one byte.
struct OwnByte {
  unsigned char small;
  Letter letter;
};
constexpr OwnByte kOwnBytes[] = {
    {0xF4, {U'o', Mark::horn, Tone::level}},   {0xF6, {U'u', Mark::horn, Tone::level}},
    {0xED, {U'i', Mark::none, Tone::acute}},   {0xEC, {U'i', Mark::none, Tone::grave}},
    {0xE6, {U'i', Mark::none, Tone::hook}},    {0xF3, {U'i', Mark::none, Tone::tilde}},
    {0xF2, {U'i', Mark::none, Tone::dot}},     {0xEE, {U'y', Mark::none, Tone::dot}},
    {0xF1, {U'd', Mark::stroke, Tone::level}},
};

enum class Kind : std::uint8_t { undefined, plain, letter, mark };
struct Entry {
  Kind kind = Kind::undefined;
  char16_t character = 0;  // of plain and letter
  Mark mark = Mark::none;
  Tone tone = Tone::level;
};
using Entries = std::array<Entry, 256>;

char32_t capital(char32_t small) { return small - 0x20; }

// Symbols of Windows-1252 stand where the fonts have no letters; its letters that VNI does not use are undefined.
Entries make_entries() {
  Entries entries{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const char16_t c = windows_1252()[byte];
    const bool letter = byte >= 0xC0 && byte != 0xD7 && byte != 0xF7;
    const bool other = byte >= 0x80 && byte < 0xA0 && c < 0x180;  // Š Œ Ž …, and the five that are controls
    if (!letter && !other) entries[byte] = {Kind::plain, c, Mark::none, Tone::level};
  }
  for (const MarkByte& mark : kMarkBytes)
    for (const unsigned byte : {mark.small + 0u, mark.small - 0x20u})
      entries[byte] = {Kind::mark, 0, mark.mark, mark.tone};
  for (const auto& [small, letter] : kOwnBytes) {
    const Letter upper{capital(letter.base), letter.mark, letter.tone};
    entries[small] = {Kind::letter, static_cast<char16_t>(join_letter(letter)), Mark::none, Tone::level};
    entries[small - 0x20u] = {Kind::letter, static_cast<char16_t>(join_letter(upper)), Mark::none, Tone::level};
  }
  return entries;
}

const Entries& entries() {
  static const Entries made = make_entries();
  return made;
}

// The letter that `mark` makes of `base`, or 0.
char32_t marked(char32_t base, const Entry& mark) {
  const Letter letter = split_letter(base);
  if (letter.tone != Tone::level || (letter.mark != Mark::none && mark.mark != Mark::none)) return 0;
  return join_letter({letter.base, letter.mark == Mark::none ? mark.mark : letter.mark, mark.tone});
}

// What is written for a letter with marks: 0, nothing; one byte; or two.
std::optional<std::array<unsigned char, 2>> bytes_of(const Letter& letter) {
  const bool upper = letter.base < U'a';
  const char32_t base = upper ? letter.base + 0x20 : letter.base;
  const auto cased = [&](unsigned char small) { return static_cast<unsigned char>(upper ? small - 0x20 : small); };
  for (const auto& [small, own] : kOwnBytes)
    if (own.base == base && own.mark == letter.mark && own.tone == letter.tone)
      return std::array<unsigned char, 2>{cased(small), 0};
  auto first = static_cast<unsigned char>(letter.base);
  Mark mark = letter.mark;
  if (mark == Mark::horn) {
    first = cased(base == U'o' ? 0xF4 : 0xF6);
    mark = Mark::none;
  }
  for (const MarkByte& entry : kMarkBytes)
    if (entry.mark == mark && entry.tone == letter.tone) return std::array<unsigned char, 2>{first, cased(entry.small)};
  return std::nullopt;
}
}  // namespace

void decode_vni(std::string_view bytes, Decoded& out) {
  char32_t base = 0;  // the letter that a mark may follow; it has been written at `base_at`
  std::size_t base_at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const Entry& entry = entries()[static_cast<unsigned char>(bytes[i])];
    if (entry.kind == Kind::mark) {
      const char32_t letter = base == 0 ? 0 : marked(base, entry);
      base = 0;
      if (letter != 0) {
        out.text.resize(base_at);
        append_utf8(out.text, letter);
      } else if (!out.undefined(i)) {
        return;
      }
      continue;
    }
    base = entry.kind == Kind::undefined ? 0 : entry.character;
    base_at = out.text.size();
    if (entry.kind != Kind::undefined) {
      append_utf8(out.text, entry.character);
    } else if (!out.undefined(i)) {
      return;
    }
  }
}

std::optional<std::size_t> encode_vni(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    const Letter letter = split_letter(point.value);
    std::size_t plain = point.value < 0x80 ? point.value : 0;
    for (std::size_t byte = 0x80; byte < 256 && plain == 0 && point.value >= 0x80; ++byte)
      if (entries()[byte].kind == Kind::plain && entries()[byte].character == point.value) plain = byte;
    if (point.value < 0x80 || plain != 0) {
      out += static_cast<char>(static_cast<unsigned char>(plain));
    } else if (const auto pair = has_mark(point.value) ? bytes_of(letter) : std::nullopt) {
      out += static_cast<char>((*pair)[0]);
      if ((*pair)[1] != 0) out += static_cast<char>((*pair)[1]);
    } else {
      return i;
    }
    i += point.size;
  }
  return std::nullopt;
}
}  // namespace dau::unicode
