// SPDX-License-Identifier: Apache-2.0
// lexicons.cc — lines of fields between tabs; "#" begins a comment.
#include "text/correct/lexicons.h"

#include <charconv>

#include "base/bytes.h"
#include "dau/unicode/utf8.h"
#include "text/correct/letters.h"
#include "text/lattice.h"

namespace dau::text {
namespace {
std::vector<std::string> split(std::string_view line, char at) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(at, begin), line.size());
    fields.emplace_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return fields;
}

// Calls take(fields) for each line; what it finds wrong becomes an error that names the line.
template <class Take>
Result<void> each_line(std::string_view text, std::string_view name, std::size_t fields, Take&& take) {
  std::size_t number = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> got = split(line, '\t');
    if (got.size() != fields || !take(got))
      return Error{Errc::corrupt, "not an entry: \"" + line + "\"", std::string(name) + ":" + std::to_string(number)};
  }
  return {};
}

// Letters a–z, digits and ç (as kCedilla).
bool read_letters(const std::string& text, std::string& out) {
  TypedWord word;
  if (text.empty() || text.size() > 4 || !word.read(text) || word.carries_marks()) return false;
  out = word.bases();
  return true;
}

bool read_place(const std::string& text, Rewrite::Place& place) {
  constexpr std::string_view kNames[] = {"any", "onset", "coda", "capital", "title"};
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (text != kNames[i]) continue;
    place = static_cast<Rewrite::Place>(i);
    return true;
  }
  return false;
}

bool read_kind(std::string_view text, ChatEntry::Kind& kind) {
  using Kind = ChatEntry::Kind;
  constexpr std::pair<std::string_view, Kind> kKinds[] = {
      {"sure", Kind::sure}, {"likely", Kind::likely}, {"single", Kind::single}, {"dialect", Kind::dialect}};
  for (const auto& [name, value] : kKinds)
    if (text == name) return kind = value, true;
  return false;
}

bool read_cost(const std::string& text, Cost& cost) {
  int tenths = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), tenths);
  if (error != std::errc() || end != text.data() + text.size() || tenths < 0 || tenths > 500) return false;
  cost = static_cast<Cost>(tenths * kCostPerNat / 10);
  return true;
}
}  // namespace

Result<void> Lexicons::read_chat(std::string_view text) {
  return each_line(text, "chat", 3, [&](const std::vector<std::string>& f) {
    ChatEntry entry{split(f[1], ' '), ChatEntry::Kind::sure};
    if (!read_kind(f[2], entry.kind)) return false;
    for (const std::string& syllable : entry.meant)
      if (syllable.empty() || syllable.size() > 24) return false;
    if (f[0].empty() || entry.meant.size() > 4) return false;
    chat_[f[0]].push_back(std::move(entry));
    return true;
  });
}

Result<void> Lexicons::read_rewrites(std::string_view text) {
  return each_line(text, "rewrites", 5, [&](const std::vector<std::string>& f) {
    Rewrite r;
    const auto channel = channel_of(f[0]);
    if (!channel || !read_letters(f[1], r.typed) || !read_letters(f[2], r.meant)) return false;
    if (!read_place(f[3], r.place) || !read_cost(f[4], r.cost)) return false;
    r.channel = *channel;
    rewrites_[static_cast<unsigned char>(r.typed[0]) & 127u].push_back(std::move(r));
    return true;
  });
}

Result<Lexicons> Lexicons::open(const model::Container& container) {
  Lexicons lexicons;
  DAU_TRY(const auto chat, container.section("chat"));
  DAU_TRY(const auto rewrites, container.section("rewrites"));
  for (const auto& bytes : {chat, rewrites})
    if (unicode::find_invalid_utf8(as_text(bytes)))
      return Error{Errc::corrupt, "a lexicon is not UTF-8", std::string(container.path())};
  DAU_CHECK(lexicons.read_chat(as_text(chat)));
  DAU_CHECK(lexicons.read_rewrites(as_text(rewrites)));
  return lexicons;
}

const std::vector<ChatEntry>& Lexicons::chat(std::string_view word) const {
  static const std::vector<ChatEntry> kNone;
  const auto at = chat_.find(word);
  return at == chat_.end() ? kNone : at->second;
}
}  // namespace dau::text
