// SPDX-License-Identifier: Apache-2.0
// settings.cc — the field list of all settings, and which of their sources decides.
#include "cli/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/file.h"
#include "base/json.h"
#include "dau/text/restore.h"

namespace dau::cli {
namespace {
constexpr std::uint64_t kMaxFileSize = 1 << 20;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// The settings file as an object; empty when there is none.
Result<json::Value> read_settings(const std::string& path) {
  if (path.empty()) return json::Value::object();
  auto text = read_file(path, kMaxFileSize);
  if (!text && text.error().code == Errc::not_found) return json::Value::object();
  if (!text) return std::move(text).error();
  DAU_TRY(json::Value value, json::parse(*text, path));
  if (!value.is_object()) return Error{Errc::corrupt, "not a JSON object", path};
  const auto all = settings();
  for (const auto& [key, ignored] : value.items())
    if (std::ranges::find(all, key, settings_key) == all.end())
      return Error{Errc::invalid_argument, fmt::format("\"{}\" is not a setting", key), path};
  return value;
}

Result<Value> from_sources(const Option& option, const CommandLine& line, const json::Value& file,
                           const std::string& path) {
  if (const auto given = line.options.find(option.name); given != line.options.end())
    return Value{given->second, fmt::format("--{}", option.name)};
  if (!option.setting) return Value{option.fallback, "default"};
  const std::string variable = variable_name(option);
  if (std::string text = environment(variable.c_str()); !text.empty()) return Value{std::move(text), variable};
  const auto member = file.find(settings_key(option));
  if (member == file.end()) return Value{option.fallback, "default"};
  return Value{member->is_string() ? member->get<std::string>() : json::dump(*member), path};
}

// What errors call the place: the file's path alone would not name the key.
std::string place_of(const Value& value, const Option& option, const std::string& path) {
  return value.source == path ? fmt::format("{}: {}", path, settings_key(option)) : value.source;
}
}  // namespace

std::vector<Option> settings() {
  const text::RestoreOptions restore;
  return {
      {"model", "PATH", "model to use: first found, see dau info", "", {}, true},
      {"kernels", "best|amx|avx512vnni|avx2|scalar", "instruction set to use", "best", {}, true},
      {"threads", "N", "lines worked on at a time, 1 to 64", "1", Range{1, 64, true}, true},
      {"on-error", "stop|skip|replace", "a bad line: end, pass it on, U+FFFD", "stop", {}, true},
      {"tone", "follow|old|new", "write hòa (old), hoà (new)", "follow", {}, true},
      {"beam", "N", "candidates kept per syllable, 1 to 16", fmt::format("{}", restore.beam), Range{1, 16, true}, true},
      {"min-confidence", "P", "leave edits below P alone, 0 to 1", fmt::format("{}", restore.min_confidence),
       Range{0, 1, false}, true},
  };
}

Option setting(std::string_view name) {
  const auto all = settings();
  return *std::ranges::find(all, name, &Option::name);
}

std::string settings_path() {
  const std::string folder = environment("XDG_CONFIG_HOME");
  if (!folder.empty()) return folder + "/dau/config.json";
  const std::string home = environment("HOME");
  return home.empty() ? std::string() : home + "/.config/dau/config.json";
}

Result<Args> resolve(const std::vector<Option>& options, const CommandLine& line) {
  const std::string path = settings_path();
  DAU_TRY(const json::Value file, read_settings(path));
  std::map<std::string, Value, std::less<>> values;
  for (const Option& option : options) {
    DAU_TRY(Value value, from_sources(option, line, file, path));
    if (value.source != "default") DAU_CHECK(check(option, value.text, place_of(value, option, path)));
    values.emplace(option.name, std::move(value));
  }
  return Args(std::move(values), line.operands);
}
}  // namespace dau::cli
