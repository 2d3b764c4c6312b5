// SPDX-License-Identifier: Apache-2.0
// licence_explain.cc — dau licence explain: what a licence, or a choice of licences, permits and asks for.
#include "cli/command.h"
#include "cli/licence.h"
#include "cli/output.h"
#include "dau/licence/explain.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Explains licences, given as an SPDX expression or as people write them, in\n"
    "Vietnamese and English. Without one, lists those that are known.";

constexpr std::string_view kExamples = R"(  $ dau licence explain 'CC-BY-NC-ND-4.0 OR MIT' | head -n 1
  CC-BY-NC-ND-4.0 OR MIT
)";

std::vector<Option> options() { return {{"lang", "both|vi|en", "language", "both"}, {"json", "", "write JSON"}}; }

Result<void> run(const Args& args) {
  DAU_TRY(const licence::Catalogue* catalogue, licence::Catalogue::builtin());
  const std::string& word = args.text("lang");
  const licence::Tongues tongues{word != "en", word != "vi"};
  if (args.operands().empty())
    return print(args.flag("json") ? licence::licences_json(*catalogue) : licence::licence_list(*catalogue));
  std::string expression;
  for (const std::string& operand : args.operands()) expression += (expression.empty() ? "" : " ") + operand;
  DAU_TRY(const licence::Expression parsed, licence::expression_for(expression, *catalogue));
  return print(args.flag("json") ? licence::explain_json(parsed, *catalogue)
                                 : licence::explain_text(parsed, *catalogue, tongues));
}
}  // namespace

extern const Command kLicenceExplain;
constinit const Command kLicenceExplain{
    "licence explain", "what a licence permits and asks for", "[EXPRESSION]", kAbout, options, kExamples, run};
}  // namespace dau::cli
