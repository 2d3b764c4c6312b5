// SPDX-License-Identifier: Apache-2.0
// eval_systems.cc — each kind of system, as a filter of lines.
#include "cli/eval_systems.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "base/json.h"
#include "cli/build.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/eval_chat.h"
#include "cli/journal.h"
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

// The cases that no journal knows.
std::vector<eval::Case> left_of(const SystemOptions& options, const std::vector<eval::Case>& cases) {
  std::vector<eval::Case> left;
  for (const eval::Case& one : cases)
    if (options.journal == nullptr || options.journal->find(one.id) == nullptr) left.push_back(one);
  return left;
}

// Puts every whole line that comes into the journal, as the answer to the next case.
class LineKeeper {
 public:
  LineKeeper(Journal* journal, const std::vector<eval::Case>& cases) : journal_(journal), cases_(cases) {}

  Result<void> take(std::string_view bytes) {
    if (journal_ == nullptr) return {};
    pending_ += bytes;
    std::size_t begin = 0;
    for (std::size_t end; (end = pending_.find('\n', begin)) != std::string::npos; begin = end + 1) {
      if (next_ == cases_.size()) break;  // too many lines: told when all are there
      std::string line = pending_.substr(begin, end - begin);
      if (line.ends_with('\r')) line.pop_back();
      Reply reply;
      reply.answer.id = cases_[next_++].id;
      reply.answer.output = std::move(line);
      DAU_CHECK(journal_->add(reply));
    }
    pending_.erase(0, begin);
    return {};
  }

 private:
  Journal* journal_;
  const std::vector<eval::Case>& cases_;
  std::string pending_;
  std::size_t next_ = 0;
};

// The answers of `left` in their places, and between them those that were there before.
std::vector<eval::Answer> with_known(const SystemOptions& options, const std::vector<eval::Case>& cases,
                                     std::vector<eval::Answer> left) {
  if (left.size() == cases.size()) return left;
  std::vector<eval::Answer> answers = blank_answers(cases);
  auto next = left.begin();
  for (eval::Answer& answer : answers) {
    if (const Reply* known = options.journal->find(answer.id))
      answer.output = known->answer.output;
    else
      answer = std::move(*next++);
  }
  return answers;
}

struct Given {
  std::string id, output;
};

// A member that is a text. Errors: corrupt, at = where.
Result<std::string> text_of(const json::Value& value, const char* name, const std::string& where) {
  auto text = json::text_member(value, name, "the line");
  if (!text) return Error{text.error().code, text.error().message, where};
  return text;
}

// The likelihood of one choice, as lm-evaluation-harness keeps it: [number, greedy], the number perhaps as a text.
std::optional<double> likelihood_of(const json::Value& response) {
  if (!response.is_array() || response.empty()) return std::nullopt;
  if (response[0].is_number()) return response[0].get<double>();
  if (!response[0].is_string()) return std::nullopt;
  const std::string& text = response[0].get_ref<const std::string&>();
  double number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// A line of its samples_*.jsonl: the text that was generated, or the likeliest of the choices.
Result<Given> given_by_harness(const json::Value& sample, const std::string& where) {
  const Error strange{Errc::corrupt, "not a sample of lm-evaluation-harness", where};
  const json::Value& doc = sample["doc"];
  const auto responses = sample.find("filtered_resps");
  if (!doc.is_object() || responses == sample.end() || !responses->is_array() || responses->empty()) return strange;
  DAU_TRY(std::string id, text_of(doc, "id", where));
  if ((*responses)[0].is_string()) return Given{std::move(id), (*responses)[0].get<std::string>()};
  const auto choices = doc.find("choices");
  if (choices == doc.end() || !choices->is_array() || choices->size() != responses->size()) return strange;
  std::optional<double> best;
  std::string output;
  for (std::size_t i = 0; i < responses->size(); ++i) {
    const std::optional<double> likelihood = likelihood_of((*responses)[i]);
    if (!likelihood || !(*choices)[i].is_string()) return strange;
    if (best && *likelihood <= *best) continue;
    best = likelihood;
    output = (*choices)[i].get<std::string>();
  }
  return Given{std::move(id), std::move(output)};
}

Result<Given> given_of(const json::Value& value, const std::string& where) {
  if (value.is_object() && value.contains("doc")) return given_by_harness(value, where);
  DAU_TRY(std::string id, text_of(value, "id", where));
  DAU_TRY(std::string output, text_of(value, "output", where));
  return Given{std::move(id), std::move(output)};
}

// {"id": …, "output": …} a line, or a sample of lm-evaluation-harness, in any order; a case without one has failed.
Result<std::vector<eval::Answer>> answers_of_json(const std::vector<eval::Case>& cases, std::string_view text,
                                                  const std::string& from, std::size_t& missing) {
  std::map<std::string, std::string, std::less<>> outputs;
  std::size_t number = 0;
  for (const std::string& line : split_lines(text)) {
    const std::string where = fmt::format("{}:{}", from, ++number);
    if (line.empty()) continue;
    DAU_TRY(const json::Value value, json::parse(line, where));
    DAU_TRY(Given given, given_of(value, where));
    if (!outputs.emplace(std::move(given.id), std::move(given.output)).second)
      return Error{Errc::corrupt, "an id that was there before", where};
  }
  std::vector<eval::Answer> answers = blank_answers(cases);
  std::size_t found = 0;
  for (eval::Answer& answer : answers) {
    const auto output = outputs.find(answer.id);
    if (output == outputs.end()) {
      answer.error = "no answer came";
      continue;
    }
    answer.output = output->second;
    ++found;
  }
  if (found != outputs.size())
    return Error{Errc::corrupt, fmt::format("{} answers to cases that the set has not", outputs.size() - found), from};
  missing = cases.size() - found;
  return answers;
}

std::string json_lines_of(const std::vector<eval::Case>& cases) {
  std::string lines;
  for (const eval::Case& one : cases) lines += json::dump({{"id", one.id}, {"input", one.input}}) + "\n";
  return lines;
}

// A program that reads cases and writes answers. `as_json`: JSON lines both ways.
Result<SystemRun> run_filter(const SystemOptions& options, const std::vector<std::string>& arguments,
                             const std::vector<eval::Case>& cases, bool as_json = false) {
  const std::vector<eval::Case> left = as_json ? cases : left_of(options, cases);
  const std::string input = as_json ? json_lines_of(left) : lines_of(left);
  SystemRun run;
  double best = 0;
  std::uint64_t memory = 0;
  std::size_t missing = 0;
  std::vector<eval::Answer> answers;
  const int runs = left.empty() ? 0 : options.repeats > 1 ? options.repeats + 1 : 1;  // the first of several warms up
  for (int i = 0; i < runs; ++i) {
    LineKeeper keeper(i == 0 && !as_json ? options.journal : nullptr, left);
    const auto take = [&](std::string_view bytes) { return keeper.take(bytes); };
    DAU_TRY(const ProcessOutcome outcome, run_process(arguments, input, kMaxOutput, take));
    if (outcome.exit_code != 0)
      return Error{Errc::backend, fmt::format("ended with exit code {}", outcome.exit_code), options.spec};
    auto come = as_json ? answers_of_json(left, outcome.output, options.spec, missing)
                        : answers_of_lines(left, outcome.output, options.spec);
    // Lines of which nobody knows whose they are must not be gone on with.
    if (!come && options.journal != nullptr) options.journal->remove();
    DAU_TRY(answers, std::move(come));
    if (i == 0 || outcome.seconds < best) best = outcome.seconds;
    memory = std::max(memory, outcome.peak_memory_bytes);
  }
  run.answers = with_known(options, cases, std::move(answers));
  run.latency = {{"warm_up", options.repeats > 1 ? 1 : 0},
                 {"repeats", options.repeats},
                 {"best_seconds", best},
                 {"cases_per_second", best > 0 ? static_cast<double>(left.size()) / best : 0},
                 {"peak_memory_bytes", static_cast<double>(memory)}};
  if (left.size() != cases.size()) run.usage["resumed"] = static_cast<double>(cases.size() - left.size());
  if (missing > 0) run.usage["failed"] = static_cast<double>(missing);
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
  std::size_t missing = 0;
  DAU_TRY(run.answers, answers_of_json(cases, content.bytes, content.name, missing));
  run.usage = {{"failed", static_cast<double>(missing)}};
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
    if (options.spec.starts_with("jsonl:")) {
      const std::string command = options.spec.substr(6);
      DAU_TRY(SystemRun filter, run_filter(options, {"sh", "-c", command}, cases, true));
      filter.system = {command, "cmd", options.spec, {}, {}, {}};
      return filter;
    }
    if (options.spec.starts_with("http://") || options.spec.starts_with("https://"))
      return run_chat(options, task, cases);
    return with_hint({Errc::invalid_argument, fmt::format("\"{}\" is no system", options.spec), "--system"},
                     "builtin, baseline, cmd:COMMAND, jsonl:COMMAND, pred:FILE, http(s)://SERVER");
  };
  if (!options.corpus.empty()) ::setenv("DAU_EVAL_CORPUS", options.corpus.c_str(), 1);
  DAU_TRY(SystemRun done, run());
  if (!options.name.empty()) done.system.name = options.name;
  return done;
}
}  // namespace dau::cli
