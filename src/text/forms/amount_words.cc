// SPDX-License-Identifier: Apache-2.0
#include "text/forms/amount_words.h"

#include <algorithm>

namespace dau::text::forms {
namespace {
constexpr Value kThousand = 1000, kMillion = 1000000, kBillion = 1000000000;
const Value kLargest = kBillion * kBillion * kBillion;

// Part of a number below a thousand.
struct Part {
  std::size_t end = 0;
  int value = 0;
  bool full = false;  // its hundreds are said, be they không, or its linh is
  bool tens = false;  // said with mười or mươi
  bool pair = false;
  bool short_of = false;
};

class WholeReader {
 public:
  WholeReader(const Words& words, const WrittenOptions& options) : words_(words), options_(options) {}

  std::optional<Spelt> read(std::size_t i) {
    limit_ = i + kMostWords;
    Spelt spelt;
    auto first = block(i, spelt);
    if (!first) return std::nullopt;
    spelt.value = *first;
    bool plain_scale = scale_only_;
    Value mantissa = mantissa_;
    std::size_t scale = scale_begin_;
    std::size_t j = spelt.end;
    while (spelt.value > 0 && next(j, Kind::billion) && spelt.value < kLargest / kBillion) {
      if (scale == 0) {
        mantissa = spelt.value;
        scale = j;
        plain_scale = mantissa < kMillion;
      }
      spelt.value *= kBillion;
      spelt.end = ++j;
      Spelt rest;
      short_ = false;
      if (const auto low = follows(j) ? tail(j, rest) : std::nullopt) {
        spelt.value += *low;
        spelt.end = j = rest.end;
        spelt.short_of |= rest.short_of;
        plain_scale = false;
      }
    }
    if (plain_scale && scale > 0) {
      spelt.mantissa = mantissa;
      spelt.scale_begin = scale;
    }
    spelt.single = spelt.end == i + 1 && words_[i].kind == Kind::digit;
    spelt.pair = pair_;
    return spelt;
  }

  std::optional<Part> tens_at(std::size_t i) const {
    if (words_.is(i, Kind::ten)) {
      if (next(i + 1, Kind::digit) && digit(i + 1) > 0 && digit(i + 1) != 5 && !scaled(i + 2))
        return Part{i + 2, 10 + digit(i + 1), false, true};
      if (next(i + 1, Kind::last) && digit(i + 1) != 1) return Part{i + 2, 10 + digit(i + 1), false, true};
      return Part{i + 1, 10, false, true};
    }
    if (!words_.is(i, Kind::digit) || digit(i) == 0) return std::nullopt;
    if (next(i + 1, Kind::tens)) {
      if (last(i + 2) && !scaled(i + 3)) return Part{i + 3, 10 * digit(i) + digit(i + 2), false, true};
      return Part{i + 2, 10 * digit(i), false, true};
    }
    if (last(i + 1) && digit(i) > 1 && !scaled(i + 2))
      return Part{i + 2, 10 * digit(i) + digit(i + 1), false, false, true};
    return std::nullopt;
  }

 private:
  bool follows(std::size_t i) const { return i < limit_ && words_.follows(i); }
  bool next(std::size_t i, Kind kind) const { return i < limit_ && words_.next(i, kind); }
  int digit(std::size_t i) const { return words_[i].value; }
  // Word `i` is a digit behind tens: not năm, which would be lăm, and not không.
  bool last(std::size_t i) const {
    return next(i, Kind::last) || (next(i, Kind::digit) && digit(i) != 0 && digit(i) != 5);
  }
  // mươi or trăm behind a digit make it the begin of the next part: hai mươi | hai trăm.
  bool scaled(std::size_t i) const { return next(i, Kind::tens) || next(i, Kind::hundred); }

  // mười lăm nghìn một ly, hai trăm ba người: in standard the digit at `i` is the last place left open only where
  // nothing follows that it may count.
  bool doubtful(std::size_t i) const {
    if (options_.convention == FormConvention::nemo || !words_.is(i, Kind::digit) || !words_.follows(i + 1))
      return false;
    return !next(i + 1, Kind::thousand) && !next(i + 1, Kind::million) && !next(i + 1, Kind::billion) &&
           !words_.next(i + 1, "đồng") && !words_.next(i + 1, "đô");
  }

  std::optional<Part> zero_at(std::size_t i) const {  // linh năm
    if (!words_.is(i, Kind::zero)) return std::nullopt;
    if ((next(i + 1, Kind::digit) && digit(i + 1) > 0) || (next(i + 1, Kind::last) && digit(i + 1) != 1))
      return Part{i + 2, digit(i + 1), true};
    return std::nullopt;
  }

  // With hundreds; `first` when nothing stands before in the number.
  std::optional<Part> part_at(std::size_t i) const {
    if (words_.is(i, Kind::digit) && next(i + 1, Kind::hundred)) {
      Part part{i + 2, 100 * digit(i), true};
      if (follows(i + 2)) add_rest(part);
      return part.value > 0 ? std::optional(part) : std::nullopt;
    }
    if (auto part = zero_at(i)) return part;
    return tens_at(i);
  }

  void add_rest(Part& part) const {
    const std::size_t i = part.end;
    auto rest = zero_at(i);
    if (!rest) rest = tens_at(i);
    if (rest) {
      part.value += rest->value;
      part.end = rest->end;
      return;
    }
    // một trăm hai, một trăm rưỡi: the tens alone. Not năm in standard: hai trăm năm is two hundred years.
    const bool nemo_five = options_.convention == FormConvention::nemo && next(i, Kind::digit) && digit(i) == 5;
    if (!last(i) && !next(i, Kind::half) && !nemo_five) return;
    if (digit(i) == 5 && words_.is(i, Kind::last)) return;  // lăm
    if (scaled(i + 1) || next(i + 1, Kind::point) || doubtful(i)) return;
    part.value += 10 * digit(i);
    part.end = i + 1;
    part.short_of = true;
  }

  // A number below 10^9, whose last part stands behind others when `inner`.
  std::optional<Value> block(std::size_t i, Spelt& spelt, bool inner = false) {
    Value value = 0;
    Value left = kBillion;  // the scale of the part before
    std::size_t j = i;
    scale_begin_ = 0;
    scale_only_ = false;
    while (j < limit_ && j < words_.size() && (j == i || words_.follows(j))) {
      auto part = part_at(j);
      const bool bare = !part && words_.is(j, Kind::digit) && (j > i || inner || true);
      if (bare) part = Part{j + 1, digit(j)};
      if (!part) break;
      const Value scale = next(part->end, Kind::million) ? kMillion : next(part->end, Kind::thousand) ? kThousand : 1;
      if (scale >= left || (scale > 1 && part->value == 0)) break;
      const bool behind = j > i || inner;
      if (scale == 1 && behind && bare) {
        // hai nghìn ba: 2300. Not năm: hai nghìn năm may be years. Behind triệu it is left to decimals.
        if (left != kThousand || (!last(j) && !words_.is(j, Kind::half)) || doubtful(j) || next(j + 1, Kind::point) ||
            next(j + 1, Kind::billion))
          break;
        value += static_cast<unsigned>(100 * part->value);
        spelt.short_of = true;
        j = part->end;
        break;
      }
      spelt.short_of |= part->short_of;
      if (j == i && !inner) pair_ = part->pair;
      value += static_cast<unsigned>(part->value) * scale;
      if (scale == kMillion && j == i) {
        mantissa_ = static_cast<unsigned>(part->value);
        scale_begin_ = part->end;
        scale_only_ = true;
      } else {
        scale_only_ = false;
      }
      j = part->end + (scale > 1 ? 1 : 0);
      left = scale;
      if (scale == 1) break;
      // hai nghìn rưỡi, hai nghìn tư: 2500, 2400.
      if (scale == kThousand && (next(j, Kind::half) || next(j, Kind::last)) && !next(j + 1, Kind::point) &&
          (digit(j) != 5 || words_.is(j, Kind::half))) {
        value += static_cast<unsigned>(100 * digit(j));
        spelt.short_of = true;
        ++j;
        break;
      }
    }
    if (j == i) return std::nullopt;
    spelt.end = j;
    if (!scale_only_) scale_begin_ = 0;
    return value;
  }

  std::optional<Value> tail(std::size_t i, Spelt& rest) {
    // Behind tỷ a part counts only when it is a number of its own: không trăm linh ba, hai triệu, mười.
    const auto part = part_at(i);
    const bool bare = !part && words_.is(i, Kind::digit);
    if (bare && !next(i + 1, Kind::million) && !next(i + 1, Kind::thousand)) return std::nullopt;
    return block(i, rest, true);
  }

  const Words& words_;
  const WrittenOptions& options_;
  std::size_t limit_ = static_cast<std::size_t>(-1);
  bool scale_only_ = false, pair_ = false, short_ = false;
  Value mantissa_ = 0;
  std::size_t scale_begin_ = 0;
};
}  // namespace

std::optional<Spelt> whole_at(const Words& words, std::size_t i, const WrittenOptions& options) {
  if (i >= words.size()) return std::nullopt;
  return WholeReader(words, options).read(i);
}

std::optional<Spelt> small_at(const Words& words, std::size_t i, const WrittenOptions& options) {
  if (i >= words.size()) return std::nullopt;
  if (const auto tens = WholeReader(words, options).tens_at(i))
    return Spelt{tens->end, static_cast<unsigned>(tens->value)};
  const bool zero = words.is(i, Kind::zero) || (words.is(i, Kind::digit) && words[i].value == 0);
  if (zero && (words.next(i + 1, Kind::digit) || words.next(i + 1, Kind::last)))
    return Spelt{i + 2, words[i + 1].value};
  if (words.is(i, Kind::digit)) {
    Spelt spelt{i + 1, words[i].value};
    spelt.single = true;
    return spelt;
  }
  return std::nullopt;
}

Digits digits_at(const Words& words, std::size_t i) {
  Digits digits{{}, i};
  while (words.is(digits.end, Kind::digit) && (digits.end == i || words.follows(digits.end)))
    digits.figures += static_cast<char>('0' + words[digits.end++].value);
  if (!digits.figures.empty() && words.next(digits.end, Kind::last))
    digits.figures += static_cast<char>('0' + words[digits.end++].value);
  return digits;
}

std::string figures(Value value) {
  std::string text;
  do text += static_cast<char>('0' + static_cast<int>(value % 10));
  while ((value /= 10) > 0);
  std::reverse(text.begin(), text.end());
  return text;
}

std::string grouped(std::string text) {
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, '.');
  return text;
}
}  // namespace dau::text::forms
