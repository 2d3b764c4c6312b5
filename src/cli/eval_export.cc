// SPDX-License-Identifier: Apache-2.0
// eval_export.cc — dau eval export: a set in the forms of other people's tools.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/bytes.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/eval_data.h"
#include "cli/output.h"
#include "dau/eval/export.h"

namespace dau::cli {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kAbout =
    "Writes a set as a task of lm-evaluation-harness (YAML, JSON lines), or as a\n"
    "dataset of the Hugging Face Hub with its card.";

constexpr std::string_view kExamples =
    R"(  $ dau eval export --set dialect --task restoration --to lm-eval --output x
  x/dau_restoration_dialect.yaml
  x/dau_restoration_dialect.jsonl
  x/README.md
)";

std::vector<Option> options() {
  return {{"set", "SET", "id, or a YAML file; dau eval list shows both"},
          {"task", "TASK", "of lm-eval; if not given, the first of the set"},
          {"to", "lm-eval|huggingface", "whose form", "huggingface"},
          {"output", "FOLDER", "where to; new, or empty"}};
}

// Nothing that is there is overwritten, and nothing is mixed with it.
Result<void> make_folder(const std::string& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return Error{Errc::io, "cannot make the folder: " + failed.message(), folder};
  if (!fs::is_empty(folder, failed) || failed) return Error{Errc::invalid_argument, "the folder is not empty", folder};
  return {};
}

Result<void> run(const Args& args) {
  for (const std::string name : {"set", "output"})
    if (args.text(name).empty())
      return with_hint({Errc::invalid_argument, "is missing", "--" + name}, "dau eval export --help");
  DAU_TRY(const eval::SetFile set, find_set(args.text("set")));
  const std::string task_name = args.text("task").empty() ? set.tasks.front() : args.text("task");
  DAU_TRY(const eval::TaskFile task, find_task(task_name));
  if (std::ranges::find(set.tasks, task.id) == set.tasks.end())
    return Error{Errc::invalid_argument, fmt::format("set {} is not for task {}", set.id, task.id), "--task"};
  DAU_TRY(const LoadedSet loaded, load_set(set));
  DAU_TRY(const std::vector<eval::ExportedFile> files,
          args.text("to") == "lm-eval" ? eval::export_lm_eval(task, set, loaded.digest, loaded.cases)
                                       : eval::export_dataset(set, loaded.digest, loaded.cases));
  const std::string& folder = args.text("output");
  DAU_CHECK(make_folder(folder));
  std::string text;
  for (const eval::ExportedFile& file : files) {
    const fs::path path = fs::path(folder) / file.path;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) return Error{Errc::io, "cannot make the folder: " + failed.message(), path.parent_path()};
    DAU_CHECK(write_file_atomically(path.string(), as_bytes(file.bytes)));
    text += path.string() + "\n";
  }
  return print(text);
}
}  // namespace

extern const Command kEvalExport;
constinit const Command kEvalExport{
    "eval export", "a set for other people's tools", "", kAbout, options, kExamples, run};
}  // namespace dau::cli
