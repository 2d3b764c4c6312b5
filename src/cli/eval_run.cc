// SPDX-License-Identifier: Apache-2.0
// eval_run.cc — dau eval run: a system answers a set, is scored, and all of it becomes a file.
#include <fmt/format.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "base/bytes.h"
#include "base/file.h"
#include "cli/build.h"
#include "cli/command.h"
#include "cli/eval_data.h"
#include "cli/eval_systems.h"
#include "cli/journal.h"
#include "cli/output.h"
#include "dau/eval/result.h"
#include "dau/eval/text.h"
#include "nn/kernels.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Gives each case of a set to builtin, baseline, cmd:COMMAND, jsonl:COMMAND,\n"
    "pred:FILE or a chat server, http(s)://…, and writes a result to score again.";

constexpr std::string_view kExamples =
    R"(  $ dau eval run --task dialect --set dialect_label --system baseline >out
  $ sed -n 5p out
    accuracy                   34.44  [ 27.22,  41.67]        34.44
)";

std::vector<Option> options() {
  const eval::BootstrapOptions defaults;
  return {{"task", "TASK", "id, or a YAML file"},
          {"set", "SET", "id, or a YAML file; dau eval list shows both"},
          {"system", "SYSTEM", "who answers", "builtin"},
          {"name", "NAME", "of the system, as tables show it"},
          {"licence", "EXPRESSION", "of the system, an SPDX expression"},
          {"chat", "SETTINGS", "of a server: model, jobs, retries, ..."},
          {"cache", "FOLDER", "of a server's answers, kept and used again"},
          {"resume", "", "go on with a run that was cut short"},
          {"repeats", "N", "runs; the fastest is told, 1 to 100", "1", Range{1, 100, true}},
          {"draws", "N", "samples for the intervals, 1 to 1000000", std::to_string(defaults.draws),
           Range{1, 1'000'000, true}},
          {"seed", "N", "of the samples", std::to_string(defaults.seed), Range{-9e15, 9e15, true}},
          {"output", "FILE", "write the result there, as JSON"},
          {"json", "", "write the result to standard output"}};
}

std::string now() {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{seconds - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

// The value of the first line "key…: value" or "key=value" of a file of the system.
std::string line_of(const char* path, std::string_view key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t sign = line.find_first_of(":=");
    if (sign == std::string::npos) continue;
    std::string value = line.substr(line.find_first_not_of(" \t\"", sign + 1));
    while (!value.empty() && (value.back() == '"' || value.back() == ' ')) value.pop_back();
    return value;
  }
  return {};
}

std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> all = {{"dau", DAU_VERSION},
                                            {"compiler", DAU_COMPILER},
                                            {"kernels", nn::kernels().name},
                                            {"os", line_of("/etc/os-release", "PRETTY_NAME")},
                                            {"cpu", line_of("/proc/cpuinfo", "model name")},
                                            {"cores", std::to_string(::sysconf(_SC_NPROCESSORS_ONLN))}};
  if (struct ::sysinfo info{}; ::sysinfo(&info) == 0)
    all["memory_bytes"] = std::to_string(static_cast<std::uint64_t>(info.totalram) * info.mem_unit);
  std::erase_if(all, [](const auto& entry) { return entry.second.empty(); });
  return all;
}

// Beside the result that is to be written; nothing where none is, or where asking again costs nothing.
Result<std::optional<Journal>> open_journal(const Args& args, const eval::TaskFile& task, const LoadedSet& loaded) {
  const std::string &output = args.text("output"), &system = args.text("system");
  const bool is_asked = system == "builtin" || system.starts_with("cmd:") || system.starts_with("http");
  if (args.flag("resume") && output.empty())
    return Error{Errc::invalid_argument, "needs the --output that was cut short", "--resume"};
  if (output.empty() || output == "-" || !is_asked) return std::optional<Journal>();
  const json::Value which = {{"format", "dau-eval-partial"}, {"version", 1},     {"task", task.id},
                             {"set_sha256", loaded.digest},  {"system", system}, {"chat", args.text("chat")}};
  DAU_TRY(Journal journal, Journal::open(output + ".partial", which, args.flag("resume")));
  return std::optional<Journal>(std::move(journal));
}

Result<void> run(const Args& args) {
  for (const std::string name : {"task", "set"})
    if (args.text(name).empty()) return with_hint({Errc::invalid_argument, "is missing", "--" + name}, "dau eval list");
  DAU_TRY(const eval::TaskFile task, find_task(args.text("task")));
  DAU_TRY(const eval::SetFile set, find_set(args.text("set")));
  if (std::ranges::find(set.tasks, task.id) == set.tasks.end())
    return Error{Errc::invalid_argument, fmt::format("set {} is not for task {}", set.id, task.id), "--set"};
  DAU_TRY(const LoadedSet loaded, load_set(set));
  SystemOptions options{.spec = args.text("system"),
                        .name = args.text("name"),
                        .repeats = args.integer("repeats"),
                        .chat = args.text("chat"),
                        .cache = args.text("cache"),
                        .corpus = loaded.corpus};
  DAU_TRY(std::optional<Journal> journal, open_journal(args, task, loaded));
  if (journal) options.journal = &*journal;
  eval::RunResult result;
  result.started = now();
  const auto begin = std::chrono::steady_clock::now();
  Result<SystemRun> asked = run_system(options, task, loaded.cases);
  if (!asked) {
    if (journal && journal->size() == 0) journal->remove();
    return asked.error();
  }
  SystemRun done = *std::move(asked);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!args.text("licence").empty()) done.system.licence = args.text("licence");
  result.task = task.id;
  result.set_id = set.id;
  result.set_sha256 = loaded.digest;
  result.set_licence = set.licence;
  result.set_cases = loaded.cases.size();
  result.system = std::move(done.system);
  result.command = fmt::format("dau eval run --task {} --set {} --system '{}' --draws {} --seed {}", args.text("task"),
                               args.text("set"), args.text("system"), args.whole("draws"), args.whole("seed"));
  if (!args.text("chat").empty()) result.command += fmt::format(" --chat '{}'", args.text("chat"));
  result.bootstrap = {args.integer("draws"), args.whole("seed")};
  result.environment = environment();
  result.latency = std::move(done.latency);
  result.usage = std::move(done.usage);
  result.baseline = task.baseline;
  result.answers = std::move(done.answers);
  DAU_TRY(result.cells, eval::score_cells(task, loaded.cases, result.answers, result.bootstrap));
  const std::string json = eval::to_json(result);
  if (!args.text("output").empty()) DAU_CHECK(write_file_atomically(args.text("output"), as_bytes(json)));
  if (journal) journal->remove();
  return print(args.flag("json") ? json : eval::to_text(result));
}
}  // namespace

extern const Command kEvalRun;
constinit const Command kEvalRun{"eval run", "let a system answer a set", "", kAbout, options, kExamples, run};
}  // namespace dau::cli
