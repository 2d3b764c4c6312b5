// SPDX-License-Identifier: Apache-2.0
// eval_score.cc — dau eval score: how right the output of any system is.
#include "cli/command.h"
#include "cli/content.h"
#include "cli/output.h"
#include "dau/eval/score.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Scores predictions against the right answers, with 95 % intervals by sentence.\n"
    "A file is plain text, a sentence a line, or JSON lines: docs/methods/metrics.md.";

constexpr std::string_view kFormats = "auto|text|jsonl";

constexpr std::string_view kExamples = R"(  $ echo 'tôi đi học' >gold.txt; echo 'tôi di học' >pred.txt
  $ dau eval score --gold gold.txt --pred pred.txt | grep 'correct'
    correct                               2                              0
)";

std::vector<Option> options() {
  const eval::BootstrapOptions defaults;
  return {
      {"task", "restore|segment", "what was to be done", "restore"},
      {"gold", "FILE", "the right answers; - is standard input"},
      {"pred", "FILE", "the answers of the system"},
      {"gold-format", kFormats, "auto: jsonl if *.jsonl or a leading {", "auto"},
      {"pred-format", kFormats, "the same of the predictions", "auto"},
      {"draws", "N", "samples for the intervals, 1 to 1000000", std::to_string(defaults.draws),
       Range{1, 1'000'000, true}},
      {"seed", "N", "of the samples", std::to_string(defaults.seed), Range{-9e15, 9e15, true}},
      {"json", "", "write JSON; ratios from 0 to 1"},
  };
}

eval::Format format_of(const std::string& word) {
  return word == "text" ? eval::Format::text : word == "jsonl" ? eval::Format::jsonl : eval::Format::automatic;
}

Result<eval::File> read_file(const std::string& path, const std::string& format) {
  DAU_TRY(Content content, read_content(path, eval::kMaxFileBytes));
  return eval::File{std::move(content.name), std::move(content.bytes), format_of(format)};
}

Result<void> run(const Args& args) {
  for (const std::string name : {"gold", "pred"})
    if (args.text(name).empty())
      return with_hint({Errc::invalid_argument, "is missing", "--" + name}, "dau eval score --help");
  if (args.text("gold") == "-" && args.text("pred") == "-")
    return Error{Errc::invalid_argument, "standard input can be only one of the two files", "--pred"};
  DAU_TRY(const eval::File gold, read_file(args.text("gold"), args.text("gold-format")));
  DAU_TRY(const eval::File pred, read_file(args.text("pred"), args.text("pred-format")));
  eval::ScoreOptions options;
  options.task = args.text("task");
  options.bootstrap = {args.integer("draws"), args.whole("seed")};
  DAU_TRY(const eval::Report report, eval::score_bytes(gold, pred, options));
  return print(args.flag("json") ? eval::to_json(report) : eval::to_text(report));
}
}  // namespace

extern const Command kEvalScore;
constinit const Command kEvalScore{
    "eval score", "score predictions against right answers", "", kAbout, options, kExamples, run};
}  // namespace dau::cli
