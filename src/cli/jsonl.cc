// SPDX-License-Identifier: Apache-2.0
// jsonl.cc — where in a line of JSON its result belongs.
#include "cli/jsonl.h"

#include <fmt/format.h>

#include "base/json.h"
#include "base/json_members.h"

namespace dau::cli {
namespace {
Error bad_line(std::string message) { return {Errc::invalid_input, std::move(message)}; }
}  // namespace

std::string json_string(std::string_view text) { return json::dump(json::Value(text)); }

Result<JsonLine> take_apart(std::string_view line, std::string_view field, std::string_view name) {
  const std::string_view names[] = {field, name};
  auto members = json::find_members(line, names);
  if (!members) return bad_line(members.error().message + " of the line");
  auto& read = members->places[0];
  const auto& written = members->places[1];
  if (!read) return bad_line(fmt::format("member \"{}\" is missing", field));
  if (!read->text)
    return bad_line(fmt::format("member \"{}\" is not a text at byte {} of the line", field, read->begin));
  const std::size_t begin = written ? written->begin : members->end;
  const std::size_t end = written ? written->end : members->brace;
  return JsonLine{*std::move(read->text), line.substr(0, begin), written ? "" : fmt::format(",{}:", json_string(name)),
                  line.substr(end)};
}
}  // namespace dau::cli
