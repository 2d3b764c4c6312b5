// SPDX-License-Identifier: Apache-2.0
// usage.cc — the help pages, made from the lists of commands and options.
#include <fmt/format.h>

#include <utility>

#include "cli/command.h"

namespace dau::cli {
namespace {
constexpr std::size_t kColumn = 34;  // where the explanations begin, two spaces or a new line after the option

std::string option_line(const Option& option) {
  const std::string left = fmt::format("{}--{}{}{}", option.name == "output" ? "-o, " : "", option.name,
                                       option.value.empty() ? "" : " ", option.value);
  const std::string fallback = option.fallback.empty() ? "" : fmt::format(" [{}]", option.fallback);
  const std::string gap = left.size() + 4 <= kColumn ? "" : "\n" + std::string(kColumn, ' ');
  return fmt::format("  {:<{}}{}{}{}\n", left, gap.empty() ? kColumn - 2 : 0, gap, option.help, fallback);
}
}  // namespace

std::string usage(const Command& command) {
  const std::vector<Option> options = command.options();
  std::string out = fmt::format("usage: dau {} [options]{}{}\n\n{}\n\n", command.name,
                                command.operands.empty() ? "" : " ", command.operands, command.about);
  for (const Option& option : options) out += option_line(option);
  return out + fmt::format("\nexample:\n{}", command.examples);
}

std::string usage() {
  std::string out = "usage: dau COMMAND [options] [FILE...]\nVietnamese text on your own machine, offline.\n\n";
  std::string_view group;
  for (const Command* command : commands()) {
    const std::string_view first = command->name.substr(0, command->name.find(' '));
    if (first.size() == command->name.size())
      out += fmt::format("  {:<14}{}\n", command->name, command->summary);
    else if (first != std::exchange(group, first))
      out += fmt::format("  {:<14}{}\n", fmt::format("{} …", first), group_summary(first));
  }
  return out +
         "\nNo FILE, or -: standard input. `dau COMMAND --help` explains; defaults in [ ].\n"
         "Exit: 0 done, 1 the answer is no, 2 usage, 3 input, 4 file, 5 engine, 70 a bug.\n";
}

Error with_hint(Error error, std::string_view hint) {
  error.message.append("\n").append(hint);
  return error;
}
}  // namespace dau::cli
