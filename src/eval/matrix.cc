// SPDX-License-Identifier: Apache-2.0
// matrix.cc — results into tables: nothing is averaged that was not measured together.
#include "dau/eval/matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/json.h"

namespace dau::eval {
namespace {
using namespace std::string_view_literals;
constexpr std::array kRegisters = {"legal"sv,     "business"sv,       "news"sv,    "encyclopaedic"sv,
                                   "technical"sv, "conversational"sv, "literary"sv};
constexpr std::array kDialects = {"unmarked"sv, "north"sv, "central"sv, "south"sv};

std::vector<MatrixRow> all_rows() {
  std::vector<MatrixRow> rows = {{"", "", {}}};
  for (const std::string_view reg : kRegisters) rows.push_back({std::string(reg), "", {}});
  for (const std::string_view dialect : kDialects) rows.push_back({"", std::string(dialect), {}});
  for (const std::string_view reg : kRegisters)
    for (const std::string_view dialect : kDialects) rows.push_back({std::string(reg), std::string(dialect), {}});
  return rows;
}

MatrixRow& row_for(TaskMatrix& matrix, const CellScore& cell) {
  const auto found = std::ranges::find_if(matrix.rows, [&](const MatrixRow& row) {
    return row.register_name == cell.register_name && row.dialect == cell.dialect;
  });
  if (found != matrix.rows.end()) return *found;
  matrix.rows.push_back({cell.register_name, cell.dialect, {}});
  return matrix.rows.back();
}

const MetricScore* find_metric(const CellScore& cell, const std::string& name) {
  for (const MetricScore& metric : cell.metrics)
    if (name.empty() ? metric.primary : metric.name == name) return &metric;
  return nullptr;
}

std::size_t add_column(TaskMatrix& matrix, MatrixColumn column) {
  matrix.columns.push_back(std::move(column));
  return matrix.columns.size() - 1;
}

void put(MatrixRow& row, std::size_t column, const MatrixCell& cell) {
  if (row.cells.size() <= column) row.cells.resize(column + 1);
  row.cells[column] = cell;
}

Result<TaskMatrix*> matrix_for(std::vector<TaskMatrix>& matrices, const RunResult& result, const std::string& metric) {
  const auto found = std::ranges::find(matrices, result.task, &TaskMatrix::task);
  if (found != matrices.end()) return &*found;
  const MetricScore* shown = result.cells.empty() ? nullptr : find_metric(result.cells.front(), metric);
  if (shown == nullptr)
    return Error{Errc::invalid_argument, fmt::format("no metric \"{}\" in the results of task {}", metric, result.task),
                 "metric"};
  TaskMatrix matrix{result.task, {}, shown->name, shown->higher_is_better, {}, all_rows()};
  if (const auto tasks = builtin_tasks())
    for (const TaskFile& task : *tasks)
      if (task.id == result.task) matrix.name = task.name;
  matrices.push_back(std::move(matrix));
  return &matrices.back();
}

// What was left as it is, once for each set.
void add_baseline(TaskMatrix& matrix, const RunResult& result) {
  for (const MatrixColumn& column : matrix.columns)
    if (column.baseline && column.set == result.set_id) return;
  const MetricScore* first = find_metric(result.cells.front(), matrix.metric);
  if (first == nullptr || !first->baseline) return;
  const std::size_t at = add_column(matrix, {result.baseline, result.set_id, {}, true});
  for (const CellScore& cell : result.cells)
    if (const MetricScore* metric = find_metric(cell, matrix.metric); metric != nullptr && metric->baseline)
      put(row_for(matrix, cell), at, {*metric->baseline, *metric->baseline, *metric->baseline, cell.cases});
}

Result<void> add_result(TaskMatrix& matrix, const RunResult& result) {
  for (const MatrixColumn& column : matrix.columns)
    if (!column.baseline && column.system == result.system.name && column.set == result.set_id)
      return Error{Errc::invalid_argument, fmt::format("two results of {} on {}", result.system.name, result.set_id),
                   "results"};
  add_baseline(matrix, result);
  if (result.system.kind == "baseline") return {};
  const std::size_t at = add_column(matrix, {result.system.name, result.set_id, result.system.licence, false});
  for (const CellScore& cell : result.cells) {
    const MetricScore* metric = find_metric(cell, matrix.metric);
    if (metric == nullptr)
      return Error{Errc::invalid_argument,
                   fmt::format("{} on {} has no {}", result.system.name, result.set_id, matrix.metric), "metric"};
    put(row_for(matrix, cell), at, {metric->value, metric->low, metric->high, cell.cases});
  }
  return {};
}

std::string title(const MatrixRow& row) {
  if (row.register_name.empty() && row.dialect.empty()) return "all";
  if (row.register_name.empty()) return "× " + row.dialect;
  return row.dialect.empty() ? row.register_name : row.register_name + " × " + row.dialect;
}

std::string markdown_cell(const std::optional<MatrixCell>& cell, bool baseline) {
  if (!cell) return "–";
  const std::string size = cell->cases < kFullCell ? fmt::format(" (n = {})", cell->cases) : "";
  return baseline
             ? fmt::format("{:.2f}{}", 100 * cell->value, size)
             : fmt::format("**{:.2f}** [{:.2f}, {:.2f}]{}", 100 * cell->value, 100 * cell->low, 100 * cell->high, size);
}

// A bar has its own meaning in Markdown.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? "\\|" : std::string(1, c == '\n' ? ' ' : c);
  return out;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}
}  // namespace

std::span<const std::string_view> matrix_registers() { return kRegisters; }
std::span<const std::string_view> matrix_dialects() { return kDialects; }

Result<std::vector<TaskMatrix>> make_matrices(std::span<const RunResult> results, const std::string& metric) {
  std::vector<TaskMatrix> matrices;
  for (const RunResult& result : results) {
    if (result.cells.empty()) return Error{Errc::invalid_argument, "a result without a cell", "results"};
    DAU_TRY(TaskMatrix* const matrix, matrix_for(matrices, result, metric));
    DAU_CHECK(add_result(*matrix, result));
  }
  for (TaskMatrix& matrix : matrices)
    for (MatrixRow& row : matrix.rows) row.cells.resize(matrix.columns.size());
  return matrices;
}

std::string to_markdown(std::span<const TaskMatrix> matrices) {
  std::string out;
  for (const TaskMatrix& matrix : matrices) {
    out += fmt::format("{}## {} ({}, %{})\n\n| cell |", out.empty() ? "" : "\n", matrix.task, matrix.metric,
                       matrix.higher_is_better ? "" : ", lower is better");
    for (const MatrixColumn& column : matrix.columns)
      out += fmt::format(" {}, {} |", escaped(column.system), escaped(column.set));
    out += "\n|---|";
    for (std::size_t i = 0; i < matrix.columns.size(); ++i) out += "---|";
    out += "\n";
    for (const MatrixRow& row : matrix.rows) {
      out += fmt::format("| {} |", escaped(title(row)));
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        out += fmt::format(" {} |", markdown_cell(row.cells[i], matrix.columns[i].baseline));
      out += "\n";
    }
  }
  return out;
}

std::string to_csv(std::span<const TaskMatrix> matrices) {
  std::string out = "task,metric,higher_is_better,system,set,licence,baseline,register,dialect,cases,value,low,high\n";
  for (const TaskMatrix& matrix : matrices)
    for (const MatrixRow& row : matrix.rows)
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const MatrixColumn& column = matrix.columns[i];
        const auto& cell = row.cells[i];
        out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(matrix.task), csv_field(matrix.metric),
                           matrix.higher_is_better, csv_field(column.system), csv_field(column.set),
                           csv_field(column.licence), column.baseline, row.register_name, row.dialect,
                           cell ? cell->cases : 0, cell ? fmt::format("{}", cell->value) : "",
                           cell ? fmt::format("{}", cell->low) : "", cell ? fmt::format("{}", cell->high) : "");
      }
  return out;
}

std::string to_json(std::span<const TaskMatrix> matrices) {
  json::Value all = json::Value::array();
  for (const TaskMatrix& matrix : matrices) {
    json::Value cells = json::Value::array();
    for (const MatrixRow& row : matrix.rows)
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const MatrixColumn& column = matrix.columns[i];
        json::Value one = {{"system", column.system},
                           {"set", column.set},
                           {"licence", column.licence},
                           {"baseline", column.baseline},
                           {"register", row.register_name},
                           {"dialect", row.dialect},
                           {"cases", row.cells[i] ? row.cells[i]->cases : 0}};
        if (row.cells[i]) {
          one["value"] = row.cells[i]->value;
          one["low"] = row.cells[i]->low;
          one["high"] = row.cells[i]->high;
        }
        cells.push_back(std::move(one));
      }
    all.push_back({{"task", matrix.task},
                   {"metric", matrix.metric},
                   {"higher_is_better", matrix.higher_is_better},
                   {"cells", std::move(cells)}});
  }
  return json::dump(all, 2) + "\n";
}
}  // namespace dau::eval
