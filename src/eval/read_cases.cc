// SPDX-License-Identifier: Apache-2.0
// read_cases.cc — the lines of a set's file become cases.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
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

  // The member of an array of texts as lines, "A. " and so on before those that have no letter.
  Result<std::string> choices(const std::string& name) const {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_array() || found->empty() || found->size() > 26)
      return corrupt(fmt::format("member \"{}\" is not an array of 1 to 26 choices", name));
    std::string lines;
    char letter = 'A';
    for (const json::Value& choice : *found) {
      if (!choice.is_string()) return corrupt(fmt::format("member \"{}\" has a choice that is no text", name));
      const std::string& text = choice.get_ref<const std::string&>();
      const bool lettered = text.size() > 1 && text[0] == letter && (text[1] == '.' || text[1] == ')');
      lines += lettered ? fmt::format("\n{}", text) : fmt::format("\n{}. {}", letter, text);
      ++letter;
    }
    return lines;
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
           .kind = {},
           .source = {}};
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
  if (tsv || layout.reference.empty())
    DAU_CHECK(field(layout.reference, one.reference));
  else
    DAU_CHECK(line.references(layout.reference, one));
  one.input = made_input(layout, one.reference);
  DAU_CHECK(field(layout.id, one.id));
  DAU_CHECK(field(layout.input, one.input));
  DAU_CHECK(field(layout.register_name, one.register_name));
  DAU_CHECK(field(layout.dialect, one.dialect));
  DAU_CHECK(field(layout.kind, one.kind));
  DAU_CHECK(field(layout.source, one.source));
  if (layout.make_input != SetLayout::MakeInput::none && !layout.input.empty())
    one.input = made_input(layout, one.input);
  if (!layout.choices.empty()) {
    DAU_TRY(const std::string choices, line.choices(layout.choices));
    one.input += choices;
  }
  if (!layout.context.empty()) {
    DAU_TRY(const std::string context, line.member(layout.context));
    one.input = context + "\n\n" + one.input;
  }
  return one;
}

// The lines of a file that are not empty, with their numbers.
template <class Each>
Result<void> each_line(std::string_view bytes, const Each& each) {
  std::size_t number = 0;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view text = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (text.ends_with('\r')) text.remove_suffix(1);
    ++number;
    if (!text.empty()) DAU_CHECK(each(text, number));
  }
  return {};
}

// Cases by id.
using Ids = std::map<std::string, std::size_t, std::less<>>;

Result<void> add_case(Case one, const std::string& where, std::vector<Case>& cases, Ids& ids) {
  if (!ids.emplace(one.id, cases.size()).second)
    return Error{Errc::corrupt, fmt::format("the id \"{}\" is there twice", one.id), where};
  cases.push_back(std::move(one));
  return {};
}

// The file is that of the set, and text.
Result<void> check_part(const SetFile& set, const SetPart& part, std::string_view bytes) {
  if (bytes.size() > kMaxSetBytes)
    return Error{Errc::corrupt, fmt::format("larger than {} bytes", kMaxSetBytes), part.file};
  if (const std::string found = sha256_hex(as_bytes(bytes)); !part.sha256.empty() && found != part.sha256)
    return Error{Errc::corrupt,
                 fmt::format("not the file of set {}: its SHA-256 is {}, expected {}", set.id, found, part.sha256),
                 part.file};
  if (const auto bad = unicode::find_invalid_utf8(bytes); bad && part.role != SetPart::Role::corpus)
    return Error{Errc::invalid_utf8, "not UTF-8", at_byte(part.file, *bad)};
  return {};
}

Result<void> add_lines(const SetFile& set, const SetPart& part, std::string_view bytes, std::vector<Case>& cases,
                       Ids& ids) {
  return each_line(bytes, [&](std::string_view text, std::size_t number) -> Result<void> {
    Line line(text, number, part.file);
    DAU_TRY(Case one, read_case(set, line));
    return add_case(std::move(one), fmt::format("{}:{}", part.file, number), cases, ids);
  });
}

// "case<TAB>document<TAB>gain": a gain of 0 is not relevant.
Result<void> add_relevant(const SetPart& part, std::string_view bytes, std::vector<Case>& cases, const Ids& ids) {
  return each_line(bytes, [&](std::string_view text, std::size_t number) -> Result<void> {
    const Line line(text, number, part.file);
    DAU_TRY(const std::string id, line.column("1"));
    DAU_TRY(std::string document, line.column("2"));
    DAU_TRY(const std::string gain, line.column("3"));
    const auto found = ids.find(id);
    if (found == ids.end()) return line.corrupt(fmt::format("no case \"{}\"", id));
    Case& one = cases[found->second];
    if (gain == "0") return {};
    if (one.reference.empty())
      one.reference = std::move(document);
    else
      one.references.push_back(std::move(document));
    return {};
  });
}

// Two files, a line of each a case; an empty line is an empty text, so that no line is out of step.
Result<std::vector<Case>> read_parallel(const SetFile& set, std::span<const std::string> contents) {
  std::array<std::vector<std::string>, 2> sides;
  for (std::size_t i = 0; i < 2; ++i) {
    std::string_view bytes = contents[i];
    while (!bytes.empty()) {
      const std::size_t end = std::min(bytes.find('\n'), bytes.size());
      std::string_view text = bytes.substr(0, end);
      if (text.ends_with('\r')) text.remove_suffix(1);
      sides[i].emplace_back(text);
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
  }
  if (sides[0].size() != sides[1].size())
    return Error{Errc::corrupt, fmt::format("{} lines, {} has {}", sides[1].size(), set.parts[0].file, sides[0].size()),
                 set.parts[1].file};
  std::vector<Case> cases;
  for (std::size_t i = 0; i < sides[0].size(); ++i)
    cases.push_back({std::to_string(i + 1), sides[0][i], sides[1][i], {}, set.register_name, set.dialect, {}, {}});
  return cases;
}

// A question of SQuAD: its answers, or, of one that has none, the empty text.
Result<Case> read_question(const SetFile& set, const json::Value& question, const std::string& context,
                           const std::string& where) {
  DAU_TRY(const std::string id, json::text_member(question, "id", "question"));
  DAU_TRY(const std::string text, json::text_member(question, "question", id));
  Case one{id, context + "\n\n" + text, {}, {}, set.register_name, set.dialect, {}, {}};
  const auto impossible = question.find("is_impossible");
  if (impossible != question.end() && impossible->is_boolean() && impossible->get<bool>()) {
    one.kind = "unanswerable";
    return one;
  }
  DAU_TRY(const json::Value* answers, json::array_member(question, "answers", id));
  for (const json::Value& answer : *answers) {
    DAU_TRY(std::string words, json::text_member(answer, "text", id));
    if (one.reference.empty())
      one.reference = std::move(words);
    else if (words != one.reference && std::ranges::find(one.references, words) == one.references.end())
      one.references.push_back(std::move(words));
  }
  if (one.reference.empty()) return Error{Errc::corrupt, fmt::format("question \"{}\" has no answer", id), where};
  return one;
}

Result<std::vector<Case>> read_articles(const SetFile& set, const std::string& bytes) {
  const std::string& where = set.parts.front().file;
  DAU_TRY(const json::Value file, json::parse(bytes, where));
  DAU_TRY(const json::Value* data, json::array_member(file, "data", "file"));
  std::vector<Case> cases;
  Ids ids;
  for (const json::Value& article : *data) {
    DAU_TRY(const json::Value* paragraphs, json::array_member(article, "paragraphs", "article"));
    for (const json::Value& paragraph : *paragraphs) {
      DAU_TRY(const std::string context, json::text_member(paragraph, "context", "paragraph"));
      DAU_TRY(const json::Value* questions, json::array_member(paragraph, "qas", "paragraph"));
      for (const json::Value& question : *questions) {
        DAU_TRY(Case one, read_question(set, question, context, where));
        DAU_CHECK(add_case(std::move(one), where, cases, ids));
      }
    }
  }
  return cases;
}

Result<std::vector<Case>> read_squad(const SetFile& set, const std::string& bytes) {
  Result<std::vector<Case>> cases = read_articles(set, bytes);
  if (cases) return cases;
  Error error = cases.error();
  if (!error.at.starts_with(set.parts.front().file)) error.at = set.parts.front().file;
  return error;
}

Result<std::vector<Case>> read_listed(const SetFile& set, std::span<const std::string> contents) {
  std::vector<Case> cases;
  Ids ids;
  for (std::size_t i = 0; i < contents.size(); ++i)
    if (set.parts[i].role == SetPart::Role::cases) DAU_CHECK(add_lines(set, set.parts[i], contents[i], cases, ids));
  for (std::size_t i = 0; i < contents.size(); ++i) {
    if (set.parts[i].role != SetPart::Role::relevant) continue;
    for (Case& one : cases) one.reference.clear();
    DAU_CHECK(add_relevant(set.parts[i], contents[i], cases, ids));
    for (const Case& one : cases)
      if (one.reference.empty())
        return Error{Errc::corrupt, fmt::format("nothing is relevant to case \"{}\"", one.id), set.parts[i].file};
  }
  return cases;
}
}  // namespace

Result<std::vector<Case>> read_cases(const SetFile& set, std::span<const std::string> contents) {
  if (contents.size() != set.parts.size())
    return Error{Errc::invalid_argument, fmt::format("{} files, expected {}", contents.size(), set.parts.size()),
                 set.id};
  for (std::size_t i = 0; i < contents.size(); ++i) DAU_CHECK(check_part(set, set.parts[i], contents[i]));
  const SetLayout::Format format = set.layout.format;
  DAU_TRY(std::vector<Case> cases, format == SetLayout::Format::parallel ? read_parallel(set, contents)
                                   : format == SetLayout::Format::squad  ? read_squad(set, contents.front())
                                                                         : read_listed(set, contents));
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
