// SPDX-License-Identifier: Apache-2.0
// read_cases.cc — the lines of a set's file become cases.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/json.h"
#include "dau/eval/files.h"
#include "dau/eval/metrics.h"
#include "dau/unicode/utf8.h"

namespace dau::eval {
namespace {
// The fields of one line, by the names that the layout uses.
class Line {
 public:
  Line(std::string_view text, std::size_t number, const std::string& file)
      : text_(text), number_(number), file_(file) {}

  Error corrupt(std::string message) const {
    return {Errc::corrupt, std::move(message), fmt::format("{}:{}", file_, number_)};
  }
  std::size_t number() const { return number_; }
  std::string_view text() const { return text_; }

  Result<void> parse() {
    DAU_TRY(object_, json::parse(text_, fmt::format("{}:{}", file_, number_)));
    return object_.is_object() ? Result<void>() : corrupt("not a JSON object");
  }

  // Column N of a TSV line.
  Result<std::string> column(const std::string& name) const {
    std::size_t wanted = 0;
    std::from_chars(name.data(), name.data() + name.size(), wanted);
    std::string_view rest = text_;
    for (std::size_t at = 1;; ++at) {
      const std::size_t tab = rest.find('\t');
      if (at == wanted) return std::string(rest.substr(0, tab));
      if (tab == std::string_view::npos) return corrupt(fmt::format("column {} is missing", name));
      rest.remove_prefix(tab + 1);
    }
  }

  Result<std::string> member(const std::string& name) const {
    const auto found = object_.find(name);
    if (found == object_.end()) return corrupt(fmt::format("member \"{}\" is missing", name));
    return found->is_string() ? found->get<std::string>() : json::dump(*found);
  }

  // A reference may be a list, of which any is right.
  Result<void> references(const std::string& name, Case& one) const {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_array()) {
      DAU_TRY(one.reference, member(name));
      return {};
    }
    for (const json::Value& element : *found)
      one.references.push_back(element.is_string() ? element.get<std::string>() : json::dump(element));
    if (one.references.empty()) return corrupt(fmt::format("member \"{}\" is empty", name));
    one.reference = one.references.front();
    one.references.erase(one.references.begin());
    return {};
  }

 private:
  std::string_view text_;
  std::size_t number_;
  const std::string& file_;
  json::Value object_;
};

std::string made_input(const SetLayout& layout, const std::string& reference) {
  switch (layout.make_input) {
    case SetLayout::MakeInput::strip:
      return strip_diacritics(reference);
    case SetLayout::MakeInput::split:
      return split_words(reference);
    case SetLayout::MakeInput::none:
      break;
  }
  return reference;
}

Result<Case> read_case(const SetFile& set, Line& line) {
  const SetLayout& layout = set.layout;
  Case one{.id = std::to_string(line.number()),
           .input = {},
           .reference = {},
           .references = {},
           .register_name = set.register_name,
           .dialect = set.dialect,
           .kind = {}};
  if (layout.format == SetLayout::Format::lines) {
    one.reference = line.text();
    one.input = made_input(layout, one.reference);
    return one;
  }
  const bool tsv = layout.format == SetLayout::Format::tsv;
  if (!tsv) DAU_CHECK(line.parse());
  const auto field = [&](const std::string& name, std::string& into) -> Result<void> {
    if (name.empty()) return {};
    DAU_TRY(into, tsv ? line.column(name) : line.member(name));
    return {};
  };
  DAU_CHECK(tsv ? field(layout.reference, one.reference) : line.references(layout.reference, one));
  one.input = made_input(layout, one.reference);
  DAU_CHECK(field(layout.id, one.id));
  DAU_CHECK(field(layout.input, one.input));
  DAU_CHECK(field(layout.register_name, one.register_name));
  DAU_CHECK(field(layout.dialect, one.dialect));
  DAU_CHECK(field(layout.kind, one.kind));
  if (layout.make_input != SetLayout::MakeInput::none && !layout.input.empty())
    one.input = made_input(layout, one.input);
  return one;
}
// Adds the cases of one file.
Result<void> read_part(const SetFile& set, const SetPart& part, std::string_view bytes, std::vector<Case>& cases,
                       std::set<std::string, std::less<>>& ids) {
  if (bytes.size() > kMaxSetBytes)
    return Error{Errc::corrupt, fmt::format("larger than {} bytes", kMaxSetBytes), part.file};
  if (const std::string found = sha256_hex(as_bytes(bytes)); !part.sha256.empty() && found != part.sha256)
    return Error{Errc::corrupt,
                 fmt::format("not the file of set {}: its SHA-256 is {}, expected {}", set.id, found, part.sha256),
                 part.file};
  if (const auto bad = unicode::find_invalid_utf8(bytes))
    return Error{Errc::invalid_utf8, "not UTF-8", at_byte(part.file, *bad)};
  std::size_t number = 0;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view text = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (text.ends_with('\r')) text.remove_suffix(1);
    ++number;
    if (text.empty()) continue;
    Line line(text, number, part.file);
    DAU_TRY(Case one, read_case(set, line));
    if (!ids.insert(one.id).second) return line.corrupt(fmt::format("the id \"{}\" is there twice", one.id));
    cases.push_back(std::move(one));
  }
  return {};
}
}  // namespace

Result<std::vector<Case>> read_cases(const SetFile& set, std::span<const std::string> contents) {
  if (contents.size() != set.parts.size())
    return Error{Errc::invalid_argument, fmt::format("{} files, expected {}", contents.size(), set.parts.size()),
                 set.id};
  std::vector<Case> cases;
  std::set<std::string, std::less<>> ids;
  for (std::size_t i = 0; i < contents.size(); ++i) DAU_CHECK(read_part(set, set.parts[i], contents[i], cases, ids));
  if (cases.empty()) return Error{Errc::corrupt, "no cases", set.id};
  if (set.cases != 0 && cases.size() != set.cases)
    return Error{Errc::corrupt, fmt::format("{} cases, expected {}", cases.size(), set.cases), set.id};
  return cases;
}

std::string digest_of(const SetFile& set, std::span<const std::string> contents) {
  if (contents.size() == 1) return sha256_hex(as_bytes(contents[0]));
  std::string lines;
  for (std::size_t i = 0; i < contents.size() && i < set.parts.size(); ++i)
    lines += fmt::format("{}  {}\n", sha256_hex(as_bytes(contents[i])), set.parts[i].file);
  return sha256_hex(as_bytes(lines));
}
}  // namespace dau::eval
