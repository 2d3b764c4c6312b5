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
    "cases, licence, and whether the files are here; of each SET all that is known,\n"
    "with the cases of every register and dialect.";

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

std::string shortened(const std::string& text, std::size_t size) {
  return text.size() <= size ? text : text.substr(0, size - 3) + "...";  // an SPDX expression is ASCII
}

struct CellSize {
  std::string register_name, dialect;
  std::size_t cases = 0;
};

// Cases by register and dialect, in the order in which the pairs come first.
std::vector<CellSize> sizes_of(const std::vector<eval::Case>& cases) {
  std::vector<CellSize> sizes;
  for (const eval::Case& one : cases) {
    const auto found = std::ranges::find_if(sizes, [&](const CellSize& size) {
      return size.register_name == one.register_name && size.dialect == one.dialect;
    });
    if (found != sizes.end())
      ++found->cases;
    else
      sizes.push_back({one.register_name, one.dialect, 1});
  }
  return sizes;
}

std::string named(const std::string& name) { return name.empty() ? "?" : name; }

// All that is known of a set.
Result<void> show_set(const std::string& name, json::Value& all, std::string& text) {
  DAU_TRY(const eval::SetFile set, find_set(name));
  json::Value value = set_json(set);
  text += fmt::format("{}{} · {} · {}\n", text.empty() ? "" : "\n", set.id, set.name.vi, set.name.en);
  const auto line = [&](std::string_view label, const std::string& what) {
    if (!what.empty()) text += fmt::format("  {:<12} {}\n", label, what);
  };
  line("tasks", fmt::format("{}", fmt::join(set.tasks, ", ")));
  line("licence", set.licence);
  line("source", set.source);
  line("attribution", set.attribution);
  line("made", set.made);
  line("notes", set.notes);
  line("redistribute", set.redistribute ? "yes" : "no");
  line("terms", set.terms);
  for (const eval::SetPart& part : set.parts) {
    line("file", part.file + (find_data(part.file) ? "" : " (not here)"));
    line("sha256", part.sha256);
  }
  if (is_here(set)) {
    DAU_TRY(const LoadedSet loaded, load_set(set));
    text += fmt::format("  {:<16} {:<12} {:>6}\n", "register", "dialect", "cases");
    value["cells"] = json::Value::array();
    for (const CellSize& size : sizes_of(loaded.cases)) {
      text += fmt::format("  {:<16} {:<12} {:>6}\n", named(size.register_name), named(size.dialect), size.cases);
      value["cells"].push_back({{"register", size.register_name}, {"dialect", size.dialect}, {"cases", size.cases}});
    }
  } else {
    line("cases", set.cases == 0 ? "?" : std::to_string(set.cases));
  }
  all.push_back(std::move(value));
  return {};
}

Result<void> run(const Args& args) {
  if (!args.operands().empty()) {
    json::Value shown = json::Value::array();
    std::string text;
    for (const std::string& name : args.operands()) DAU_CHECK(show_set(name, shown, text));
    return print(args.flag("json") ? json::dump(shown, 2) + "\n" : text);
  }
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
                        set.cases == 0 ? "?" : std::to_string(set.cases), is_here(set) ? "yes" : "no",
                        shortened(set.licence, 22));
    all["sets"].push_back(set_json(set));
  }
  return print(args.flag("json") ? json::dump(all, 2) + "\n" : text);
}
}  // namespace

extern const Command kEvalList;
constinit const Command kEvalList{"eval list", "tasks and sets", "[SET...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
