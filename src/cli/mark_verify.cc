// SPDX-License-Identifier: Apache-2.0
// mark_verify.cc — dau mark verify: what a file's manifest says, and whether one may believe it.
#include "dau/mark/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "base/json.h"
#include "base/printable.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/exit.h"
#include "cli/mark.h"
#include "cli/output.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Tells whether a file carries a mark (C2PA), who signed it, and whether the file\n"
    "is still what was signed. Exit code 0 valid, 1 invalid, 2 no mark.";

constexpr std::string_view kExamples = R"(  $ dau mark keys -o k >about; printf '# Tin\n' >a.md
  $ dau mark add --created --key k/leaf.key --cert k/chain.pem -o b.md a.md
  b.md: created
  $ dau mark verify --trust k/roots.pem b.md | head -n 1
  b.md: TRUSTED: made by an AI system
)";

std::vector<Option> options() {
  return {{"trust", "FILE", "certificates one trusts, PEM"}, {"json", "", "the whole report, for programs"}};
}

std::string_view headline(const mark::Report& report) {
  switch (report.verdict) {
    case mark::Verdict::none:
      return "NO MARK: that does not say who made it";
    case mark::Verdict::invalid:
      return "INVALID: nothing it says can be relied on";
    case mark::Verdict::valid:
    case mark::Verdict::trusted:
      break;
  }
  bool edited = false;
  for (const mark::Action& action : report.actions) edited = edited || action.action == "c2pa.opened";
  if (!report.ai_generated) return "something that its signer passes on says that AI made it";
  if (!*report.ai_generated)
    return report.ai_in_ingredients ? "made from AI content" : "it does not say that AI made it";
  return edited ? "edited with an AI system" : "made by an AI system";
}

std::string human(const mark::Report& report, const std::string& name) {
  const bool good = report.verdict == mark::Verdict::trusted || report.verdict == mark::Verdict::valid;
  std::string out = fmt::format("{}: ", to_printable(name));
  if (good) out += report.verdict == mark::Verdict::trusted ? "TRUSTED: " : "VALID, signer not known: ";
  const auto unread = std::ranges::find(report.statuses, "general.error", &mark::Status::code);
  if (report.verdict == mark::Verdict::none && unread != report.statuses.end())
    out += fmt::format("NO MARK FOUND, and the file cannot be read: {}\n", to_printable(unread->explanation));
  else
    out += fmt::format("{}\n", headline(report));
  if (report.signer)
    out +=
        fmt::format("  signed by {}, {}{}\n", to_printable(report.signer->common_name),
                    to_printable(report.signer->organization), report.signed_at.empty() ? "" : ", " + report.signed_at);
  for (const mark::Action& action : report.actions)
    out += fmt::format("  {} {} {}\n", to_printable(action.action),
                       to_printable(action.source_type.substr(action.source_type.rfind('/') + 1)),
                       to_printable(action.when));
  if (!report.profile.empty())
    if (const auto profile = json::parse(report.profile);
        profile && profile->is_object() && profile->contains("statement"))
      if (const auto& statement = (*profile)["statement"]; statement.is_object() && statement.contains("vi"))
        if (statement["vi"].is_string()) out += fmt::format("  {}\n", to_printable(statement["vi"].get<std::string>()));
  for (const mark::Status& status : report.statuses)
    if (status.kind == mark::StatusKind::failure || status.code == "signingCredential.untrusted")
      out += fmt::format("  {}: {}\n", to_printable(status.code), status.explanation);
  return out;
}

// What it may ask for; with pages that the program has already and then touches, that is less than 64 MB.
constexpr std::uint64_t kMemory = std::uint64_t{48} << 20;

// Whatever the file is, no more memory than that beside it.
Result<mark::Report> verify_bounded(const Asset& asset, const std::optional<std::string>& sidecar,
                                    const mark::VerifyOptions& how) {
  try {
    return mark::verify(asset.bytes(), asset.name(), sidecar, how);
  } catch (const std::bad_alloc&) {
    mark::Report report;
    report.verdict = mark::Verdict::invalid;
    report.statuses.push_back(
        {"general.error", "", "reading it takes more than 64 MB beside the file", mark::StatusKind::failure});
    return report;
  }
}

int exit_of(mark::Verdict verdict) {
  return verdict == mark::Verdict::none ? 2 : verdict == mark::Verdict::invalid ? 1 : 0;
}

Result<void> run(const Args& args) {
  const auto& operands = args.operands();
  if (operands.empty() || operands.size() > 2)
    return with_hint({Errc::invalid_argument, "expects a file, and perhaps its sidecar", "mark verify"},
                     "dau mark verify --help");
  mark::VerifyOptions how;
  if (!args.text("trust").empty()) {
    DAU_TRY(const Content trust, read_content(args.text("trust"), std::uint64_t{8} << 20));
    how.trust_pem = trust.bytes;
    how.trust_name = trust.name;
    if (trust.bytes.empty()) return Error{Errc::corrupt, "no certificates in PEM", trust.name};
  }
  DAU_TRY(const Asset asset, Asset::open(operands[0]));
  std::optional<std::string> sidecar;
  if (operands.size() == 2) {
    DAU_TRY(const Content content, read_content(operands[1], std::uint64_t{64} << 20));
    sidecar = content.bytes;
  }
  bound_memory(kMemory);
  DAU_TRY(mark::Report report, verify_bounded(asset, sidecar, how));
  // Also where the file says that its manifest is elsewhere, which is not fetched.
  const bool elsewhere = !report.statuses.empty() && report.statuses.front().code == "manifest.inaccessible";
  if ((report.verdict == mark::Verdict::none || elsewhere) && !sidecar && operands[0] != "-") {
    DAU_TRY(sidecar, sidecar_of(operands[0]));
    if (sidecar) {
      DAU_TRY(report, verify_bounded(asset, sidecar, how));
    }
  }
  if (report.format == "store" && !args.flag("json"))
    tell("hint", "a manifest store alone: the file that it is about comes first, dau mark verify FILE " + operands[0]);
  answer_with(exit_of(report.verdict));
  return print(args.flag("json") ? mark::to_json(report, asset.name()) + "\n" : human(report, asset.name()));
}
}  // namespace

extern const Command kMarkVerify;
constinit const Command kMarkVerify{
    "mark verify", "is it marked, by whom, and is it so still?", "FILE [SIDECAR]", kAbout, options, kExamples, run};
}  // namespace dau::cli
