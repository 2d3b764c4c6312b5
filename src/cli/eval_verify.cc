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
    "figure differs, or that a signature is wrong. Exit code 1 when one does.";

constexpr std::string_view kExamples = R"(  $ dau eval run --task dialect --set dialect_label --output r.json >/dev/null
  $ dau eval verify r.json
  r.json: true, 180 cases of dialect_label
)";

constexpr std::uint64_t kMaxKey = 64 * 1024;

std::vector<Option> options() {
  return {{"pub", "FILE", "public key, PEM, by which all must be signed"}, {"json", "", "write JSON"}};
}

Result<std::vector<std::string>> verify(const eval::RunResult& result) {
  DAU_TRY(const eval::TaskFile task, find_task(result.task));
  DAU_TRY(const eval::SetFile set, find_set(result.set_id));
  DAU_TRY(const LoadedSet loaded, load_set(set));
  return eval::differences(result, task, set, loaded.digest, loaded.cases);
}

// What is wrong with the signature. `wanted`: the key that must have signed; empty: any, or none.
std::vector<std::string> signature_faults(const eval::RunResult& result, const std::string& wanted) {
  if (result.signature.empty())
    return wanted.empty() ? std::vector<std::string>() : std::vector<std::string>{"not signed"};
  if (!eval::is_signature_right(result)) return {"the signature is not of this result"};
  if (!wanted.empty() && result.signature_key != wanted)
    return {fmt::format("signed by another key: {}", result.signature_key)};
  return {};
}

Result<void> run(const Args& args) {
  if (args.operands().empty())
    return with_hint({Errc::invalid_argument, "expects a result", "eval verify"}, "dau eval verify --help");
  std::string wanted;
  if (!args.text("pub").empty()) {
    DAU_TRY(const Content pem, read_content(args.text("pub"), kMaxKey));
    DAU_TRY(wanted, eval::key_name(pem.bytes, pem.name));
  }
  json::Value all = json::Value::array();
  std::string text;
  for (const std::string& path : args.operands()) {
    DAU_TRY(const Content content, read_content(path, eval::kMaxResultBytes));
    DAU_TRY(const eval::RunResult result, eval::read_result(content.bytes, content.name));
    DAU_TRY(std::vector<std::string> found, verify(result));
    for (std::string& fault : signature_faults(result, wanted)) found.insert(found.begin(), std::move(fault));
    if (!found.empty()) answer_no();
    text += found.empty()
                ? fmt::format("{}: true, {} cases of {}{}\n", content.name, result.answers.size(), result.set_id,
                              result.signature.empty() ? "" : ", signed by " + result.signature_key)
                : fmt::format("{}: NOT TRUE\n", content.name);
    for (const std::string& one : found) text += fmt::format("  {}\n", one);
    all.push_back(
        {{"result", content.name}, {"true", found.empty()}, {"differences", found}, {"key", result.signature_key}});
  }
  return print(args.flag("json") ? json::dump(all, 2) + "\n" : text);
}
}  // namespace

extern const Command kEvalVerify;
constinit const Command kEvalVerify{"eval verify", "score results again", "RESULT...", kAbout, options, kExamples, run};
}  // namespace dau::cli
