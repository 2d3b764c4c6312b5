// SPDX-License-Identifier: Apache-2.0
// model_card.cc — a card whose every number comes from a result.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/json.h"
#include "dau/eval/export.h"
#include "eval/cells.h"
#include "eval/hub.h"

namespace dau::eval {
namespace {
// Of a task's tables, the first: its own metric, over all cases.
const MetricScore* primary_of(const RunResult& result) {
  if (result.cells.empty()) return nullptr;
  const auto& metrics = result.cells.front().metrics;
  const auto found = std::ranges::find(metrics, true, &MetricScore::primary);
  return found == metrics.end() ? nullptr : &*found;
}

json::Value index_entry(const RunResult& result) {
  json::Value metrics = json::Value::array();
  for (const MetricScore& metric : result.cells.front().metrics)
    metrics.push_back(
        {{"type", metric.name},
         {"value", metric.value},
         {"name", fmt::format("{}, 95 % interval {:.4f} to {:.4f}", metric.name, metric.low, metric.high)}});
  return {
      {"task", {{"type", hub::category(result.task)}, {"name", result.task}}},
      {"dataset",
       {{"name", result.set_id}, {"type", "dau/" + result.set_id}, {"revision", result.set_sha256}, {"split", "test"}}},
      {"metrics", std::move(metrics)}};
}

std::string front_matter(std::span<const RunResult> results) {
  const SystemInfo& system = results.front().system;
  json::Value metadata = {{"language", json::Value::array({"vi"})}};
  hub::put_licence(system.licence, metadata);
  json::Value entries = json::Value::array();
  for (const RunResult& result : results) entries.push_back(index_entry(result));
  metadata["model-index"] = json::Value::array({{{"name", system.name}, {"results", std::move(entries)}}});
  return hub::front_matter(metadata);
}

// A cell that holds every case is the first row again.
bool repeats(const RunResult& result, const CellScore& cell) {
  return &cell != &result.cells.front() && cell.cases == result.cells.front().cases;
}

std::string table(const RunResult& result) {
  const MetricScore* primary = primary_of(result);
  if (primary == nullptr) return {};
  std::string out = fmt::format("\n## {} · {}\n\n{}, %{}. {} cases", result.task, result.set_id, primary->name,
                                primary->higher_is_better ? "" : ", lower is better", result.set_cases);
  if (!result.set_licence.empty()) out += fmt::format(", licence {}", result.set_licence);
  out += fmt::format(", SHA-256 {}.\n\n| cell | cases | value | 95 % interval | {} |\n|---|---|---|---|---|\n",
                     result.set_sha256, result.baseline.empty() ? "baseline" : result.baseline);
  for (const CellScore& cell : result.cells) {
    const auto metric = std::ranges::find(cell.metrics, primary->name, &MetricScore::name);
    if (metric == cell.metrics.end() || repeats(result, cell)) continue;
    out += fmt::format("| {} | {} | {:.2f} | {:.2f} – {:.2f} | {} |\n",
                       hub::cell(cell_name(cell.register_name, cell.dialect)), cell.cases, 100 * metric->value,
                       100 * metric->low, 100 * metric->high,
                       metric->baseline ? fmt::format("{:.2f}", 100 * *metric->baseline) : "–");
  }
  std::size_t failed = 0;
  for (const Answer& answer : result.answers) failed += answer.error.empty() ? 0 : 1;
  if (failed > 0) out += fmt::format("\n{} cases failed and count as empty answers.\n", failed);
  std::vector<std::string> others;
  for (const MetricScore& metric : result.cells.front().metrics)
    if (metric.name != primary->name)
      others.push_back(fmt::format("{} {:.2f} [{:.2f}, {:.2f}]", metric.name, 100 * metric.value, 100 * metric.low,
                                   100 * metric.high));
  if (!others.empty()) out += fmt::format("\nAll cases, other metrics: {}.\n", fmt::join(others, "; "));
  out += fmt::format("\n    {}\n", result.command);
  std::vector<std::string> run;
  for (const char* name : {"dau", "os", "cpu", "cores", "kernels"})
    if (const auto found = result.environment.find(name); found != result.environment.end())
      run.push_back(fmt::format("{} {}", name, found->second));
  if (const auto rate = result.latency.find("cases_per_second"); rate != result.latency.end())
    run.push_back(fmt::format("{:.1f} cases a second", rate->second));
  if (const auto memory = result.latency.find("peak_memory_bytes"); memory != result.latency.end())
    run.push_back(fmt::format("{:.0f} MB at most", memory->second / 1e6));
  out += fmt::format("\n{}; {}.\n", result.started, fmt::join(run, ", "));
  if (!result.signature_key.empty()) out += fmt::format("\nSigned, Ed25519 key {}.\n", result.signature_key);
  return out;
}

Result<void> check(std::span<const RunResult> results) {
  if (results.empty()) return Error{Errc::invalid_argument, "no results", "results"};
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (results[i].cells.empty()) return Error{Errc::invalid_argument, "a result without a cell", "results"};
    if (results[i].system.name != results[0].system.name)
      return Error{Errc::invalid_argument,
                   fmt::format("results of two systems, {} and {}", results[0].system.name, results[i].system.name),
                   "results"};
    for (std::size_t j = 0; j < i; ++j)
      if (results[i].task == results[j].task && results[i].set_id == results[j].set_id)
        return Error{Errc::invalid_argument, fmt::format("two results of {} on {}", results[i].task, results[i].set_id),
                     "results"};
  }
  return {};
}
}  // namespace

Result<std::string> model_card(std::span<const RunResult> results) {
  DAU_CHECK(check(results));
  const SystemInfo& system = results.front().system;
  std::string out = front_matter(results) + fmt::format("\n# {}\n\n", system.name);
  if (!system.version.empty()) out += fmt::format("Version {}. ", system.version);
  out += fmt::format("Licence: {}.\n", system.licence.empty() ? "not stated" : system.licence);
  std::vector<ModelInfo> models;
  for (const RunResult& result : results)
    for (const ModelInfo& model : result.system.models)
      if (std::ranges::find(models, model) == models.end()) models.push_back(model);
  if (!models.empty()) out += "\n| model | version | licence | SHA-256 |\n|---|---|---|---|\n";
  for (const ModelInfo& model : models)
    out += fmt::format("| {} | {} | {} | {} |\n", hub::cell(model.name), hub::cell(model.version),
                       hub::cell(model.licence), model.sha256);
  out +=
      "\nMọi con số dưới đây lấy từ kết quả đã chấm lại và thấy đúng (`dau eval verify`); ô chưa đo thì không có. · "
      "Every number below is from a result that was scored again and found true; what was not measured is not here.\n";
  for (const RunResult& result : results) out += table(result);
  return out;
}
}  // namespace dau::eval
