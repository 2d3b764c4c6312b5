// SPDX-License-Identifier: Apache-2.0
// lines.cc — plain text and JSON lines told apart and cut up.
#include "eval/lines.h"

#include <fmt/format.h>
#include <algorithm>
#include <optional>
#include <utility>

#include "dau/unicode/utf8.h"
#include "eval/limits.h"
#include "eval/python_text.h"

namespace dau::eval {
namespace {
// Of JSON: a sentence twice over, each byte of it as an escape of six, and what else a line holds.
constexpr std::size_t kMaxLineBytes = 16 * kMaxSentenceBytes;

// Where the bytes of a file end that are no text of it.
std::size_t skip_mark(std::string_view bytes) { return bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

Result<void> check_text(const std::string& name, std::string_view text) {
  const auto bad = unicode::find_invalid_utf8(text);
  if (!bad) return {};
  const std::string_view before = text.substr(0, *bad);
  const std::size_t begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto line = std::ranges::count(before, '\n') + 1;
  return Error{Errc::invalid_utf8, fmt::format("not UTF-8 at byte {} of the line", *bad - begin),
               fmt::format("{}:{}", name, line)};
}

// Takes the first line and its end from what is left; returns it without its end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// U'\0' when there is nothing but white space.
char32_t first_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const unicode::CodePoint point = unicode::decode_at(text, i);
    if (!is_space(point.value)) return point.value;
    i += point.size;
  }
  return U'\0';
}

bool is_blank(std::string_view line) { return first_character(line) == U'\0'; }

// Why a file is taken for JSON lines, "" when it was told so; nothing when it is text.
std::optional<std::string_view> why_json(const File& file, std::string_view text) {
  if (file.format == Format::jsonl) return "";
  if (file.format == Format::text) return std::nullopt;
  if (file.name.ends_with(".jsonl")) return "its name ends in .jsonl";
  if (first_character(text) == U'{') return "it begins with {";
  return std::nullopt;
}

// What is asked for of an object, so that a file costs no more memory than its sentences; what is neither a text nor a
// number keeps only its name.
json::Value known_members(const json::Value& object) {
  json::Value out = json::Value::object();
  for (const char* name : {"id", "text", "output", "input", "register", "dialect", "system"}) {
    const auto found = object.find(name);
    if (found == object.end()) continue;
    out[name] = found->is_string() || found->is_number() ? *found : json::Value();
  }
  return out;
}

Result<json::Value> parse_object(std::string_view line, const std::string& at) {
  if (line.size() > kMaxLineBytes)
    return Error{Errc::unsupported,
                 fmt::format("a line of {} bytes, at most {} can be read", line.size(), kMaxLineBytes), at};
  auto value = json::parse(line, "");
  if (!value) {
    const Error& error = value.error();  // at: " at byte 17", or empty where no byte is known
    const std::string byte = error.at.empty() ? "" : error.at + " of the line";
    return Error{Errc::corrupt, error.message + byte, at};
  }
  if (!value->is_object()) return Error{Errc::corrupt, "not a JSON object", at};
  return known_members(*value);
}

// `why` is told with the first line only: once a line was an object there is no doubt about the rest.
Result<void> read_objects(std::string_view rest, std::string_view why, Records& out) {
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::string_view line = take_line(rest);
    if (is_blank(line)) continue;
    Record record{.line = number, .text = {}, .object = {}};
    auto object = parse_object(line, out.at(record));
    if (!object && out.records.empty() && !why.empty())
      return Error{object.error().code, fmt::format("{} (taken for JSON lines: {})", object.error().message, why),
                   object.error().at};
    if (!object) return std::move(object).error();
    record.object = *std::move(object);
    out.records.push_back(std::move(record));
    DAU_CHECK(check_count(out.records.size(), out.name));
  }
  return {};
}

Result<void> read_sentences(std::string_view rest, Records& out) {
  for (std::size_t number = 1; !rest.empty(); ++number) {
    out.records.push_back({.line = number, .text = std::string(take_line(rest)), .object = {}});
    DAU_CHECK(check_count(number, out.name));
  }
  return {};
}
}  // namespace

std::string Records::at(const Record& record) const { return fmt::format("{}:{}", name, record.line); }

Result<Records> read_records(const File& file) {
  const std::string_view text = std::string_view(file.bytes).substr(skip_mark(file.bytes));
  DAU_CHECK(check_text(file.name, text));
  const auto why = why_json(file, text);
  Records out{.name = file.name, .is_json = why.has_value(), .records = {}};
  DAU_CHECK(why ? read_objects(text, *why, out) : read_sentences(text, out));
  return out;
}

Result<std::string> text_of(const Records& from, const Record& record, const char* member) {
  const auto found = record.object.find(member);
  const char* fault = found == record.object.end() ? "missing" : found->is_string() ? nullptr : "not a text";
  if (fault != nullptr) return Error{Errc::corrupt, fmt::format("member \"{}\" is {}", member, fault), from.at(record)};
  return found->get<std::string>();
}
}  // namespace dau::eval
