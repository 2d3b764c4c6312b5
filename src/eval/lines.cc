// SPDX-License-Identifier: Apache-2.0
// lines.cc — plain text and JSON lines told apart and cut up.
#include "eval/lines.h"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "dau/unicode/utf8.h"
#include "eval/python_text.h"

namespace dau::eval {
namespace {
Result<void> check_text(const File& file) {
  const auto bad = unicode::find_invalid_utf8(file.bytes);
  if (!bad) return {};
  const std::string_view before = std::string_view(file.bytes).substr(0, *bad);
  const std::size_t begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto line = std::ranges::count(before, '\n') + 1;
  return Error{Errc::invalid_utf8, fmt::format("not UTF-8 at byte {} of the line", *bad - begin),
               fmt::format("{}:{}", file.name, line)};
}

// The lines without their ends; what follows the last line feed is a line unless it is empty.
std::vector<std::string_view> lines_of(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_blank(std::string_view line) { return split(line).empty(); }

// A plain file whose first sentence happens to be a JSON object is not expected.
bool looks_like_json(const std::vector<std::string_view>& lines) {
  const auto first = std::ranges::find_if_not(lines, is_blank);
  if (first == lines.end()) return false;
  const auto value = json::parse(*first);
  return value && value->is_object();
}

Result<json::Value> parse_object(std::string_view line, const std::string& at) {
  auto value = json::parse(line);
  if (!value) return Error{Errc::corrupt, value.error().message, at};
  if (!value->is_object()) return Error{Errc::corrupt, "not a JSON object", at};
  return value;
}

Result<void> read_objects(const std::vector<std::string_view>& lines, Records& out) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_blank(lines[i])) continue;
    Record record{.line = i + 1, .text = {}, .object = {}};
    DAU_TRY(record.object, parse_object(lines[i], out.at(record)));
    out.records.push_back(std::move(record));
  }
  return {};
}
}  // namespace

std::string Records::at(const Record& record) const { return fmt::format("{}:{}", name, record.line); }

Result<Records> read_records(const File& file) {
  DAU_CHECK(check_text(file));
  const std::vector<std::string_view> lines = lines_of(file.bytes);
  Records out{.name = file.name, .is_json = looks_like_json(lines), .records = {}};
  if (out.is_json) {
    DAU_CHECK(read_objects(lines, out));
    return out;
  }
  for (std::size_t i = 0; i < lines.size(); ++i)
    out.records.push_back({.line = i + 1, .text = std::string(lines[i]), .object = {}});
  return out;
}

Result<std::string> text_of(const Records& from, const Record& record, const char* member) {
  const auto found = record.object.find(member);
  const char* fault = found == record.object.end() ? "missing" : found->is_string() ? nullptr : "not a text";
  if (fault != nullptr) return Error{Errc::corrupt, fmt::format("member \"{}\" is {}", member, fault), from.at(record)};
  return found->get<std::string>();
}
}  // namespace dau::eval
