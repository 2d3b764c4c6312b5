// SPDX-License-Identifier: Apache-2.0
// text.cc — a table a cell.
#include "dau/eval/text.h"

#include <fmt/format.h>

namespace dau::eval {
namespace {
std::string title(const CellScore& cell) {
  if (cell.register_name.empty() && cell.dialect.empty()) return "all";
  if (cell.register_name.empty()) return cell.dialect;
  return cell.dialect.empty() ? cell.register_name : fmt::format("{} × {}", cell.register_name, cell.dialect);
}
}  // namespace

std::string to_text(const RunResult& result) {
  std::string out = fmt::format("{} · {} · {}\n", result.task, result.set_id, result.system.name);
  std::size_t failed = 0;
  for (const Answer& answer : result.answers) failed += answer.error.empty() ? 0 : 1;
  if (failed != 0) out += fmt::format("{} cases failed and count as empty answers\n", failed);
  for (const CellScore& cell : result.cells) {
    if (&cell != &result.cells.front() && cell.cases == result.cells.front().cases) continue;
    out += fmt::format("\n{}, {} cases\n  {:<24} {:>7}  {:>16}  {:>11}\n", title(cell), cell.cases, "metric", "%",
                       "95 % interval", result.baseline == "none" ? "" : result.baseline);
    for (const MetricScore& metric : cell.metrics)
      out += fmt::format("  {:<24} {:>7.2f}  [{:>6.2f}, {:>6.2f}]  {:>11}\n", metric.name, 100 * metric.value,
                         100 * metric.low, 100 * metric.high,
                         metric.baseline ? fmt::format("{:.2f}", 100 * *metric.baseline) : "");
  }
  return out;
}
}  // namespace dau::eval
