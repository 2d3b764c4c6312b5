// SPDX-License-Identifier: Apache-2.0
// text.cc — a table a cell.
#include "dau/eval/text.h"

#include <fmt/format.h>

#include "eval/cells.h"

namespace dau::eval {
std::string to_text(const RunResult& result) {
  std::string out = fmt::format("{} · {} · {}\n", result.task, result.set_id, result.system.name);
  std::size_t failed = 0;
  for (const Answer& answer : result.answers) failed += answer.error.empty() ? 0 : 1;
  if (failed != 0) out += fmt::format("{} cases failed and count as empty answers\n", failed);
  for (const CellScore& cell : result.cells) {
    if (&cell != &result.cells.front() && cell.cases == result.cells.front().cases) continue;
    out += fmt::format("\n{}, {} cases\n  {:<24} {:>7}  {:>16}  {:>11}\n", cell_name(cell.register_name, cell.dialect),
                       cell.cases, "metric", "%", "95 % interval", result.baseline == "none" ? "" : result.baseline);
    for (const MetricScore& metric : cell.metrics)
      out += fmt::format("  {:<24} {:>7.2f}  [{:>6.2f}, {:>6.2f}]  {:>11}\n", metric.name, 100 * metric.value,
                         100 * metric.low, 100 * metric.high,
                         metric.baseline ? fmt::format("{:.2f}", 100 * *metric.baseline) : "");
  }
  return out;
}
}  // namespace dau::eval
