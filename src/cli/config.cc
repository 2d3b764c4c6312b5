// SPDX-License-Identifier: Apache-2.0
// config.cc — dau config: the settings in force, and where each comes from.
#include <fmt/format.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/models.h"
#include "cli/output.h"
#include "cli/settings.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Shows each setting with its value and its source: flag, DAU_* variable, settings\n"
    "file, default; the first that is there decides.";

constexpr std::string_view kExamples = R"(  $ DAU_THREADS=2 dau config | grep threads
  threads         2            DAU_THREADS
)";

std::vector<Option> options() {
  std::vector<Option> list = settings();
  list.push_back({"json", "", "write JSON, every setting with its variable"});
  return list;
}

// A model that nobody names is looked for, and the one that would be used is shown.
Value shown(const Args& args, const Option& option) {
  const Value& value = args.value(option.name);
  if (option.name != "model" || !value.text.empty()) return value;
  auto found = find_model("restore", "");
  return found ? Value{*std::move(found), "search path"} : Value{"", "not found"};
}

std::string to_json(const Args& args) {
  json::Value all = json::Value::object();
  for (const Option& option : settings()) {
    const auto [text, source] = shown(args, option);
    all[settings_key(option)] = {
        {"value", text}, {"source", source}, {"variable", variable_name(option)}, {"default", option.fallback}};
  }
  return json::dump({{"file", settings_path()}, {"settings", std::move(all)}}, 2) + "\n";
}

std::string to_text(const Args& args) {
  std::string out;
  for (const Option& option : settings()) {
    const auto [text, source] = shown(args, option);
    out += fmt::format("{:<15} {:<11}  {}\n", settings_key(option), text.empty() ? "-" : text, source);
  }
  return out + fmt::format("\nsettings file   {}\n", settings_path());
}

Result<void> run(const Args& args) { return print(args.flag("json") ? to_json(args) : to_text(args)); }
}  // namespace

extern const Command kConfig;
constinit const Command kConfig{
    "config", "the settings in force and where each comes from", "", kAbout, options, kExamples, run};
}  // namespace dau::cli
