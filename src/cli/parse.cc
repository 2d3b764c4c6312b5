// SPDX-License-Identifier: Apache-2.0
// parse.cc — the adapter of CLI11: options and operands in, text out; its exceptions and its words end here.
#include "cli/parse.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>

namespace dau::cli {
namespace {
Error usage_error(const Command& command, std::string message, std::string at = {}) {
  return with_hint({Errc::invalid_argument, std::move(message), std::move(at)},
                   fmt::format("dau {} --help", command.name));
}

// What stands where an option's value should: the flags and values of the options, by name.
struct Found {
  std::map<std::string, std::string> values;
  std::map<std::string, bool> switches;
  std::vector<std::string> operands;
  bool help = false;
};

void declare(CLI::App& app, const Command& command, Found& found) {
  app.set_help_flag();
  app.allow_extras();
  app.add_flag("-h,--help", found.help);
  for (const Option& option : command.options()) {
    const std::string name(option.name);
    const std::string flags = name == "output" ? "-o,--output" : "--" + name;
    if (option.value.empty())
      app.add_flag("--" + name, found.switches[name]);
    else
      app.add_option(flags, found.values[name])->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
  if (!command.operands.empty()) app.add_option("operands", found.operands);
}

Result<void> check_extras(const Command& command, std::vector<std::string> extras) {
  std::erase(extras, "--");  // CLI11 has heeded it, and gives it back
  if (extras.empty()) return {};
  const std::string& first = extras.front();
  if (first.size() > 1 && first.front() == '-') return usage_error(command, "unknown option", first);
  return usage_error(command, fmt::format("dau {} takes no operands", command.name), first);
}

CommandLine collect(const CLI::App& app, const Found& found) {
  CommandLine line;
  line.help = found.help;
  line.operands = found.operands;
  for (const auto& [name, value] : found.values)
    if (app.count("--" + name) > 0) line.options.emplace(name, value);
  for (const auto& [name, on] : found.switches)
    if (on) line.options.emplace(name, "1");
  return line;
}
}  // namespace

Result<CommandLine> parse(const Command& command, std::span<const std::string> words) {
  CLI::App app;
  Found found;
  declare(app, command, found);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes them from the back
  } catch (const CLI::ArgumentMismatch& error) {                        // "--beam: 1 required TEXT missing"
    const std::string text = error.what();
    return usage_error(command, "needs a value", text.substr(0, text.find(':')));
  } catch (const CLI::Error&) {
    return usage_error(command, "a switch takes no value");
  }
  if (!found.help) DAU_CHECK(check_extras(command, app.remaining()));
  return collect(app, found);
}
}  // namespace dau::cli
