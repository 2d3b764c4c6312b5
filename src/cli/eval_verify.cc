// SPDX-License-Identifier: Apache-2.0
// eval_verify.cc — dau eval verify: does a result say what its own answers are worth?
#include <fmt/format.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/eval_data.h"
#include "cli/exit.h"
#include "cli/output.h"
#include "dau/eval/result.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Scores the answers in results again, on the set as it is here, and says where a\n"
    "figure differs. Exit code 1 when one does.";

constexpr std::string_view kExamples = R"(  $ dau eval run --task dialect --set dialect_label --output r.json >/dev/null
  $ dau eval verify r.json
  r.json: true, 74 cases of dialect_label
)";

std::vector<Option> options() { return {{"json", "", "write JSON"}}; }

Result<std::vector<std::string>> verify(const eval::RunResult& result) {
  DAU_TRY(const eval::TaskFile task, find_task(result.task));
  DAU_TRY(const eval::SetFile set, find_set(result.set_id));
  DAU_TRY(const LoadedSet loaded, load_set(set));
  return eval::differences(result, task, set, loaded.digest, loaded.cases);
}

Result<void> run(const Args& args) {
  if (args.operands().empty())
    return with_hint({Errc::invalid_argument, "expects a result", "eval verify"}, "dau eval verify --help");
  json::Value all = json::Value::array();
  std::string text;
  for (const std::string& path : args.operands()) {
    DAU_TRY(const Content content, read_content(path, eval::kMaxResultBytes));
    DAU_TRY(const eval::RunResult result, eval::read_result(content.bytes, content.name));
    DAU_TRY(const std::vector<std::string> found, verify(result));
    if (!found.empty()) answer_no();
    text += found.empty()
                ? fmt::format("{}: true, {} cases of {}\n", content.name, result.answers.size(), result.set_id)
                : fmt::format("{}: NOT TRUE\n", content.name);
    for (const std::string& one : found) text += fmt::format("  {}\n", one);
    all.push_back({{"result", content.name}, {"true", found.empty()}, {"differences", found}});
  }
  return print(args.flag("json") ? json::dump(all, 2) + "\n" : text);
}
}  // namespace

extern const Command kEvalVerify;
constinit const Command kEvalVerify{"eval verify", "score results again", "RESULT...", kAbout, options, kExamples, run};
}  // namespace dau::cli
