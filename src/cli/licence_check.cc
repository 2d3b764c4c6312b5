// SPDX-License-Identifier: Apache-2.0
// licence_check.cc — dau licence check: may I ship it?
#include "cli/build.h"
#include "cli/command.h"
#include "cli/exit.h"
#include "cli/licence.h"
#include "cli/output.h"
#include "dau/licence/report.h"
#include "licence/date.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Says whether a product (a manifest), a file or a folder may be used in a way,\n"
    "why not, and what takes its place. Exit code 1 when something is against it.";

constexpr std::string_view kExamples = R"(  $ printf 'dau-manifest: 1\nproduct: {name: P, contains: vivos}\n' >p.yaml
  $ dau licence check p.yaml | sed -n 2p
  KHÔNG ĐƯỢC: 1 cấm, 0 chưa rõ
)";

std::vector<Option> options() {
  return {
      {"use", "commercial-product|saas|internal|research|publish-weights", "what for; default as the manifest says",
       ""},
      {"policy", "conservative|lenient", "how data binds weights", "conservative"},
      {"on", "DATE", "the day that waivers must be in force", ""},
      language_option(),
      {"details", "", "all of each component, not the worst"},
      {"format", "text|json|sarif", "of what is written", "text"},
      {"json", "", "the same as --format json"},
      {"output", "FILE", "where to write to, not standard output"},
  };
}

// What the command line says, else the manifest, else the most careful.
Result<licence::Use> use_for(const Args& args, const licence::Graph& graph) {
  const std::string& word = args.text("use").empty() ? graph.use : args.text("use");
  if (word.empty()) return licence::Use::commercial_product;
  const auto use = licence::use_from_name(word);
  if (!use) return Error{Errc::corrupt, "no use \"" + word + "\"", "product: use"};
  return *use;
}

Result<const licence::Policy*> policy_for(const Args& args, const licence::Graph& graph) {
  const Value& asked = args.value("policy");
  return licence::Policy::builtin(asked.source == "default" && !graph.policy.empty() ? graph.policy : asked.text);
}

std::string written(const licence::Report& report, const licence::Catalogue& catalogue, const Args& args) {
  if (args.flag("json") || args.text("format") == "json") return licence::to_json(report, catalogue);
  if (args.text("format") == "sarif") return licence::to_sarif(report, DAU_VERSION);
  return licence::to_text(report, catalogue, language_of(args), args.flag("details"));
}

Result<void> run(const Args& args) {
  if (args.operands().size() != 1)
    return with_hint({Errc::invalid_argument, "expects one manifest, file or folder", "licence check"},
                     "dau licence check --help");
  const std::string& path = args.operands().front();
  const std::string on = args.text("on").empty() ? today() : args.text("on");
  if (!licence::is_date(on)) return Error{Errc::invalid_argument, "expects a day such as 2026-11-25", "--on"};
  DAU_TRY(const licence::Catalogue* catalogue, licence::Catalogue::builtin());
  DAU_TRY(const licence::Graph graph, read_graph(path, *catalogue));
  DAU_TRY(const licence::Use use, use_for(args, graph));
  DAU_TRY(const licence::Policy* policy, policy_for(args, graph));
  DAU_TRY(const licence::Report report, licence::report_on(path, graph, *catalogue, *policy, use, {on}));
  DAU_TRY(Output output, Output::open(args.text("output")));
  DAU_TRY(const bool taken, output.write(written(report, *catalogue, args)));
  if (taken) DAU_CHECK(output.commit());
  if (!report.asked().allowed()) answer_no();
  return {};
}
}  // namespace

extern const Command kLicenceCheck;
constinit const Command kLicenceCheck{
    "licence check", "may it be shipped? what stands against it", "PATH", kAbout, options, kExamples, run};
}  // namespace dau::cli
