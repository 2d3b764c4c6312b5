// SPDX-License-Identifier: Apache-2.0
// written.cc — dau written: number words in figures, line by line.
#include "dau/text/written.h"

#include "cli/command.h"
#include "cli/filter.h"
#include "cli/mend.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Puts number words in figures, with dates, times, money and units, UTF-8 from\n"
    "FILE or standard input: one line out for each line in. Words in doubt stay.";

constexpr std::string_view kExamples =
    R"(  $ echo 'năm hai nghìn mười chín tăng ba mươi phần trăm' | dau written
  năm 2019 tăng 30%
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"convention", "standard|nemo", "readers' or NeMo's", "standard"},
      {"kinds", "LIST", "write these alone: date,time,money,…", "all"},
      {"plain", "", "every number in figures, without points"},
      {"json", "", "write the edits; lines up to 16 MiB"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

Result<void> run(const Args& args) {
  text::WrittenOptions options;
  if (args.text("convention") == "nemo") options.convention = text::FormConvention::nemo;
  options.plain = args.flag("plain");
  auto kinds = text::parse_form_kinds(args.text("kinds"));
  if (!kinds) return Error{kinds.error().code, kinds.error().message, "--kinds"};
  options.kinds = *kinds;
  DAU_TRY(FilterOptions filter, filter_options("written", args));
  filter.json_results = args.flag("json");
  return run_filter(filter, [&](const LineInput& line, LineOutput& out) -> Result<void> {
    if (!filter.json_results) return text::written_to(line.text, out.text, options);
    DAU_TRY(const auto edits, text::written(line.text, options));
    MendedOffsets offsets(line.given);
    text::append_json(out.text, line.text, edits, [&](std::size_t offset) { return offsets.original(offset); });
    return {};
  });
}
}  // namespace

extern const Command kWritten;
constinit const Command kWritten{
    "written", "number words in figures: hai mươi lăm phần trăm → 25%", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
