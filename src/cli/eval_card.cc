// SPDX-License-Identifier: Apache-2.0
// eval_card.cc — dau eval card: a model card of nothing but what was found true.
#include <fmt/format.h>

#include "base/bytes.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/eval_data.h"
#include "cli/output.h"
#include "dau/eval/export.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Writes the model card of a system from its results, each scored again first. A\n"
    "result that is not true ends it.";

constexpr std::string_view kExamples = R"(  $ dau eval run --task dialect --set dialect_label --output r.json >/dev/null
  $ dau eval card r.json | grep '| all'
  | all | 180 | 59.60 | 53.95 – 65.41 | 17.08 |
)";

std::vector<Option> options() { return {{"output", "FILE", "write the card there; else standard output"}}; }

Result<eval::RunResult> read_true(const std::string& path) {
  DAU_TRY(const Content content, read_content(path, eval::kMaxResultBytes));
  DAU_TRY(eval::RunResult result, eval::read_result(content.bytes, content.name));
  DAU_TRY(const eval::TaskFile task, find_task(result.task));
  DAU_TRY(const eval::SetFile set, find_set(result.set_id));
  DAU_TRY(const LoadedSet loaded, load_set(set));
  DAU_TRY(const std::vector<std::string> found, eval::differences(result, task, set, loaded.digest, loaded.cases));
  if (!found.empty())
    return with_hint({Errc::corrupt, "is not true: " + found.front(), content.name}, "dau eval verify " + path);
  if (!result.signature.empty() && !eval::is_signature_right(result))
    return Error{Errc::corrupt, "is not true: the signature is not of this result", content.name};
  return result;
}

Result<void> run(const Args& args) {
  if (args.operands().empty())
    return with_hint({Errc::invalid_argument, "expects a result", "eval card"}, "dau eval card --help");
  std::vector<eval::RunResult> results;
  for (const std::string& path : args.operands()) {
    DAU_TRY(eval::RunResult result, read_true(path));
    results.push_back(std::move(result));
  }
  DAU_TRY(const std::string card, eval::model_card(results));
  if (!args.text("output").empty()) return write_file_atomically(args.text("output"), as_bytes(card));
  return print(card);
}
}  // namespace

extern const Command kEvalCard;
constinit const Command kEvalCard{
    "eval card", "a model card from true results", "RESULT...", kAbout, options, kExamples, run};
}  // namespace dau::cli
