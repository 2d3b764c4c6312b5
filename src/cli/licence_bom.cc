// SPDX-License-Identifier: Apache-2.0
// licence_bom.cc — dau licence bom: what a product is made of, for other people's programs and for its users.
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string>

#include "cli/build.h"
#include "cli/command.h"
#include "cli/licence.h"
#include "cli/output.h"
#include "dau/licence/bom.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Writes the bill of materials of a product (a manifest), a file, a folder, or of\n"
    "another bill: CycloneDX 1.6, SPDX 3.0.1, or the NOTICE file that ships with it.";

constexpr std::string_view kExamples =
    R"(  $ printf 'dau-manifest: 1\nproduct: {name: P, contains: silero-vad}\n' >p.yaml
  $ dau licence bom p.yaml --format notice | head -n 3
  P contains, or was made with, the following works.

  MIT
)";

std::vector<Option> options() {
  return {{"format", "cyclonedx|spdx|notice", "of what is written", "cyclonedx"},
          {"timestamp", "TIME", "RFC 3339; else SOURCE_DATE_EPOCH, else now"},
          {"output", "FILE", "where to write to, not standard output"}};
}

std::string written(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

// https://reproducible-builds.org/specs/source-date-epoch/
std::string timestamp(const Args& args) {
  if (!args.text("timestamp").empty()) return args.text("timestamp");
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  long long seconds = 0;
  if (epoch != nullptr) {
    const std::string_view text = epoch;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (fault == std::errc() && end == text.data() + text.size())
      return written(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  }
  return written(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

Result<void> run(const Args& args) {
  if (args.operands().size() != 1)
    return with_hint({Errc::invalid_argument, "expects one manifest, file, folder or bill", "licence bom"},
                     "dau licence bom --help");
  DAU_TRY(const licence::Catalogue* catalogue, licence::Catalogue::builtin());
  DAU_TRY(const licence::Graph graph, read_graph(args.operands().front(), *catalogue, true));
  const licence::BomOptions bom{timestamp(args), DAU_VERSION};
  const std::string& format = args.text("format");
  DAU_TRY(Output output, Output::open(args.text("output")));
  DAU_TRY(const bool taken, output.write(format == "notice" ? licence::to_notice(graph, *catalogue)
                                         : format == "spdx" ? licence::to_spdx(graph, *catalogue, bom)
                                                            : licence::to_cyclonedx(graph, *catalogue, bom)));
  return taken ? output.commit() : Result<void>();
}
}  // namespace

extern const Command kLicenceBom;
constinit const Command kLicenceBom{
    "licence bom", "its bill of materials, or its NOTICE file", "PATH", kAbout, options, kExamples, run};
}  // namespace dau::cli
