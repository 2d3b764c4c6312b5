// SPDX-License-Identifier: Apache-2.0
// normalize.cc — dau normalize: one Unicode form, one place for the tone mark.
#include "dau/unicode/normalize.h"

#include "cli/command.h"
#include "cli/filter.h"
#include "dau/unicode/syllable.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Writes each character in one way, UTF-8 from FILE or standard input: one line\n"
    "out for each line in. --tone also moves the tone marks of oa, oe, uy.";

constexpr std::string_view kExamples = R"(  $ echo 'hoà thuý' | dau normalize --tone old
  hòa thúy
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"form", "nfc|nfd", "Unicode normalisation form", "nfc"},
      {"tone", "keep|old|new", "tones as they are, hòa (old), hoà (new)", "keep"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

Result<void> run(const Args& args) {
  DAU_TRY(const FilterOptions filter, filter_options("normalize", args));
  const bool decompose = args.text("form") == "nfd";
  const bool move_tones = args.text("tone") != "keep";
  const auto placement =
      args.text("tone") == "new" ? unicode::TonePlacement::new_style : unicode::TonePlacement::old_style;
  return run_filter(filter, [=](const LineInput& line, LineOutput& out) -> Result<void> {
    std::string text = unicode::to_nfc(line.text);
    if (move_tones) text = unicode::place_tones(text, placement);
    out.text += decompose ? unicode::to_nfd(text) : text;
    return {};
  });
}
}  // namespace

extern const Command kNormalize;
constinit const Command kNormalize{
    "normalize", "one Unicode form, one place for tone marks", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
