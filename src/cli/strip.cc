// SPDX-License-Identifier: Apache-2.0
// strip.cc — dau strip: take the Vietnamese marks away, line by line.
#include "cli/command.h"
#include "cli/filter.h"
#include "dau/unicode/marks.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Takes the Vietnamese marks off, UTF-8 from FILE or standard input: one line out\n"
    "for each line in. Marks of other languages stay, as on ñ, ç and ö.";

constexpr std::string_view kExamples = R"(  $ echo 'Tôi đang học tiếng Việt' | dau strip
  Toi dang hoc tieng Viet
)";

Result<void> run(const Args& args) {
  DAU_TRY(FilterOptions filter, filter_options("strip", args));
  filter.joins_lines = true;
  return run_filter(filter, [](const LineInput& line, LineOutput& out) -> Result<void> {
    out.text += unicode::strip_marks(line.text);
    return {};
  });
}
}  // namespace

extern const Command kStrip;
constinit const Command kStrip{
    "strip", "take the marks off: tôi đang học → toi dang hoc", "[FILE...]", kAbout, filter_options, kExamples, run};
}  // namespace dau::cli
