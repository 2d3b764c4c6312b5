// SPDX-License-Identifier: Apache-2.0
// parse.h — command lines taken apart. parse.cc is the only file that knows CLI11.
#pragma once
#include <span>
#include <string>

#include "cli/args.h"
#include "cli/command.h"

namespace dau::cli {
// `words`: what follows the command's name. Errors: invalid_argument (an unknown option, a value missing, an operand
// that the command does not take).
Result<CommandLine> parse(const Command& command, std::span<const std::string> words);
}  // namespace dau::cli
