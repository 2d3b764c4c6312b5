// SPDX-License-Identifier: Apache-2.0
// punctuation.cc — white space around punctuation taken out, so that `nói : " Tôi " .` equals `nói:"Tôi".`
#include <string>
#include <string_view>

#include "dau/eval/metrics.h"
#include "dau/unicode/normalize.h"
#include "eval/python_text.h"

namespace dau::eval {
namespace {
bool closes(char32_t c) noexcept {
  if (c < 0x80) return c != 0 && std::string_view(",.;:!?)]}\"'").find(static_cast<char>(c)) != std::string_view::npos;
  return c == U'»' || c == U'…';
}
bool opens(char32_t c) noexcept {
  if (c < 0x80) return c != 0 && std::string_view("([{\"'").find(static_cast<char>(c)) != std::string_view::npos;
  return c == U'«';
}

// Without the runs of white space that stand before a closing sign.
std::u32string drop_space_before_closing(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  std::size_t run = 0;  // white space at the end of `out`
  for (const char32_t c : text) {
    if (closes(c)) out.resize(out.size() - run);
    run = is_space(c) ? run + 1 : 0;
    out += c;
  }
  return out;
}

// Without the runs of white space that stand after an opening sign.
std::u32string drop_space_after_opening(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (const char32_t c : text)
    if (!is_space(c) || out.empty() || !opens(out.back())) out += c;
  return out;
}
}  // namespace

// The order matters: a straight quote both closes and opens, and `a " b` must become `a"b`.
std::u32string normalize_punct(std::u32string_view nfc) {
  return collapse_space(drop_space_after_opening(drop_space_before_closing(nfc)));
}

std::string normalize_punct(std::string_view text) { return encode(normalize_punct(decode(unicode::to_nfc(text)))); }
}  // namespace dau::eval
