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

// What the settings file says, by key.
using Texts = std::map<std::string, std::string, std::less<>>;

// A number where the option takes one, else a text.
Result<std::string> text_of(const Option& option, const json::Value& value, const std::string& where) {
  if (option.range && value.is_number()) return json::dump(value);
  if (!option.range && value.is_string()) return value.get<std::string>();
  const std::string_view found = value.is_string() ? "text" : value.type_name();
  return Error{Errc::invalid_argument,
               fmt::format("a {} is expected, not {} {}", option.range ? "number" : "text",
                           found.starts_with('a') || found.starts_with('o') ? "an" : "a", found),
               where};
}

// All of the file is checked, whichever settings the command has, so that a slip shows at once.
Result<Texts> texts_of(const json::Value& object, const std::string& path) {
  Texts texts;
  const auto all = settings();
  for (const auto& [key, value] : object.items()) {
    const auto option = std::ranges::find(all, key, settings_key);
    if (option == all.end()) return Error{Errc::invalid_argument, fmt::format("\"{}\" is not a setting", key), path};
    const std::string where = fmt::format("{}: {}", path, key);
    DAU_TRY(std::string text, text_of(*option, value, where));
    if (text.empty()) continue;
    DAU_CHECK(check(*option, text, where));
    texts.emplace(key, std::move(text));
  }
  return texts;
}

// Empty when there is no file.
Result<Texts> read_settings(const std::string& path) {
  if (path.empty()) return Texts();
  auto text = read_file(path, kMaxFileSize);
  if (!text && text.error().code == Errc::not_found) return Texts();
  if (!text) return std::move(text).error();
  DAU_TRY(const json::Value value, json::parse_unique(*text, path));
  if (!value.is_object()) return Error{Errc::corrupt, "not a JSON object", path};
  return texts_of(value, path);
}

Result<Value> from_sources(const Option& option, const CommandLine& line, const Texts& file, const std::string& path) {
  if (const auto given = line.options.find(option.name); given != line.options.end()) {
    Value value{given->second, fmt::format("--{}", option.name)};
    DAU_CHECK(check(option, value.text, value.source));
    return value;
  }
  if (!option.setting) return Value{option.fallback, "default"};
  const std::string variable = variable_name(option);
  if (std::string text = environment(variable.c_str()); !text.empty()) {
    DAU_CHECK(check(option, text, variable));
    return Value{std::move(text), variable};
  }
  const auto text = file.find(settings_key(option));
  return text == file.end() ? Value{option.fallback, "default"} : Value{text->second, path};
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
  if (folder.starts_with('/')) return folder + "/dau/config.json";
  const std::string home = environment("HOME");
  return home.empty() ? std::string() : home + "/.config/dau/config.json";
}

Result<Args> resolve(const std::vector<Option>& options, const CommandLine& line) {
  const std::string path = settings_path();
  DAU_TRY(const Texts file, read_settings(path));
  std::map<std::string, Value, std::less<>> values;
  for (const Option& option : options) {
    DAU_TRY(Value value, from_sources(option, line, file, path));
    values.emplace(option.name, std::move(value));
  }
  return Args(std::move(values), line.operands);
}
}  // namespace dau::cli
