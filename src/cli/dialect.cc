// SPDX-License-Identifier: Apache-2.0
// dialect.cc — dau dialect: which region each line is from, or the line in standard words.
#include "dau/text/dialect.h"

#include "cli/command.h"
#include "cli/filter.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Tells the dialect of each line of Vietnamese, UTF-8 from FILE or standard input:\n"
    "north, central, south, or unmarked, as most writing is. Words without marks do\n"
    "not count.";

constexpr std::string_view kExamples = R"(  $ echo 'Mi đi mô rứa?' | dau dialect
  central
  $ echo 'Mi đi mô rứa?' | dau dialect --to standard
  Mày đi đâu thế?
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"to", "standard", "write the line in standard words instead"},
      {"json", "", "write label, evidence, edits; up to 16 MiB"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

Result<void> run(const Args& args) {
  DAU_TRY(FilterOptions filter, filter_options("dialect", args));
  const bool rewrite = !args.text("to").empty();
  filter.json_results = args.flag("json");
  filter.whole_lines = filter.labels = !rewrite;
  const text::DialectClassifier classifier;
  return run_filter(filter, [&](const LineInput& line, LineOutput& out) -> Result<void> {
    if (line.text.empty() && !filter.json_results) return {};
    DAU_TRY(const text::DialectResult result, classifier.classify(line.text));
    if (filter.json_results)
      out.text += text::to_json(result, line.text, rewrite);
    else
      out.text += rewrite ? text::apply_edits(line.text, result.edits) : result.label;
    return {};
  });
}
}  // namespace

extern const Command kDialect;
constinit const Command kDialect{
    "dialect", "tell the dialect of each line, or rewrite it", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
