// SPDX-License-Identifier: Apache-2.0
// group.cc — the first word of commands of two, such as `dau eval`, alone or before a word that is none of theirs.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "cli/command.h"
#include "cli/output.h"

namespace dau::cli {
namespace {
// "eval score" and its like, in the order of the list.
std::vector<const Command*> group_of(std::string_view word) {
  std::vector<const Command*> group;
  const std::string begin = fmt::format("{} ", word);
  for (const Command* command : commands())
    if (command->name.starts_with(begin)) group.push_back(command);
  return group;
}

std::string page(std::string_view word, const std::vector<const Command*>& group) {
  std::string out = fmt::format("usage: dau {} COMMAND [options]\n\n", word);
  std::size_t width = 16;
  for (const Command* command : group) width = std::max(width, command->name.size() + 2);
  for (const Command* command : group) out += fmt::format("  {:<{}}{}\n", command->name, width, command->summary);
  return out + fmt::format("\n`dau {} --help` explains a command.\n", group.front()->name);
}
constexpr std::pair<std::string_view, std::string_view> kSummaries[] = {
    {"eval", "how good is it, and where? scores with intervals"},
    {"licence", "may it be shipped? licences, lineage, known things"},
    {"log", "what happened? an append-only log that can be proved"},
    {"mark", "who made it? content marks that machines can read (C2PA)"},
};
}  // namespace

std::string_view group_summary(std::string_view word) {
  for (const auto& [name, summary] : kSummaries)
    if (name == word) return summary;
  return {};
}

Result<void> run_group(std::span<const std::string> words) {
  const auto group = group_of(words[0]);
  if (group.empty())
    return with_hint({Errc::invalid_argument, "no such command", words[0]}, "dau --help lists the commands");
  if (words.size() > 1 && (words[1] == "--help" || words[1] == "-h")) return print(page(words[0], group));
  std::vector<std::string> names;
  names.reserve(group.size());
  for (const Command* command : group) names.push_back(fmt::format("dau {}", command->name));
  const Error error = words.size() > 1
                          ? Error{Errc::invalid_argument, "no such command", fmt::format("{} {}", words[0], words[1])}
                          : Error{Errc::invalid_argument, "a command must follow", words[0]};
  return with_hint(error, fmt::format("there is {}; dau {} --help explains", fmt::join(names, ", "), words[0]));
}
}  // namespace dau::cli
