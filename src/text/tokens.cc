// SPDX-License-Identifier: Apache-2.0
// tokens.cc — one pass over a line, with a table for Latin letters.
#include "text/tokens.h"

#include <algorithm>
#include <array>

#include "dau/unicode/case.h"
#include "dau/unicode/utf8.h"
#include "text/protected.h"
#include "unicode/utf8proc_adapter.h"

namespace dau::text {
namespace {
enum class Class : std::uint8_t { sign, letter, digit, combining };

struct Char {
  Class kind = Class::sign;
  bool upper = false;
  bool lower = false;
  char32_t base = 0;  // lower case, without Vietnamese marks
  TypedLetter typed{unicode::Mark::none, unicode::Tone::level};
};

// Digits, and also what stands for a number: ², ½, Ⅷ (m² is no word).
bool is_number(char32_t c) { return unicode::ucd::general_category(c).front() == 'N'; }

Char describe(char32_t c) {
  Char d;
  if (unicode::is_letter(c)) {
    d.kind = Class::letter;
    d.upper = unicode::is_upper(c);
    d.lower = unicode::is_lower(c);
    const unicode::Letter letter = unicode::split_letter(c);
    d.base = unicode::to_lower(letter.base);
    d.typed = {letter.mark, letter.tone};
  } else if (is_number(c)) {
    d.kind = Class::digit;
    d.base = c;
  } else if (unicode::is_combining(c)) {
    d.kind = Class::combining;
    d.base = c;
  }
  return d;
}

// Latin and Vietnamese letters: U+0000–U+024F and U+1E00–U+1EFF.
constexpr char32_t kLow = 0x250, kHigh = 0x1E00, kHighEnd = 0x1F00;
struct Table {
  std::array<Char, kLow + (kHighEnd - kHigh)> chars;
  Table() {
    for (char32_t c = 0; c < kLow; ++c) chars[c] = describe(c);
    for (char32_t c = kHigh; c < kHighEnd; ++c) chars[kLow + (c - kHigh)] = describe(c);
  }
};

class Cutter {
 public:
  Cutter(std::string_view line, Tokens& out) : line_(line), out_(out), protected_(line) {}

  void run() {
    std::size_t at = 0, gap_begin = 0;
    while (at < line_.size()) {
      const std::size_t begin = at;
      const Shape shape = take_run(at);
      if (at == begin) {
        at += unicode::decode_at(line_, at).size;
        continue;
      }
      add(begin, at, shape, line_.substr(gap_begin, begin - gap_begin));
      gap_begin = at;
    }
  }

 private:
  struct Shape {
    std::size_t letters = 0, digits = 0, uppers = 0, lowers = 0;
    bool first_upper = false, latin = true, combining = false;
    std::size_t base_begin = 0;
  };

  const Char& look(char32_t c) {
    static const Table table;
    if (c < kLow) return table.chars[c];
    if (c >= kHigh && c < kHighEnd) return table.chars[kLow + (c - kHigh)];
    other_ = describe(c);
    return other_;
  }

  // Takes letters and digits from `at` on; their letters go to the end of out_.bases.
  Shape take_run(std::size_t& at) {
    Shape s;
    s.base_begin = out_.bases.size();
    while (at < line_.size()) {
      const unicode::CodePoint p = unicode::decode_at(line_, at);
      const Char& c = look(p.value);
      if (c.kind == Class::sign || (c.kind == Class::combining && out_.bases.size() == s.base_begin)) break;
      note(c, s);
      append(c);
      at += p.size;
    }
    return s;
  }

  static void note(const Char& c, Shape& s) {
    if (s.letters + s.digits == 0) s.first_upper = c.upper;
    s.letters += c.kind == Class::letter;
    s.digits += c.kind == Class::digit;
    s.uppers += c.upper;
    s.lowers += c.lower;
    s.combining |= c.kind == Class::combining;
    s.latin &= c.base >= U'a' && c.base <= U'z';
  }

  void append(const Char& c) {
    if (c.base < 0x80) {
      out_.bases.push_back(static_cast<char>(c.base));
    } else {
      unicode::append_utf8(out_.bases, c.base);
    }
    out_.typed.resize(out_.bases.size(), c.typed);
  }

  void add(std::size_t begin, std::size_t end, const Shape& s, std::string_view gap) {
    Token t{};
    t.begin = static_cast<std::uint32_t>(begin);
    t.end = static_cast<std::uint32_t>(end);
    t.base_begin = static_cast<std::uint32_t>(s.base_begin);
    t.base_end = static_cast<std::uint32_t>(out_.bases.size());
    t.gap = out_.tokens.empty() ? Gap::start : classify(gap);
    t.case_class = case_of(s);
    t.latin = s.latin;
    t.kind = TokenKind::other;
    if (!protected_.covers(begin) && !s.combining) {
      if (s.digits == 0) t.kind = TokenKind::word;
      if (s.letters == 0) t.kind = TokenKind::number;
    }
    out_.tokens.push_back(t);
  }

  static CaseClass case_of(const Shape& s) {
    if (s.uppers == 0) return CaseClass::lower;
    if (s.first_upper && s.uppers == 1) return CaseClass::title;
    return s.lowers == 0 ? CaseClass::upper : CaseClass::mixed;
  }

  static bool contains_any(std::string_view gap, std::u32string_view signs) {
    for (std::size_t i = 0; i < gap.size();) {
      const unicode::CodePoint p = unicode::decode_at(gap, i);
      if (signs.find(p.value) != std::u32string_view::npos) return true;
      i += p.size;
    }
    return false;
  }

  static bool all_space(std::string_view gap) {
    for (std::size_t i = 0; i < gap.size();) {
      const unicode::CodePoint p = unicode::decode_at(gap, i);
      if (!unicode::is_space(p.value)) return false;
      i += p.size;
    }
    return true;
  }

  static Gap classify(std::string_view gap) {
    if (gap == " " || gap.empty()) return Gap::space;
    if (gap == "-" || gap == "–") return Gap::hyphen;
    if (gap == ".") return Gap::dot;
    if (contains_any(gap, U".!?…")) return Gap::stop;
    if (contains_any(gap, U":")) return Gap::colon;
    if (contains_any(gap, U",;")) return Gap::comma;
    if (contains_any(gap, U"\"'“”‘’«»()[]{}")) return Gap::quote;
    return all_space(gap) ? Gap::space : Gap::symbol;
  }

  std::string_view line_;
  Tokens& out_;
  ProtectedChunks protected_;
  Char other_;
};
}  // namespace

void tokenise(std::string_view line, Tokens& out) {
  out.tokens.clear();
  out.bases.clear();
  out.typed.clear();
  Cutter(line, out).run();
}
}  // namespace dau::text
