// SPDX-License-Identifier: Apache-2.0
// restore.cc — dau restore: put the marks back, line by line.
#include "dau/text/restore.h"

#include "cli/command.h"
#include "cli/filter.h"
#include "cli/mend.h"
#include "cli/models.h"
#include "cli/settings.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Puts the diacritics back on Vietnamese text, UTF-8 from FILE or standard input:\n"
    "one line out for each line in. Marks that are typed already stay.";

constexpr std::string_view kExamples = R"(  $ echo 'toi dang hoc tieng Viet' | dau restore
  tôi đang học tiếng Việt
)";

std::vector<Option> options() {
  const text::RestoreOptions defaults;
  std::vector<Option> list = {
      setting("model"),
      setting("tone"),
      setting("min-confidence"),
      setting("beam"),
      {"scorers", "both|ngram|net", "for measurement", "both"},
      {"json", "", "write the edits; lines up to 16 MiB"},
      {"alternatives", "N", "candidates shown in JSON, 0 to 255", std::to_string(defaults.alternatives),
       Range{0, 255, true}},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

text::RestoreOptions restore_options(const Args& args) {
  text::RestoreOptions options;
  const std::string& tone = args.text("tone");
  const std::string& scorers = args.text("scorers");
  options.tone = tone == "old"   ? text::TonePolicy::old_style
                 : tone == "new" ? text::TonePolicy::new_style
                                 : text::TonePolicy::follow;
  options.scorers = scorers == "net"     ? text::Scorers::net
                    : scorers == "ngram" ? text::Scorers::ngram
                                         : text::Scorers::both;
  options.min_confidence = static_cast<float>(args.real("min-confidence"));
  options.beam = args.integer("beam");
  options.alternatives = args.integer("alternatives");
  return options;
}

// The spans count bytes of the line as given, whatever was mended in it.
Result<void> write_json(const text::Restorer& restorer, const LineInput& input, const text::RestoreOptions& options,
                        LineOutput& out) {
  MendedOffsets offsets(input.given);
  return text::restore_json_to(restorer, input.text, out.text, options,
                               {[&](std::size_t offset) { return offsets.original(offset); }, out.hand_on});
}

Result<text::Restorer> open_restorer(const Args& args) {
  DAU_TRY(const std::string path, find_model("restore", args.text("model")));
  auto restorer = text::Restorer::open(path);
  if (!restorer) return with_hint(std::move(restorer).error(), "dau info lists the models that are there");
  return restorer;
}

Result<void> run(const Args& args) {
  const text::RestoreOptions options = restore_options(args);
  DAU_CHECK(text::validate(options));
  DAU_TRY(FilterOptions filter, filter_options("restore", args));
  filter.json_results = args.flag("json");
  if (options.alternatives > 0 && !filter.json_results)
    return Error{Errc::invalid_argument, "needs --json", "--alternatives"};
  DAU_TRY(const text::Restorer restorer, open_restorer(args));
  return run_filter(filter, [&](const LineInput& line, LineOutput& out) {
    if (filter.json_results) return write_json(restorer, line, options, out);
    return restorer.restore_to(line.text, out.text, options);
  });
}
}  // namespace

extern const Command kRestore;
constinit const Command kRestore{
    "restore", "put the marks back: toi dang hoc → tôi đang học", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
