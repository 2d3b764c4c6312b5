// SPDX-License-Identifier: Apache-2.0
// jsonl.cc — reads a line as JSON, and adds to its text rather than writing it anew.
#include "cli/jsonl.h"

#include <fmt/format.h>

#include "base/json.h"

namespace dau::cli {
namespace {
// `line` ends in "}", white space aside, and has a member before it.
std::string spliced(std::string_view line, std::string_view member) {
  const std::size_t brace = line.rfind('}');
  const std::size_t last = line.find_last_not_of(" \t\r", brace - 1);
  return fmt::format("{},{}{}", line.substr(0, last + 1), member, line.substr(brace));
}
}  // namespace

std::string json_string(std::string_view text) { return json::dump(json::Value(text)); }

Result<void> add_member(std::string_view line, const std::string& field, const std::string& name,
                        const std::function<Result<std::string>(std::string_view)>& value_of, std::string& out) {
  auto parsed = json::parse(line);
  if (!parsed) return Error{Errc::corrupt, parsed.error().message};
  json::Value& object = *parsed;
  if (!object.is_object()) return Error{Errc::corrupt, "not a JSON object"};
  const auto text = object.find(field);
  if (text == object.end()) return Error{Errc::corrupt, fmt::format("member \"{}\" is missing", field)};
  if (!text->is_string()) return Error{Errc::corrupt, fmt::format("member \"{}\" is not a text", field)};
  DAU_TRY(const std::string value, value_of(text->get_ref<const std::string&>()));
  if (!object.contains(name)) {
    out += spliced(line, fmt::format("{}:{}", json_string(name), value));
    return {};
  }
  DAU_TRY(object[name], json::parse(value));
  out += json::dump(object);
  return {};
}
}  // namespace dau::cli
