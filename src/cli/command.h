// SPDX-License-Identifier: Apache-2.0
// command.h — a sub-command: its name, its options, and the function that tells its whole story.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/args.h"
#include "cli/option.h"

namespace dau::cli {
struct Command {
  std::string_view name;      // "restore", "eval score"
  std::string_view summary;   // for the list of commands
  std::string_view operands;  // "[FILE...]"; empty when it takes none
  std::string_view about;     // at most two lines
  std::vector<Option> (*options)();
  std::string_view examples;  // "$ command" and what it prints
  Result<void> (*run)(const Args& args);
};

// Every command, in the order of the list.
std::span<const Command* const> commands();

// Each fits one screen of 24 lines and 80 columns.
std::string usage(const Command& command);
std::string usage();

// What the commands of two words are about that begin with `word`.
std::string_view group_summary(std::string_view word);

// `words` name no command. Shows the commands of two words that begin with the first, which is asked for with --help as
// the second. Errors: invalid_argument (anything else), hinting at these commands, or at the list of all.
Result<void> run_group(std::span<const std::string> words);

// An error that says what to do about it: the hint stands on a second line of the message, and only main prints it.
Error with_hint(Error error, std::string_view hint);
}  // namespace dau::cli
