// SPDX-License-Identifier: Apache-2.0
// licence_known.cc — dau licence known: what is known of a model, voice, corpus or test set.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command.h"
#include "cli/licence.h"
#include "cli/output.h"
#include "dau/licence/explain.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Shows what is known of the licence of a Vietnamese model, voice, corpus or test\n"
    "set: who says so, when, and what it was made from. Without a name, lists all.";

constexpr std::string_view kExamples = R"(  $ dau licence known vivos --lang en | sed -n 4p
    licence: CC-BY-NC-SA-4.0
)";

std::vector<Option> options() { return {language_option(), {"json", "", "write JSON"}}; }

Result<void> run(const Args& args) {
  DAU_TRY(const licence::Catalogue* catalogue, licence::Catalogue::builtin());
  if (args.operands().empty())
    return print(args.flag("json") ? licence::things_json(*catalogue) : licence::thing_list(*catalogue));
  std::string text;
  for (const std::string& name : args.operands()) {
    const licence::Thing* thing = catalogue->thing(name);
    if (thing == nullptr) {
      const std::vector<std::string> near = catalogue->nearest_things(name, 5);
      return with_hint(
          {Errc::not_found, "nothing is known of it", name},
          near.empty() ? "dau licence known lists what is" : fmt::format("near it: {}", fmt::join(near, ", ")));
    }
    text += (text.empty() ? "" : "\n");
    text +=
        args.flag("json") ? licence::thing_json(*thing) : licence::thing_text(*thing, *catalogue, language_of(args));
  }
  return print(text);
}
}  // namespace

extern const Command kLicenceKnown;
constinit const Command kLicenceKnown{
    "licence known", "what is known of a model, voice, corpus, test set", "[NAME...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
