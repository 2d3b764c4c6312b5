// SPDX-License-Identifier: Apache-2.0
// main.cc — the program dau: finds the command, runs it, and turns an error into words and an exit code.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <vector>

#include "cli/build.h"
#include "cli/command.h"
#include "cli/exit.h"
#include "cli/output.h"
#include "cli/parse.h"
#include "cli/settings.h"
#include "cli/signals.h"
#include "dau/base/errc.h"

namespace dau::cli {
extern const Command kConfig, kCorrect, kDialect, kEvalAdd, kEvalCard, kEvalCompare, kEvalContamination, kEvalExport,
    kEvalList, kEvalMatrix, kEvalRun, kEvalScore, kEvalSign, kEvalVerify, kInfo, kKeys, kLanguage, kLicenceBom,
    kLicenceCheck, kLicenceExplain, kLicenceKnown, kLogAppend, kLogAttach, kLogCopy, kLogCosign, kLogCheckpoint,
    kLogErase, kLogExport, kLogHold, kLogKeep, kLogShow, kLogInit, kLogProve, kLogVerify, kMarkAdd, kMarkKeys,
    kMarkLabel, kMarkVerify, kNormalize, kRegister, kRestore, kSegment, kSentences, kSpoken, kStrip, kWritten;

namespace {
constexpr const Command* kCommands[] = {
    &kRestore,     &kCorrect,           &kNormalize,     &kStrip,          &kKeys,         &kSegment,    &kSentences,
    &kLanguage,    &kRegister,          &kDialect,       &kSpoken,         &kWritten,      &kEvalAdd,    &kEvalCard,
    &kEvalCompare, &kEvalContamination, &kEvalExport,    &kEvalList,       &kEvalMatrix,   &kEvalRun,    &kEvalScore,
    &kEvalSign,    &kEvalVerify,        &kLicenceCheck,  &kLicenceExplain, &kLicenceKnown, &kLicenceBom, &kLogInit,
    &kLogAppend,   &kLogErase,          &kLogCheckpoint, &kLogProve,       &kLogVerify,    &kLogExport,  &kLogCopy,
    &kLogCosign,   &kLogAttach,         &kLogShow,       &kLogHold,        &kLogKeep,      &kMarkAdd,    &kMarkVerify,
    &kMarkKeys,    &kMarkLabel,         &kInfo,          &kConfig};

// A standard stream that is closed must not be given to the next file that is opened: what is put in its place fails
// as the closed one would have.
void guard_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream)
    if (::fcntl(stream, F_GETFD) < 0) static_cast<void>(::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY));
}

// Every command's options, and the one setting that is no flag of most.
std::vector<Option> all_options(const Command& command) {
  std::vector<Option> options = command.options();
  if (std::ranges::find(options, "kernels", &Option::name) == options.end()) options.push_back(setting("kernels"));
  return options;
}

// The kernels are chosen at their first use, by the variable.
void choose_kernels(const Args& args) {
  const Option kernels = setting("kernels");
  ::setenv(variable_name(kernels).c_str(), args.text(kernels.name).c_str(), 1);
}

struct Choice {
  const Command* command = nullptr;
  std::size_t words = 0;  // of its name
};

// "eval score" is two words.
Choice find_command(const std::vector<std::string>& words) {
  for (const Command* command : kCommands) {
    if (words[0] == command->name) return {command, 1};
    if (words.size() > 1 && fmt::format("{} {}", words[0], words[1]) == command->name) return {command, 2};
  }
  return {};
}

bool is_help(const std::string& word) { return word == "--help" || word == "-h"; }

Result<void> run_command(std::vector<std::string> words) {
  if (words[0] == "license") words[0] = "licence";
  if (words.size() > 2 && words[0] == "eval" && words[1] == "data" && words[2] == "add") words.erase(words.begin() + 1);
  // dau eval --help score
  if (words.size() > 2 && is_help(words[1]) && find_command(words).command == nullptr) std::swap(words[1], words[2]);
  const auto [command, count] = find_command(words);
  if (command == nullptr) return run_group(words);
  DAU_TRY(const CommandLine line, parse(*command, std::span(words).subspan(count)));
  if (line.help) return print(usage(*command));
  DAU_TRY(const Args args, resolve(all_options(*command), line));
  choose_kernels(args);
  return command->run(args);
}

// dau help restore, dau --help restore: the same as dau restore --help.
Result<void> run_help(std::vector<std::string> words) {
  if (words.empty() || is_help(words[0]) || words[0] == "help") return print(usage());
  words.emplace_back("--help");
  return run_command(std::move(words));
}

Result<void> run(const std::vector<std::string>& words) {
  if (words.empty())
    return with_hint({Errc::invalid_argument, "a command is missing"}, "dau --help lists the commands");
  if (words[0] == "help" || is_help(words[0])) return run_help({words.begin() + 1, words.end()});
  if (words[0] == "--version") return print("dau " DAU_VERSION "\n");
  return run_command(words);
}

int report(const Error& error) {
  tell(error);
  return exit_code(error.code);
}

int run_guarded(const std::vector<std::string>& words) {
  try {
    const auto done = run(words);
    if (!done) return report(done.error());
    return answered;
  } catch (const std::exception& error) {
    return report({Errc::internal, fmt::format("a bug in dau: {}", error.what())});
  }
}
}  // namespace

std::span<const Command* const> commands() { return kCommands; }
}  // namespace dau::cli

int main(int argc, char** argv) {
  dau::cli::guard_standard_streams();
  dau::cli::clean_up_on_signals();
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is an EPIPE, and no failure
  return dau::cli::run_guarded(std::vector<std::string>(argv + 1, argv + argc));
}
