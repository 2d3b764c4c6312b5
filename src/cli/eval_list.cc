// SPDX-License-Identifier: Apache-2.0
// eval_list.cc — dau eval list: which tasks and sets there are, and which of their files are here.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/json.h"
#include "cli/command.h"
#include "cli/eval_data.h"
#include "cli/output.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Lists the tasks that a system can be given and the sets to measure it with:\n"
    "cases, register, dialect, licence, and whether the files are here.";

constexpr std::string_view kExamples = R"(  $ dau eval list --task dialect | grep -c yes
  1
)";

std::vector<Option> options() { return {{"task", "ID", "only sets of this task"}, {"json", "", "write JSON"}}; }

bool is_here(const eval::SetFile& set) {
  for (const eval::SetPart& part : set.parts)
    if (!find_data(part.file)) return false;
  return true;
}

bool is_wanted(const eval::SetFile& set, const std::string& task) {
  return task.empty() || std::ranges::find(set.tasks, task) != set.tasks.end();
}

json::Value set_json(const eval::SetFile& set) {
  json::Value files = json::Value::array();
  for (const eval::SetPart& part : set.parts) files.push_back({{"file", part.file}, {"sha256", part.sha256}});
  return {{"id", set.id},
          {"name", {{"vi", set.name.vi}, {"en", set.name.en}}},
          {"tasks", set.tasks},
          {"files", std::move(files)},
          {"register", set.register_name},
          {"dialect", set.dialect},
          {"cases", set.cases},
          {"licence", set.licence},
          {"source", set.source},
          {"made", set.made},
          {"redistribute", set.redistribute},
          {"here", is_here(set)}};
}

Result<void> run(const Args& args) {
  DAU_TRY(const auto tasks, eval::builtin_tasks());
  DAU_TRY(const auto sets, eval::builtin_sets());
  const std::string& wanted = args.text("task");
  if (!wanted.empty()) {
    DAU_TRY(const eval::TaskFile task, find_task(wanted));
    static_cast<void>(task);
  }
  json::Value all = {{"tasks", json::Value::array()}, {"sets", json::Value::array()}};
  std::string text;
  for (const eval::TaskFile& task : tasks) {
    if (!wanted.empty() && task.id != wanted) continue;
    text += fmt::format("{:<16} {:<12} {}\n", task.id, task.scorer, task.name.vi);
    all["tasks"].push_back({{"id", task.id},
                            {"name", {{"vi", task.name.vi}, {"en", task.name.en}}},
                            {"scorer", task.scorer},
                            {"builtin", task.builtin},
                            {"baseline", task.baseline},
                            {"input", task.input},
                            {"output", task.output}});
  }
  text += fmt::format("\n{:<33} {:<13} {:>5}  {:<4}  {}\n", "set", "task", "cases", "here", "licence");
  for (const eval::SetFile& set : sets) {
    if (!is_wanted(set, wanted)) continue;
    text += fmt::format("{:<33} {:<13} {:>5}  {:<4}  {}\n", set.id, fmt::join(set.tasks, ","),
                        set.cases == 0 ? "?" : std::to_string(set.cases), is_here(set) ? "yes" : "no", set.licence);
    all["sets"].push_back(set_json(set));
  }
  return print(args.flag("json") ? json::dump(all, 2) + "\n" : text);
}
}  // namespace

extern const Command kEvalList;
constinit const Command kEvalList{"eval list", "tasks and sets", "", kAbout, options, kExamples, run};
}  // namespace dau::cli
