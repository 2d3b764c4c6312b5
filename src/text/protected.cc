// SPDX-License-Identifier: Apache-2.0
// protected.cc — the rules, one function each. They look at ASCII signs and letters only, never at marks.
#include "text/protected.h"

#include <algorithm>
#include <array>

#include "text/chunks.h"
#include "text/code.h"

namespace dau::text {
namespace {
bool starts_with_ignoring_case(std::string_view s, std::string_view prefix) {
  if (s.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if (ascii_lower(s[i]) != prefix[i]) return false;
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

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view known) {
    return word.size() == known.size() && starts_with_ignoring_case(word, known);
  });
}

// The first folder of paths. The second list needs another slash: app/web is prose.
constexpr std::array<std::string_view, 14> kFolders = {
    "src", "lib", "usr", "etc", "var", "tmp", "docs", "tests", "dist", "img", "assets", "scripts", "include", "vendor"};
constexpr std::array<std::string_view, 11> kOtherFolders = {"app",    "data",   "bin",   "test",   "public", "static",
                                                            "images", "models", "build", "server", "client"};

// thu-muc, but not 30-4
bool hyphenated(std::string_view s) {
  for (std::size_t i = 1; i + 1 < s.size(); ++i)
    if (s[i] == '-' && word_byte(s[i - 1]) && !ascii_digit(s[i - 1]) && word_byte(s[i + 1]) && !ascii_digit(s[i + 1]))
      return true;
  return false;
}

// thu-muc, but not 120 of 120/2016/NĐ-CP
bool folder(std::string_view s) {
  if (ascii_digit(s[0]) || !word_byte(s[0])) return false;
  return std::all_of(s.begin(), s.end(), [](char c) { return word_byte(c) || c == '-' || c == '_' || c == '.'; });
}

// src/a, data/a/b, thu-muc/a/. A slash alone shows nothing: nam/nu/khac, 24/7, dong/nguoi/ngay.
bool relative_path(std::string_view s) {
  const std::size_t slash = s.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == s.size() || !word_byte(s[slash + 1])) return false;
  const std::string_view first = s.substr(0, slash);
  if (one_of(kFolders, first)) return true;
  if (s.find('/', slash + 1) == std::string_view::npos) return false;
  return one_of(kOtherFolders, first) || (folder(first) && !ascii_digit(s[slash + 1]) && hyphenated(s));
}

// <b>, </p>
bool tag(std::string_view s, std::size_t i) {
  if (s[i] != '<') return false;
  const std::size_t name = i + 1 < s.size() && s[i + 1] == '/' ? i + 2 : i + 1;
  return name < s.size() && ascii_letter(s[name]);
}

// {name}
bool placeholder(std::string_view s, std::size_t i) {
  const std::size_t end = s.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.", i + 1);
  return end != std::string_view::npos && end > i + 1 && ascii_letter(s[i + 1]) && s[end] == '}';
}

// f(), a.b(
bool call(std::string_view s, std::size_t i) {
  if (s[i] != '(' || i == 0 || !ascii_letter(s[i - 1])) return false;
  if (i + 1 < s.size() && s[i + 1] == ')') return true;
  std::size_t b = i;
  while (b > 0 && word_byte(s[b - 1])) --b;
  return b >= 2 && s[b - 1] == '.' && word_byte(s[b - 2]);
}

// The endings of host and file names that are hardly Vietnamese, hosts first: .ts is left out because of "GS.TS".
constexpr std::size_t kHostEndings = 8;
constexpr std::array<std::string_view, 44> kEndings = {
    "com",  "net",  "org", "vn",   "edu", "gov",  "info", "io",   "html", "htm", "php", "txt", "pdf", "doc", "docx",
    "xls",  "xlsx", "ppt", "pptx", "csv", "json", "xml",  "yaml", "yml",  "md",  "py",  "js",  "css", "cpp", "hpp",
    "java", "sh",   "exe", "zip",  "jpg", "jpeg", "png",  "gif",  "mp3",  "mp4", "sql", "cfg", "log", "svg"};

// `from`: the first of kEndings that counts.
bool name_with_ending(std::string_view s, std::size_t dot, std::size_t from = 0) {
  if (s[dot] != '.' || dot == 0 || !word_byte(s[dot - 1])) return false;
  std::size_t e = dot + 1;
  while (e < s.size() && word_byte(s[e])) ++e;
  const std::string_view ending = s.substr(dot + 1, e - dot - 1);
  return std::any_of(kEndings.begin() + from, kEndings.end(), [&](std::string_view known) {
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
    case '{':
      return placeholder(s, i);
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
  if (starts_with_ignoring_case(chunk, "www.") || option_or_variable(chunk) || path(chunk) || relative_path(chunk))
    return true;
  for (std::size_t i = 0; i < chunk.size(); ++i)
    if (sign_of_code(chunk, i)) return true;
  return false;
}

bool names_a_file(std::string_view chunk) {
  if (path(chunk) || relative_path(chunk)) return true;
  if (chunk.find_first_of("@:") != std::string_view::npos) return false;
  for (std::size_t i = 0; i < chunk.size(); ++i)
    if (name_with_ending(chunk, i, kHostEndings)) return true;
  return false;
}

ProtectedChunks::ProtectedChunks(std::string_view line) {
  if (is_code_line(line)) {
    ranges_.push_back({0, line.size()});
    return;
  }
  if (line.find_first_of(":@\\_`#$<(/=-.{") == std::string_view::npos) return;
  std::vector<unicode::Span> spans;
  for_each_code_span(line, [&](unicode::Span span) { spans.push_back(span); });
  std::size_t span = 0;
  std::size_t at = 0;  // up to here everything is judged
  std::string_view before;
  Chunks chunks(line);
  while (const auto chunk = chunks.next()) {
    at = std::max(at, chunk->begin);
    // What stands beside a tag or a quotation is judged without it: of <b>dam</b> only the tags are code.
    for (; span < spans.size() && spans[span].begin < chunk->end; ++span) {
      add_protected_part(line, {at, spans[span].begin});
      add(spans[span]);
      at = spans[span].end;
    }
    if (at < chunk->end) add_protected_part(line, {at, chunk->end});
    const std::string_view text = line.substr(chunk->begin, chunk->end - chunk->begin);
    if (is_option_of_command(before, text)) add(*chunk);
    before = text;
  }
}

void ProtectedChunks::add_protected_part(std::string_view line, unicode::Span part) {
  if (part.begin < part.end && is_protected(line.substr(part.begin, part.end - part.begin))) add(part);
}

void ProtectedChunks::add(unicode::Span span) {
  if (!ranges_.empty() && span.begin < ranges_.back().end) {
    ranges_.back().end = std::max(ranges_.back().end, span.end);
  } else {
    ranges_.push_back(span);
  }
}

bool ProtectedChunks::covers(std::size_t offset) noexcept {
  while (next_ < ranges_.size() && ranges_[next_].end <= offset) ++next_;
  return next_ < ranges_.size() && ranges_[next_].begin <= offset;
}
}  // namespace dau::text
