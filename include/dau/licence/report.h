// SPDX-License-Identifier: Apache-2.0
// report.h — what a check found, for people, programs and code hosts.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "dau/licence/policy.h"

namespace dau::licence {
enum class Language : std::uint8_t { vi, en };

// One question answered: `verdicts[0]` is that of the use that was asked for, the others of every other use.
struct Report {
  std::string subject;  // path of what was checked
  std::string on;       // the day
  const Graph* graph = nullptr;
  const Policy* policy = nullptr;
  std::vector<UseVerdict> verdicts;

  const UseVerdict& asked() const { return verdicts.front(); }
};

// Checks `graph` for `use` first and then for every other. The report refers to the graph and the policy.
// Errors: as check().
DAU_API Result<Report> report_on(std::string subject, const Graph& graph, const Catalogue& catalogue,
                                 const Policy& policy, Use use, const CheckOptions& options);

// To read, at most 80 columns: the answer; what stands against it, the worst component with its way, words of the
// licence, evidence and what could take its place, the others in short (all as long with `details`); duties; other
// uses.
DAU_API std::string to_text(const Report& report, const Catalogue& catalogue, Language language, bool details = false);

// One JSON object, docs/formats/licence-report.md.
DAU_API std::string to_json(const Report& report, const Catalogue& catalogue);

// SARIF 2.1.0, a result for each finding that is no duty, for code hosts that show it beside the file.
DAU_API std::string to_sarif(const Report& report, const std::string& tool_version);
}  // namespace dau::licence
