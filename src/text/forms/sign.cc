// SPDX-License-Identifier: Apache-2.0
// sign.cc — signs between and before numbers, and & between words.
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
struct Sign {
  std::string_view sign, between, before;  // readings between two numbers and before one; empty: none
};

constexpr Sign kSigns[] = {
    {"+", "cộng", "cộng"},
    {"=", "bằng", ""},
    {"×", "nhân", ""},
    {"÷", "chia", ""},
    {"±", "cộng trừ", "cộng trừ"},
    {"^", "mũ", ""},
    {"√", "", "căn"},
    {"≈", "xấp xỉ", "xấp xỉ"},
    {"~", "", "khoảng"},
    {"≥", "lớn hơn hoặc bằng", "từ"},
    {"≤", "nhỏ hơn hoặc bằng", "không quá"},
    {">", "lớn hơn", "trên"},
    {"<", "nhỏ hơn", "dưới"},
};

bool number_behind(const Scan& scan, std::size_t i) {
  i = scan.skip_space(i);
  return digit(scan.at(i)) || (scan.dash(i) > 0 && digit(scan.at(i + scan.dash(i))));
}

// The number was read already: what stands before in the line is a digit, a bracket, or a unit right behind digits.
bool number_before(const Scan& scan, std::size_t at) {
  while (at > 0 && scan.text[at - 1] == ' ') --at;
  std::size_t i = at;
  while (i > 0 && at - i < 6 && ascii_letter(scan.text[i - 1])) --i;
  // x = 5: a letter that stands alone.
  if (at - i == 1 && (i == 0 || scan.text[i - 1] == ' ')) return true;
  return i > 0 && (digit(scan.text[i - 1]) || scan.text[i - 1] == ')' || scan.text[i - 1] == '%');
}
// 5*3; khách sạn 5*.
MaybeReading star_at(const Scan& scan, std::size_t at) {
  if (number_before(scan, at) && number_behind(scan, at + 1)) return Reading{at + 1, FormKind::sign, "nhân"};
  const bool stars = at > 0 && scan.text[at - 1] >= '1' && scan.text[at - 1] <= '7' && scan.at(at + 1) != '*' &&
                     !word_byte(scan.at(at + 1)) && (at < 2 || scan.text[at - 2] == ' ');
  return stars ? MaybeReading(Reading{at + 1, FormKind::measure, "sao"}) : std::nullopt;
}
}  // namespace

MaybeReading sign_at(const Scan& scan, std::size_t at) {
  if (scan.nemo()) return std::nullopt;
  const bool spaced = at > 0 && scan.text[at - 1] == ' ';
  const auto read = [&](std::size_t size, std::string_view name) {
    return Reading{at + size, FormKind::sign, std::string(name)};
  };
  if (scan.at(at) == '&' && spaced && scan.at(at + 1) == ' ') return read(1, "và");
  if ((scan.at(at) == 'x' || scan.at(at) == 'X') && number_before(scan, at) && number_behind(scan, at + 1)) {
    if (at > 0 && (digit(scan.text[at - 1]) || spaced || ascii_lower(scan.text[at - 1]))) return read(1, "nhân");
    return std::nullopt;
  }
  if (scan.at(at) == '*') return star_at(scan, at);
  // 9 : 3 = 3
  if (scan.at(at) == ':' && spaced && scan.at(at + 1) == ' ' && number_before(scan, at) &&
      number_behind(scan, at + 1) && scan.text.substr(at, kNear).find(" = ") != std::string_view::npos)
    return read(1, "chia");
  for (const Sign& sign : kSigns) {
    if (!scan.starts(at, sign.sign) || !number_behind(scan, at + sign.sign.size())) continue;
    const bool between = number_before(scan, at);
    if (between && !sign.between.empty()) return read(sign.sign.size(), sign.between);
    if (!between && !sign.before.empty() && (at == 0 || spaced || scan.text[at - 1] == '('))
      return read(sign.sign.size(), sign.before);
  }
  return std::nullopt;
}
}  // namespace dau::text::forms
