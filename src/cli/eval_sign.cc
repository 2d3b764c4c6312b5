// SPDX-License-Identifier: Apache-2.0
// eval_sign.cc — dau eval sign: who says so.
#include <fmt/format.h>

#include "base/bytes.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/output.h"
#include "dau/eval/result.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Signs results with an Ed25519 key, in place: the whole file but the signature.\n"
    "Anybody can check it without this program: docs/formats/eval-result.md.";

constexpr std::string_view kExamples = R"(  $ dau eval run --task dialect --set dialect_label --output r.json >/dev/null
  $ openssl genpkey -algorithm ed25519 -out key.pem
  $ dau eval sign r.json --key key.pem | cut -c 1-19
  r.json: signed, key
)";

constexpr std::uint64_t kMaxKey = 64 * 1024;

std::vector<Option> options() { return {{"key", "FILE", "private key, PEM without a password"}}; }

Result<void> run(const Args& args) {
  if (args.operands().empty())
    return with_hint({Errc::invalid_argument, "expects a result", "eval sign"}, "dau eval sign --help");
  if (args.text("key").empty())
    return with_hint({Errc::invalid_argument, "is missing", "--key"},
                     "openssl genpkey -algorithm ed25519 -out key.pem makes one");
  DAU_TRY(const Content key, read_content(args.text("key"), kMaxKey));
  std::string text;
  for (const std::string& path : args.operands()) {
    DAU_TRY(const std::string bytes, read_file(path, eval::kMaxResultBytes));
    DAU_TRY(eval::RunResult result, eval::read_result(bytes, path));
    DAU_CHECK(eval::sign(result, key.bytes, key.name));
    DAU_CHECK(write_file_atomically(path, as_bytes(eval::to_json(result))));
    text += fmt::format("{}: signed, key {}\n", path, result.signature_key);
  }
  return print(text);
}
}  // namespace

extern const Command kEvalSign;
constinit const Command kEvalSign{"eval sign", "sign results", "RESULT...", kAbout, options, kExamples, run};
}  // namespace dau::cli
