// SPDX-License-Identifier: Apache-2.0
// marks.cc — tables of the Vietnamese letters, and removal of their marks.
#include "dau/unicode/marks.h"

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "dau/unicode/utf8.h"
#include "unicode/combining.h"
#include "unicode/utf8proc_adapter.h"

namespace dau::unicode {
namespace {
struct Vowel {
  char lower, upper;
  Mark mark;
  char32_t tones[2][6];  // lower, upper; in the order of Tone
};

constexpr Vowel kVowels[] = {
    {'a', 'A', Mark::none, {{U'a', U'à', U'á', U'ả', U'ã', U'ạ'}, {U'A', U'À', U'Á', U'Ả', U'Ã', U'Ạ'}}},
    {'a', 'A', Mark::breve, {{U'ă', U'ằ', U'ắ', U'ẳ', U'ẵ', U'ặ'}, {U'Ă', U'Ằ', U'Ắ', U'Ẳ', U'Ẵ', U'Ặ'}}},
    {'a', 'A', Mark::circumflex, {{U'â', U'ầ', U'ấ', U'ẩ', U'ẫ', U'ậ'}, {U'Â', U'Ầ', U'Ấ', U'Ẩ', U'Ẫ', U'Ậ'}}},
    {'e', 'E', Mark::none, {{U'e', U'è', U'é', U'ẻ', U'ẽ', U'ẹ'}, {U'E', U'È', U'É', U'Ẻ', U'Ẽ', U'Ẹ'}}},
    {'e', 'E', Mark::circumflex, {{U'ê', U'ề', U'ế', U'ể', U'ễ', U'ệ'}, {U'Ê', U'Ề', U'Ế', U'Ể', U'Ễ', U'Ệ'}}},
    {'i', 'I', Mark::none, {{U'i', U'ì', U'í', U'ỉ', U'ĩ', U'ị'}, {U'I', U'Ì', U'Í', U'Ỉ', U'Ĩ', U'Ị'}}},
    {'o', 'O', Mark::none, {{U'o', U'ò', U'ó', U'ỏ', U'õ', U'ọ'}, {U'O', U'Ò', U'Ó', U'Ỏ', U'Õ', U'Ọ'}}},
    {'o', 'O', Mark::circumflex, {{U'ô', U'ồ', U'ố', U'ổ', U'ỗ', U'ộ'}, {U'Ô', U'Ồ', U'Ố', U'Ổ', U'Ỗ', U'Ộ'}}},
    {'o', 'O', Mark::horn, {{U'ơ', U'ờ', U'ớ', U'ở', U'ỡ', U'ợ'}, {U'Ơ', U'Ờ', U'Ớ', U'Ở', U'Ỡ', U'Ợ'}}},
    {'u', 'U', Mark::none, {{U'u', U'ù', U'ú', U'ủ', U'ũ', U'ụ'}, {U'U', U'Ù', U'Ú', U'Ủ', U'Ũ', U'Ụ'}}},
    {'u', 'U', Mark::horn, {{U'ư', U'ừ', U'ứ', U'ử', U'ữ', U'ự'}, {U'Ư', U'Ừ', U'Ứ', U'Ử', U'Ữ', U'Ự'}}},
    {'y', 'Y', Mark::none, {{U'y', U'ỳ', U'ý', U'ỷ', U'ỹ', U'ỵ'}, {U'Y', U'Ỳ', U'Ý', U'Ỷ', U'Ỹ', U'Ỵ'}}},
};

// Parts of one character in three bytes; base 0 means "its own base".
struct Packed {
  char base = 0;
  Mark mark = Mark::none;
  Tone tone = Tone::level;

  constexpr bool marked() const noexcept { return mark != Mark::none || tone != Tone::level; }
};

constexpr char32_t kLowEnd = 0x250, kHighBegin = 0x1E00, kHighEnd = 0x1F00;
using Table = std::array<Packed, kLowEnd + (kHighEnd - kHighBegin)>;

constexpr std::size_t slot(char32_t c) { return c < kLowEnd ? c : kLowEnd + (c - kHighBegin); }

constexpr Table kLetters = [] {
  Table table{};
  for (const Vowel& vowel : kVowels) {
    for (std::size_t tone = 0; tone < 6; ++tone) {
      table[slot(vowel.tones[0][tone])] = {vowel.lower, vowel.mark, static_cast<Tone>(tone)};
      table[slot(vowel.tones[1][tone])] = {vowel.upper, vowel.mark, static_cast<Tone>(tone)};
    }
  }
  table[slot(U'đ')] = {'d', Mark::stroke, Tone::level};
  table[slot(U'Đ')] = {'D', Mark::stroke, Tone::level};
  return table;
}();

Packed packed(char32_t c) noexcept {
  if (c < kLowEnd) return kLetters[c];
  return c - kHighBegin < kHighEnd - kHighBegin ? kLetters[slot(c)] : Packed{};
}

const Vowel* find_vowel(char32_t base, Mark mark) noexcept {
  for (const Vowel& vowel : kVowels)
    if (vowel.mark == mark &&
        (base == static_cast<char32_t>(vowel.lower) || base == static_cast<char32_t>(vowel.upper)))
      return &vowel;
  return nullptr;
}

// Decides which combining marks are Vietnamese where they stand. A foreign mark shields the letter from later marks of
// its combining class, so that ö + acute keeps its acute whether the ö is one character or two.
class MarkContext {
 public:
  explicit MarkContext(Packed letter = {}) noexcept : base_(letter.mark == Mark::stroke ? char{0} : letter.base) {}

  bool takes(char32_t c, std::uint8_t ccc) noexcept {
    if (is_shielded(ccc)) return false;
    if (fits(combining_mark(c))) return true;
    shield(ccc);
    return false;
  }

 private:
  bool fits(const CombiningMark& mark) const noexcept {
    return mark.ccc != 0 && base_ != 0 && find_vowel(static_cast<char32_t>(base_), mark.mark) != nullptr;
  }
  bool is_shielded(std::uint8_t ccc) const noexcept {
    return (ccc == 230 && above_) || (ccc == 220 && below_) || (ccc == 216 && attached_);
  }
  void shield(std::uint8_t ccc) noexcept {
    above_ |= ccc == 230;
    below_ |= ccc == 220;
    attached_ |= ccc == 216;
  }

  char base_;  // an ASCII vowel, or 0
  bool above_ = false, below_ = false, attached_ = false;
};

// Walks over `text`: calls keep(bytes) for what stays and drop(base) for a marked letter (its base) or a combining mark
// (0). drop() returns false to stop.
template <class Keep, class Drop>
void walk_marks(std::string_view text, Keep keep, Drop drop) {
  MarkContext context;
  std::size_t kept = 0;  // text before it is done with
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    const Packed letter = packed(point.value);
    const std::uint8_t ccc = point.value < 0x300 ? std::uint8_t{0} : ucd::combining_class(point.value);
    if (ccc == 0) context = MarkContext(letter);
    if (ccc == 0 ? letter.marked() : context.takes(point.value, ccc)) {
      keep(text.substr(kept, i - kept));
      kept = i + point.size;
      if (!drop(letter.base)) return;
    }
    i += point.size;
  }
  keep(text.substr(kept));
}
}  // namespace

Letter split_letter(char32_t c) noexcept {
  const Packed parts = packed(c);
  if (parts.base == 0) return {c, Mark::none, Tone::level};
  return {static_cast<char32_t>(parts.base), parts.mark, parts.tone};
}

char32_t join_letter(const Letter& letter) noexcept {
  if (letter.mark == Mark::stroke) {
    if (letter.tone != Tone::level) return 0;
    return letter.base == U'd' ? U'đ' : letter.base == U'D' ? U'Đ' : 0;
  }
  const Vowel* vowel = find_vowel(letter.base, letter.mark);
  if (vowel == nullptr) return letter.mark == Mark::none && letter.tone == Tone::level ? letter.base : 0;
  return vowel->tones[letter.base == static_cast<char32_t>(vowel->upper)][static_cast<std::size_t>(letter.tone)];
}

bool has_mark(char32_t c) noexcept { return packed(c).marked(); }

std::string strip_marks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto drop = [&](char base) {
    if (base != 0) out.push_back(base);
    return true;
  };
  walk_marks(
      text, [&](std::string_view bytes) { out.append(bytes); }, drop);
  return out;
}

bool has_marks(std::string_view text) noexcept {
  bool found = false;
  const auto drop = [&](char) { return !(found = true); };
  walk_marks(
      text, [](std::string_view) {}, drop);
  return found;
}
}  // namespace dau::unicode
