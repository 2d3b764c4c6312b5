// SPDX-License-Identifier: Apache-2.0
// language.cc — dau language: the language of each line.
#include "dau/text/language.h"

#include "cli/command.h"
#include "cli/filter.h"
#include "cli/models.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Tells the language of each line, UTF-8 from FILE or standard input, as its\n"
    "ISO 639-1 label; und where there are no letters or it is not sure. Finds\n"
    "Vietnamese without marks too.";

constexpr std::string_view kExamples = R"(  $ printf 'toi dang hoc tieng Viet\nsaya sedang belajar\n' | dau language
  vi
  id
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"model", "PATH", "the model file; default: models/language.dau"},
      {"json", "", "write label, scores, marks; up to 16 MiB"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

Result<void> run(const Args& args) {
  DAU_TRY(FilterOptions filter, filter_options("language", args));
  filter.json_results = args.flag("json");
  filter.whole_lines = filter.labels = true;
  DAU_TRY(const std::string path, find_model("language", args.text("model")));
  DAU_TRY(const text::LanguageIdentifier identifier, text::LanguageIdentifier::open(path));
  return run_filter(filter, [&](const LineInput& line, LineOutput& out) -> Result<void> {
    if (line.text.empty() && !filter.json_results) return {};
    DAU_TRY(const text::LanguageResult result, identifier.identify(line.text));
    out.text += filter.json_results ? text::to_json(result) : result.label;
    return {};
  });
}
}  // namespace

extern const Command kLanguage;
constinit const Command kLanguage{"language", "tell the language of each line", "[FILE...]", kAbout, options, kExamples,
                                  run};
}  // namespace dau::cli
