// SPDX-License-Identifier: Apache-2.0
// legacy_viqr.cc — VIQR, RFC 1456: marks as the ASCII characters ( ^ + ' ` ? ~ . after their letter, đ as dd.
#include <optional>

#include "dau/unicode/marks.h"
#include "dau/unicode/utf8.h"
#include "unicode/legacy_codecs.h"

namespace dau::unicode {
namespace {
// `letter` with the mark that `c` stands for, or nothing.
std::optional<Letter> with_mark(Letter letter, char c) {
  const auto mark = [&](Mark added) -> std::optional<Letter> {
    if (letter.mark != Mark::none) return std::nullopt;
    letter.mark = added;
    return letter;
  };
  const auto tone = [&](Tone added) -> std::optional<Letter> {
    if (letter.tone != Tone::level) return std::nullopt;
    letter.tone = added;
    return letter;
  };
  std::optional<Letter> made;
  switch (c) {
    case '(':
      made = mark(Mark::breve);
      break;
    case '^':
      made = mark(Mark::circumflex);
      break;
    case '+':
      made = mark(Mark::horn);
      break;
    case '\'':
      made = tone(Tone::acute);
      break;
    case '`':
      made = tone(Tone::grave);
      break;
    case '?':
      made = tone(Tone::hook);
      break;
    case '~':
      made = tone(Tone::tilde);
      break;
    case '.':
      made = tone(Tone::dot);
      break;
    default:
      return std::nullopt;
  }
  return made && join_letter(*made) != 0 ? made : std::nullopt;
}

bool is_escapable(char c) { return std::string_view("(^+'`?~.dD\\").find(c) != std::string_view::npos; }

// The letter that is being built, and what may still follow it.
class Pending {
 public:
  // True when `c` belongs to the letter.
  bool take(char c) {
    if (is_d(letter_) && (c == 'd' || (c == 'D' && letter_.base == U'D'))) {
      letter_.mark = Mark::stroke;
      return true;
    }
    const auto made = with_mark(letter_, c);
    if (made) letter_ = *made;
    return made.has_value();
  }
  void begin(char c) { letter_ = {static_cast<char32_t>(static_cast<unsigned char>(c)), Mark::none, Tone::level}; }
  void begin(const Letter& letter) { letter_ = letter; }
  void end() { letter_ = {}; }
  bool is_plain_d() const { return is_d(letter_); }
  void flush(std::string& out) {
    if (letter_.base != 0) append_utf8(out, join_letter(letter_));
    end();
  }

 private:
  static bool is_d(const Letter& letter) {
    return letter.mark == Mark::none && (letter.base == U'd' || letter.base == U'D');
  }
  Letter letter_{};
};

char mark_char(Mark mark) { return mark == Mark::breve ? '(' : mark == Mark::circumflex ? '^' : '+'; }
char tone_char(Tone tone) { return " `'?~."[static_cast<std::size_t>(tone)]; }
}  // namespace

void decode_viqr(std::string_view bytes, std::string& out) {
  Pending pending;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (pending.take(c)) continue;
    pending.flush(out);
    if (c == '\\' && i + 1 < bytes.size() && is_escapable(bytes[i + 1])) {
      out += bytes[++i];
    } else if (static_cast<unsigned char>(c) - 1u < 0x7F) {
      pending.begin(c);
    } else {
      out += c;
    }
  }
  pending.flush(out);
}

std::optional<std::size_t> encode_viqr(std::string_view text, std::string& out) {
  Pending pending;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    const Letter letter = split_letter(point.value);
    if (letter.base >= 0x80) return i;
    const char base = static_cast<char>(letter.base);
    if (letter.mark == Mark::stroke && pending.is_plain_d()) {  // dđ: the first d must not take the next
      out.insert(out.size() - 1, 1, '\\');
      pending.end();
    }
    Pending tried = pending;
    const bool escaped = base == '\\' || tried.take(base);
    if (escaped) out += '\\';
    out += base;
    if (letter.mark == Mark::stroke) {
      out += base;
    } else if (letter.mark != Mark::none) {
      out += mark_char(letter.mark);
    }
    if (letter.tone != Tone::level) out += tone_char(letter.tone);
    pending.begin(letter);
    // What is escaped begins no letter — unless it has marks, when the escape has only kept it from the one before.
    if (escaped && !has_mark(point.value)) pending.end();
    i += point.size;
  }
  return std::nullopt;
}
}  // namespace dau::unicode
