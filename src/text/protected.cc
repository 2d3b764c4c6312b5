// SPDX-License-Identifier: Apache-2.0
// protected.cc — the rules, one function each. They look at ASCII signs and letters only, never at marks.
#include "text/protected.h"

#include <algorithm>
#include <array>

#include "dau/unicode/case.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
namespace {
bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool word_byte(char c) { return ascii_letter(c) || digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Bytes of the white space at `i`, or 0. Beyond ASCII its characters begin with C2, E1, E2 or E3.
std::size_t space_at(std::string_view line, std::size_t i) {
  const auto c = static_cast<unsigned char>(line[i]);
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r') ? 1 : 0;
  if (c != 0xC2 && (c < 0xE1 || c > 0xE3)) return 0;
  const unicode::CodePoint p = unicode::decode_at(line, i);
  return unicode::is_space(p.value) ? p.size : 0;
}
bool starts_with_ignoring_case(std::string_view s, std::string_view prefix) {
  if (s.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if (lower(s[i]) != prefix[i]) return false;
  return true;
}

// --flag, -x=1, #tag, $name
bool option_or_variable(std::string_view s) {
  if (s.size() < 2) return false;
  if (s[0] == '#' || s[0] == '$') return word_byte(s[1]);
  if (s[0] != '-') return false;
  std::size_t i = s[1] == '-' ? 2 : 1;
  const std::size_t name = i;
  while (i < s.size() && word_byte(s[i])) ++i;
  if (i == name) return false;
  return (s[1] == '-' && i == s.size()) || (i < s.size() && (s[i] == '-' || s[i] == '='));
}

// /usr/bin, ./a, ../a, ~/a, C:\ is met by its backslash
bool path(std::string_view s) {
  std::size_t i = 0;
  while (i < s.size() && i < 2 && s[i] == '.') ++i;
  if (i == 0 && !s.empty() && s[0] == '~') i = 1;
  if (i >= s.size() || s[i] != '/') return false;
  return i + 1 < s.size() && word_byte(s[i + 1]) && (i > 0 || s.find('/', i + 1) != std::string_view::npos);
}

// <b>, </p>
bool tag(std::string_view s, std::size_t i) {
  if (s[i] != '<') return false;
  const std::size_t name = i + 1 < s.size() && s[i + 1] == '/' ? i + 2 : i + 1;
  return name < s.size() && ascii_letter(s[name]);
}

// f(), a.b(
bool call(std::string_view s, std::size_t i) {
  if (s[i] != '(' || i == 0 || !ascii_letter(s[i - 1])) return false;
  if (i + 1 < s.size() && s[i + 1] == ')') return true;
  std::size_t b = i;
  while (b > 0 && word_byte(s[b - 1])) --b;
  return b >= 2 && s[b - 1] == '.' && word_byte(s[b - 2]);
}

// The endings of host and file names that are hardly Vietnamese: .ts is left out because of "GS.TS".
constexpr std::array<std::string_view, 44> kEndings = {
    "com",  "net",  "org", "vn",   "edu", "gov",  "info", "io",   "html", "htm", "php", "txt", "pdf", "doc", "docx",
    "xls",  "xlsx", "ppt", "pptx", "csv", "json", "xml",  "yaml", "yml",  "md",  "py",  "js",  "css", "cpp", "hpp",
    "java", "sh",   "exe", "zip",  "jpg", "jpeg", "png",  "gif",  "mp3",  "mp4", "sql", "cfg", "log", "svg"};

bool name_with_ending(std::string_view s, std::size_t dot) {
  if (s[dot] != '.' || dot == 0 || !word_byte(s[dot - 1])) return false;
  std::size_t e = dot + 1;
  while (e < s.size() && word_byte(s[e])) ++e;
  const std::string_view ending = s.substr(dot + 1, e - dot - 1);
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view known) {
    return ending.size() == known.size() && starts_with_ignoring_case(ending, known);
  });
}

bool sign_of_code(std::string_view s, std::size_t i) {
  switch (s[i]) {
    case '@':
    case '\\':
    case '_':
    case '`':
      return true;
    case ':':
      return s.substr(i, 3) == "://";
    case '<':
      return tag(s, i);
    case '(':
      return call(s, i);
    case '.':
      return name_with_ending(s, i);
    default:
      return false;
  }
}
}  // namespace

bool is_protected(std::string_view chunk) {
  if (starts_with_ignoring_case(chunk, "www.") || option_or_variable(chunk) || path(chunk)) return true;
  for (std::size_t i = 0; i < chunk.size(); ++i)
    if (sign_of_code(chunk, i)) return true;
  return false;
}

ProtectedChunks::ProtectedChunks(std::string_view line) {
  if (line.find_first_of(":@\\_`#$<(/=-.") == std::string_view::npos) return;
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t begin = i;
    std::size_t space = 0;  // bytes of the white space that ends the chunk
    while (i < line.size() && (space = space_at(line, i)) == 0) ++i;
    if (i > begin && is_protected(line.substr(begin, i - begin))) ranges_.push_back({begin, i});
    i += space;
  }
}

bool ProtectedChunks::covers(std::size_t offset) noexcept {
  while (next_ < ranges_.size() && ranges_[next_].end <= offset) ++next_;
  return next_ < ranges_.size() && ranges_[next_].begin <= offset;
}
}  // namespace dau::text
