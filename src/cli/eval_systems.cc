// SPDX-License-Identifier: Apache-2.0
// eval_systems.cc — each kind of system, as a filter of lines.
#include "cli/eval_systems.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "base/json.h"
#include "cli/build.h"
#include "cli/content.h"
#include "cli/process.h"
#include "dau/model/container.h"
#include "dau/model/find.h"

namespace dau::cli {
namespace {
constexpr std::uint64_t kMaxOutput = std::uint64_t{1} << 30;

// A case is a line: line feeds in an input become spaces.
std::string lines_of(const std::vector<eval::Case>& cases) {
  std::string lines;
  for (const eval::Case& one : cases) {
    std::string line = one.input;
    for (char& c : line)
      if (c == '\n' || c == '\r') c = ' ';
    lines += line + "\n";
  }
  return lines;
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
  }
  return lines;
}

std::vector<eval::Answer> blank_answers(const std::vector<eval::Case>& cases) {
  std::vector<eval::Answer> answers;
  for (const eval::Case& one : cases) answers.push_back({one.id, one.register_name, one.dialect, {}, {}});
  return answers;
}

Result<std::vector<eval::Answer>> answers_of_lines(const std::vector<eval::Case>& cases, std::string_view text,
                                                   const std::string& from) {
  std::vector<std::string> lines = split_lines(text);
  if (lines.size() != cases.size())
    return Error{Errc::backend, fmt::format("{} lines came out, {} went in", lines.size(), cases.size()), from};
  std::vector<eval::Answer> answers = blank_answers(cases);
  for (std::size_t i = 0; i < lines.size(); ++i) answers[i].output = std::move(lines[i]);
  return answers;
}

Result<SystemRun> run_filter(const SystemOptions& options, const std::vector<std::string>& arguments,
                             const std::vector<eval::Case>& cases) {
  const std::string input = lines_of(cases);
  SystemRun run;
  double best = 0;
  std::uint64_t memory = 0;
  const int runs = options.repeats > 1 ? options.repeats + 1 : 1;  // the first of several warms up
  for (int i = 0; i < runs; ++i) {
    DAU_TRY(const ProcessOutcome outcome, run_process(arguments, input, kMaxOutput));
    if (outcome.exit_code != 0)
      return Error{Errc::backend, fmt::format("ended with exit code {}", outcome.exit_code), options.spec};
    DAU_TRY(run.answers, answers_of_lines(cases, outcome.output, options.spec));
    if (i == 0 || outcome.seconds < best) best = outcome.seconds;
    memory = std::max(memory, outcome.peak_memory_bytes);
  }
  run.latency = {{"warm_up", options.repeats > 1 ? 1 : 0},
                 {"repeats", options.repeats},
                 {"best_seconds", best},
                 {"cases_per_second", best > 0 ? static_cast<double>(cases.size()) / best : 0},
                 {"peak_memory_bytes", static_cast<double>(memory)}};
  return run;
}

// The models that a command of this program uses.
std::vector<eval::ModelInfo> models_of(std::string_view command) {
  const std::map<std::string_view, std::vector<std::string_view>> kModels = {{"restore", {"restore"}},
                                                                             {"correct", {"correct", "restore"}},
                                                                             {"segment", {"segment"}},
                                                                             {"register", {"register"}},
                                                                             {"language", {"language"}}};
  std::vector<eval::ModelInfo> infos;
  const auto found = kModels.find(command);
  if (found == kModels.end()) return infos;
  for (const std::string_view name : found->second) {
    const auto path = model::find(name);
    if (!path) continue;
    if (const auto container = model::Container::open(*path))
      infos.push_back({std::string(container->card().name), container->card().version, container->sha256(),
                       container->card().licence});
  }
  return infos;
}

Result<SystemRun> run_builtin(const SystemOptions& options, const eval::TaskFile& task,
                              const std::vector<eval::Case>& cases) {
  if (task.builtin.empty())
    return Error{Errc::invalid_argument, fmt::format("task {} has no command of this program", task.id), "--system"};
  std::error_code failed;
  std::vector<std::string> arguments = {std::filesystem::read_symlink("/proc/self/exe", failed).string()};
  if (failed) return Error{Errc::io, "cannot find this program: " + failed.message(), "/proc/self/exe"};
  arguments.insert(arguments.end(), task.builtin.begin(), task.builtin.end());
  DAU_TRY(SystemRun run, run_filter(options, arguments, cases));
  run.system = {fmt::format("dau {}", task.builtin.front()),
                "builtin",
                fmt::format("dau {}", fmt::join(task.builtin, " ")),
                DAU_VERSION,
                "Apache-2.0",
                models_of(task.builtin.front())};
  return run;
}

SystemRun run_baseline(const eval::TaskFile& task, const std::vector<eval::Case>& cases) {
  SystemRun run;
  run.answers = blank_answers(cases);
  std::map<std::string, std::size_t> counts;
  for (const eval::Case& one : cases) ++counts[one.reference];
  const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
  for (std::size_t i = 0; i < cases.size(); ++i)
    run.answers[i].output = task.baseline == "majority" ? most->first : cases[i].input;
  run.system = {task.baseline, "baseline", "baseline", {}, {}, {}};
  return run;
}

// A line a case, or {"id": …, "output": …} a line, in any order.
Result<SystemRun> read_predictions(const std::string& path, const std::vector<eval::Case>& cases) {
  DAU_TRY(const Content content, read_content(path, kMaxOutput));
  SystemRun run;
  run.system = {std::filesystem::path(path).filename().string(), "predictions", "pred:" + path, {}, {}, {}};
  if (!content.bytes.starts_with('{')) {
    DAU_TRY(run.answers, answers_of_lines(cases, content.bytes, content.name));
    return run;
  }
  std::map<std::string, std::string, std::less<>> outputs;
  std::size_t number = 0;
  for (const std::string& line : split_lines(content.bytes)) {
    const std::string where = fmt::format("{}:{}", content.name, ++number);
    if (line.empty()) continue;
    DAU_TRY(const json::Value value, json::parse(line, where));
    DAU_TRY(std::string id, json::text_member(value, "id", where));
    DAU_TRY(std::string output, json::text_member(value, "output", where));
    if (!outputs.emplace(std::move(id), std::move(output)).second)
      return Error{Errc::corrupt, "an id that was there before", where};
  }
  run.answers = blank_answers(cases);
  std::size_t found = 0;
  for (eval::Answer& answer : run.answers) {
    const auto output = outputs.find(answer.id);
    if (output == outputs.end()) {
      answer.error = "no answer in the file";
      continue;
    }
    answer.output = output->second;
    ++found;
  }
  if (found != outputs.size())
    return Error{Errc::corrupt, fmt::format("{} answers to cases that the set has not", outputs.size() - found),
                 content.name};
  run.usage = {{"failed", static_cast<double>(cases.size() - found)}};
  return run;
}
}  // namespace

Result<SystemRun> run_system(const SystemOptions& options, const eval::TaskFile& task,
                             const std::vector<eval::Case>& cases) {
  const auto run = [&]() -> Result<SystemRun> {
    if (options.spec == "builtin") return run_builtin(options, task, cases);
    if (options.spec == "baseline" && task.baseline != "none") return run_baseline(task, cases);
    if (options.spec.starts_with("pred:")) return read_predictions(options.spec.substr(5), cases);
    if (options.spec.starts_with("cmd:")) {
      const std::string command = options.spec.substr(4);
      DAU_TRY(SystemRun filter, run_filter(options, {"sh", "-c", command}, cases));
      filter.system = {command, "cmd", options.spec, {}, {}, {}};
      return filter;
    }
    return Error{Errc::invalid_argument,
                 fmt::format("\"{}\" is no system: builtin, baseline, cmd:COMMAND, pred:FILE", options.spec),
                 "--system"};
  };
  DAU_TRY(SystemRun done, run());
  if (!options.name.empty()) done.system.name = options.name;
  return done;
}
}  // namespace dau::cli
