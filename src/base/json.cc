// SPDX-License-Identifier: Apache-2.0
// json.cc — parse, dump and look-ups; exceptions of the JSON library end here.
#include "base/json.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace dau::json {
namespace {
constexpr std::size_t kTextPart = 4096;  // bytes of a text that are dumped at a time

struct Source {
  const std::string& name;
  std::uint64_t origin = 0;  // offset of the text in it
};

// The offset of the bracket that lies too deep, or npos. What is not JSON may give a wrong answer, but the parser
// refuses it anyway, and it works without recursion.
std::size_t find_too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') ++i;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if ((c == '[' || c == '{') && ++depth > kMaxDepth) return i;
    if (c == ']' || c == '}') --depth;
  }
  return std::string_view::npos;
}

// The last character boundary of `text` that is not beyond `limit`.
std::size_t boundary(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text.size();
  std::size_t at = limit;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at == 0 ? limit : at;  // no UTF-8: U+FFFD in any case
}

Error corrupt(std::string message, const Source& source, std::size_t offset) {
  return {Errc::corrupt, std::move(message), at_byte(source.name, source.origin + offset)};
}

Error bad_member(std::string_view where, const char* name, std::string_view fault) {
  return {Errc::corrupt, fmt::format("{}: member \"{}\" is {}", where, name, fault), std::string(where)};
}

// `seen` is told of every event of the parser, and says whether to keep the value: always.
Result<Value> parse_with(std::string_view text, const Source& source, const Value::parser_callback_t& seen) {
  if (const std::size_t deep = find_too_deep(text); deep != std::string_view::npos)
    return corrupt(fmt::format("JSON is nested deeper than {}", kMaxDepth), source, deep);
  try {
    return Value::parse(text, seen);
  } catch (const nlohmann::json::parse_error& error) {
    return corrupt(fault_of(error), source, error.byte == 0 ? 0 : error.byte - 1);
  } catch (const nlohmann::json::exception&) {  // a number too large for a double
    return Error{Errc::corrupt, "a JSON number is out of range", source.name};
  }
}

// Collects the names of each object that is open, and the first name that comes twice in one.
class Names {
 public:
  bool see(Value::parse_event_t event, const Value& parsed) {
    if (event == Value::parse_event_t::object_start) open_.emplace_back();
    if (event == Value::parse_event_t::object_end) open_.pop_back();
    if (event == Value::parse_event_t::key && !open_.back().insert(parsed.get<std::string>()).second && !twice_)
      twice_ = parsed.get<std::string>();
    return true;
  }
  const std::optional<std::string>& twice() const { return twice_; }

 private:
  std::vector<std::set<std::string>> open_;
  std::optional<std::string> twice_;
};
}  // namespace

Result<Value> parse(std::string_view text, const std::string& name, std::uint64_t origin) {
  return parse_with(text, {name, origin}, nullptr);
}

Result<Value> parse_unique(std::string_view text, const std::string& name) {
  Names names;
  DAU_TRY(Value value, parse_with(text, {name}, [&](int, Value::parse_event_t event, const Value& parsed) {
            return names.see(event, parsed);
          }));
  if (names.twice()) return Error{Errc::corrupt, fmt::format("\"{}\" is there twice", *names.twice()), name};
  return value;
}

// The library's own words name the surrogates only where one of them is at fault.
std::string fault_of(const nlohmann::json::exception& error) {
  const bool surrogate = std::string_view(error.what()).find(": surrogate U+") != std::string_view::npos;
  return surrogate ? "not valid JSON: \\u escape of half a surrogate pair" : "not valid JSON";
}

std::string dump(const Value& value, int indent) {
  return value.dump(indent, ' ', false, Value::error_handler_t::replace);
}

Result<std::string> dump_checked(const Value& value, int indent) {
  try {
    return value.dump(indent, ' ', false, Value::error_handler_t::strict);
  } catch (const nlohmann::json::type_error&) {
    return Error{Errc::invalid_utf8, "a text is not UTF-8"};
  }
}

void ObjectWriter::name(std::string_view name) {
  if (!std::exchange(first_member_, false)) out_ += ',';
  out_.append(dump(Value(name))).append(":");
}

void ObjectWriter::begin_text(std::string_view name) {
  this->name(name);
  out_ += '"';
}

void ObjectWriter::add_text(std::string_view part) {
  while (!part.empty()) {
    const std::size_t size = boundary(part, kTextPart);
    pending_ += part.substr(0, size);
    part.remove_prefix(size);
    if (pending_.size() >= kTextPart) write_pending();
  }
}

void ObjectWriter::write_pending() {
  const std::string quoted = dump(Value(std::exchange(pending_, {})));
  out_.append(quoted, 1, quoted.size() - 2);
}

void ObjectWriter::end_text() {
  write_pending();
  out_ += '"';
}

void ObjectWriter::begin_array(std::string_view name) {
  this->name(name);
  out_ += '[';
  first_element_ = true;
}

void ObjectWriter::add_element(const Value& value) {
  if (!std::exchange(first_element_, false)) out_ += ',';
  out_ += dump(value);
}

void ObjectWriter::end_array() { out_ += ']'; }

Result<const Value*> member(const Value& object, const char* name, std::string_view where) {
  if (!object.is_object()) return Error{Errc::corrupt, fmt::format("{} is not an object", where), std::string(where)};
  const auto found = object.find(name);
  if (found == object.end()) return bad_member(where, name, "missing");
  return &*found;
}

Result<std::string> text_member(const Value& object, const char* name, std::string_view where) {
  DAU_TRY(const Value* value, member(object, name, where));
  if (!value->is_string()) return bad_member(where, name, "not a text");
  return value->get<std::string>();
}

Result<double> number_member(const Value& object, const char* name, std::string_view where) {
  DAU_TRY(const Value* value, member(object, name, where));
  if (!value->is_number()) return bad_member(where, name, "not a number");
  return value->get<double>();
}

Result<const Value*> array_member(const Value& object, const char* name, std::string_view where) {
  DAU_TRY(const Value* value, member(object, name, where));
  if (!value->is_array()) return bad_member(where, name, "not an array");
  return value;
}
}  // namespace dau::json
