// SPDX-License-Identifier: Apache-2.0
// written_phone.cc — digits one by one: telephone numbers, years without năm, IP addresses.
#include <algorithm>

#include "text/forms/written_forms.h"

namespace dau::text::forms {
namespace {
std::string formatted(const std::string& digits, bool nemo) {
  if (!nemo) return digits;
  if (digits.size() == 10 && digits[0] == '0')
    return digits.substr(0, 3) + "-" + digits.substr(3, 3) + "-" + digits.substr(6);
  if (digits.size() == 16)
    return digits.substr(0, 4) + " " + digits.substr(4, 4) + " " + digits.substr(8, 4) + " " + digits.substr(12);
  return digits;
}

// Behind the digits stands what makes the last of them part of a number.
bool scaled(const Words& words, std::size_t i) {
  for (const Kind kind : {Kind::tens, Kind::hundred, Kind::thousand, Kind::million, Kind::billion, Kind::part})
    if (words.next(i, kind)) return true;
  return words.next(i, "giờ");
}

// hai năm năm chấm … four times.
MaybeWritten ip_at(const WordsView& view, std::size_t i) {
  std::string text;
  std::size_t end = i;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (!view.words.next(end, Kind::point) || view.words[end].value != 1 || !view.words.follows(end + 1))
        return std::nullopt;
      text += '.';
      ++end;
    }
    std::size_t next = end;
    std::string number;
    if (const Digits digits = digits_at(view.words, end); !digits.figures.empty()) {
      number = digits.figures;
      next = digits.end;
    }
    if (number.size() < 2)
      if (const auto whole = whole_at(view.words, end, view.options)) {
        number = figures(whole->value);
        next = whole->end;
      }
    if (number.empty() || number.size() > 3 || std::stoi(number) > 255) return std::nullopt;
    text += number;
    end = next;
  }
  if (view.words.next(end, Kind::point)) return std::nullopt;
  return WrittenForm{i, end, FormKind::phone, text};
}
}  // namespace

MaybeWritten written_phone(const WordsView& view, std::size_t i) {
  const Words& words = view.words;
  const bool plus = words.is(i, "cộng");
  if (plus && !words.follows(i + 1)) return std::nullopt;
  const Digits digits = digits_at(words, i + (plus ? 1 : 0));
  const std::string& text = digits.figures;
  if (!plus)
    if (auto ip = ip_at(view, i)) return ip;
  if (text.empty() || words.next(digits.end, Kind::point) || scaled(words, digits.end)) return std::nullopt;
  if (plus) {
    if (text.size() < 10 || text.size() > 15) return std::nullopt;
    if (!view.nemo()) return WrittenForm{i, digits.end, FormKind::phone, "+" + text};
    // The number itself has ten digits with its zero, else nine.
    const std::size_t own = text.size() > 10 && text[text.size() - 10] == '0' ? 10 : 9;
    const std::size_t code = text.size() - own;
    const std::string rest = text.substr(code);
    return WrittenForm{
        i, digits.end, FormKind::phone,
        "+" + text.substr(0, code) + " " + rest.substr(0, 3) + "-" + rest.substr(3, 3) + "-" + rest.substr(6)};
  }
  // Three in a row are a number under nemo. Else "ba bốn năm nữa" is some years: three only when called.
  const bool called = words.behind(i, "gọi") || words.behind(i, "số") || words.behind(i, "mã");
  const bool counting = text.size() < 6 && std::is_sorted(text.begin(), text.end()) && !called;
  if (text.size() < 3 || (!view.nemo() && (text.size() < 4 || counting) && !called)) return std::nullopt;
  return WrittenForm{i, digits.end, FormKind::phone, formatted(text, view.nemo())};
}
}  // namespace dau::text::forms
