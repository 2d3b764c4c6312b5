// SPDX-License-Identifier: Apache-2.0
// jsonl_fuzzer.cc — any line either gets its result, everything else byte for byte as it was, or is an error that says
// why. What the JSON library makes of the whole line decides who is right.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json.h"
#include "cli/jsonl.h"

namespace {
using dau::json::Value;

constexpr std::string_view kField = "text", kName = "out";

void demand(bool condition) {
  if (!condition) std::abort();
}

std::string written(const dau::cli::JsonLine& parts, std::string_view value) {
  return std::string(parts.before).append(parts.label).append(value).append(parts.after);
}

// `before` with the member set, as the library would do it.
void check_members(const Value& before, const Value& after, const Value& result) {
  Value expected = before;
  expected[std::string(kName)] = result;
  demand(after == expected);
}

void check_written(std::string_view line, const dau::cli::JsonLine& parts) {
  demand(line.starts_with(parts.before) && line.ends_with(parts.after));
  const std::string once = written(parts, "[\"r\", 1]");
  const auto again = dau::cli::take_apart(once, kField, kName);
  demand(again && again->text == parts.text && again->label.empty());
  demand(written(*again, "[\"r\", 1]") == once);
  const auto before = dau::json::parse(line);
  if (!before) return demand(before.error().message == "a JSON number is out of range");
  const auto after = dau::json::parse(once);
  demand(after && before->at(std::string(kField)) == parts.text);
  check_members(*before, *after, {"r", 1});
}

// An error is right when the library finds one too, or the object is one that we refuse.
void check_refused(std::string_view line, const dau::Error& error) {
  demand(error.code == dau::Errc::invalid_input && !error.message.empty());
  const auto value = dau::json::parse(line);
  if (error.message.starts_with("not valid JSON")) return demand(!value || line.find('\0') != std::string_view::npos);
  if (error.message.starts_with("JSON is nested deeper")) return demand(!value);
  if (!value) return;
  if (error.message.starts_with("not a JSON object")) return demand(!value->is_object());
  demand(value->is_object());
  const auto field = value->find(std::string(kField));
  if (error.message.ends_with("is missing")) return demand(field == value->end());
  if (error.message.find("is not a text") != std::string::npos)
    return demand(field != value->end() && !field->is_string());
  demand(error.message.find("is there twice") != std::string::npos);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto parts = dau::cli::take_apart(line, kField, kName);
  if (parts)
    check_written(line, *parts);
  else
    check_refused(line, parts.error());
  return 0;
}
