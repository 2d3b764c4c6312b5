// SPDX-License-Identifier: Apache-2.0
// register.cc — dau register: which kind of text each line is from.
#include "dau/text/register.h"

#include "cli/command.h"
#include "cli/filter.h"
#include "cli/models.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Tells the register of each line of Vietnamese, UTF-8 from FILE or standard\n"
    "input: legal, business, news, encyclopaedic, technical, conversational or\n"
    "literary; unknown where it is not sure. A paragraph is told more surely than a\n"
    "sentence.";

constexpr std::string_view kExamples = R"(  $ echo 'Nghị định này có hiệu lực thi hành kể từ ngày ký.' | dau register
  legal
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"model", "PATH", "the model file; default: models/register.dau"},
      {"json", "", "write label and scores; lines up to 16 MiB"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

Result<void> run(const Args& args) {
  DAU_TRY(FilterOptions filter, filter_options("register", args));
  filter.json_results = args.flag("json");
  filter.whole_lines = filter.labels = true;
  DAU_TRY(const std::string path, find_model("register", args.text("model")));
  DAU_TRY(const text::RegisterClassifier classifier, text::RegisterClassifier::open(path));
  return run_filter(filter, [&](const LineInput& line, LineOutput& out) -> Result<void> {
    if (line.text.empty() && !filter.json_results) return {};
    DAU_TRY(const text::LabelResult result, classifier.classify(line.text));
    out.text += filter.json_results ? text::to_json(result) : result.label;
    return {};
  });
}
}  // namespace

extern const Command kRegister;
constinit const Command kRegister{"register", "tell the register of each line", "[FILE...]", kAbout, options, kExamples,
                                  run};
}  // namespace dau::cli
