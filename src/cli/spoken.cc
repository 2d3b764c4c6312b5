// SPDX-License-Identifier: Apache-2.0
// spoken.cc — dau spoken: numbers, dates, money, units and signs in words, line by line.
#include "dau/text/spoken.h"

#include "cli/command.h"
#include "cli/filter.h"
#include "cli/mend.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Puts numbers, dates, times, money, units, acronyms and signs in words, UTF-8\n"
    "from FILE or standard input: one line out for each line in.";

constexpr std::string_view kExamples = R"(  $ echo 'ngày 2/9, giảm 25%' | dau spoken
  ngày hai tháng chín, giảm hai mươi lăm phần trăm
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"region", "north|south", "nghìn, linh or ngàn, lẻ", "north"},
      {"convention", "standard|nemo", "readers' or NeMo's", "standard"},
      {"kinds", "LIST", "read these alone: date,time,money,…", "all"},
      {"json", "", "write the edits; lines up to 16 MiB"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

Result<void> run(const Args& args) {
  text::SpokenOptions options;
  if (args.text("region") == "south") options.region = text::Region::south;
  if (args.text("convention") == "nemo") options.convention = text::FormConvention::nemo;
  auto kinds = text::parse_form_kinds(args.text("kinds"));
  if (!kinds) return Error{kinds.error().code, kinds.error().message, "--kinds"};
  options.kinds = *kinds;
  DAU_TRY(FilterOptions filter, filter_options("spoken", args));
  filter.json_results = args.flag("json");
  return run_filter(filter, [&](const LineInput& line, LineOutput& out) -> Result<void> {
    if (!filter.json_results) return text::spoken_to(line.text, out.text, options);
    DAU_TRY(const auto edits, text::spoken(line.text, options));
    MendedOffsets offsets(line.given);
    text::append_json(out.text, line.text, edits, [&](std::size_t offset) { return offsets.original(offset); });
    return {};
  });
}
}  // namespace

extern const Command kSpoken;
constinit const Command kSpoken{
    "spoken", "numbers, dates, units in words: 25% → hai mươi lăm …", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
