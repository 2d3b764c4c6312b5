// SPDX-License-Identifier: Apache-2.0
// eval_matrix.cc — dau eval matrix: results side by side, and a page of them.
#include <fmt/format.h>

#include <filesystem>

#include "base/bytes.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/output.h"
#include "dau/eval/matrix.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Puts results side by side by task, register and dialect. A cell says how many\n"
    "cases it has, and none is averaged from others.";

constexpr std::string_view kExamples = R"(  $ dau eval run --task dialect --set dialect_label --output r.json >/dev/null
  $ dau eval matrix r.json --metric accuracy | sed -n 3p
  | cell | majority, dialect_label | dau dialect, dialect_label |
)";

std::vector<Option> options() {
  return {{"metric", "NAME", "instead of the first of each task"},
          {"format", "markdown|csv|json", "of what is written", "markdown"},
          {"html", "FOLDER", "write FOLDER/index.html instead"}};
}

Result<void> write_site(const std::string& folder, const std::string& html) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{Errc::io, "cannot make the folder: " + failed.message(), folder};
  return write_file_atomically(folder + "/index.html", as_bytes(html));
}

Result<void> run(const Args& args) {
  if (args.operands().empty())
    return with_hint({Errc::invalid_argument, "expects results of dau eval run", "eval matrix"},
                     "dau eval matrix --help");
  std::vector<eval::RunResult> results;
  for (const std::string& path : args.operands()) {
    DAU_TRY(const Content content, read_content(path, eval::kMaxResultBytes));
    DAU_TRY(eval::RunResult result, eval::read_result(content.bytes, content.name));
    results.push_back(std::move(result));
  }
  DAU_TRY(const std::vector<eval::TaskMatrix> matrices, eval::make_matrices(results, args.text("metric")));
  if (!args.text("html").empty()) return write_site(args.text("html"), eval::to_html(matrices));
  const std::string& format = args.text("format");
  return print(format == "csv"    ? eval::to_csv(matrices)
               : format == "json" ? eval::to_json(matrices)
                                  : eval::to_markdown(matrices));
}
}  // namespace

extern const Command kEvalMatrix;
constinit const Command kEvalMatrix{
    "eval matrix", "results side by side, as a table or a page", "RESULT...", kAbout, options, kExamples, run};
}  // namespace dau::cli
