// SPDX-License-Identifier: Apache-2.0
// matrix.h — results side by side: register × dialect × task.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dau/api.h"
#include "dau/eval/result.h"
#include "dau/result.h"

namespace dau::eval {
struct MatrixCell {
  double value = 0, low = 0, high = 0;
  std::uint64_t cases = 0;
};

// One system on one set; a baseline is a column of its own.
struct MatrixColumn {
  std::string system;
  std::string set;
  std::string licence;  // of the system; empty: not stated
  bool baseline = false;
};

struct MatrixRow {
  std::string register_name, dialect;            // empty: all
  std::vector<std::optional<MatrixCell>> cells;  // by column; nothing: nobody measured it
};

struct TaskMatrix {
  std::string task;
  Bilingual name;  // empty where the task is not known here
  std::string metric;
  bool higher_is_better = true;
  std::vector<MatrixColumn> columns;
  std::vector<MatrixRow> rows;  // all; each register; each dialect; each register with each dialect, measured or not
};

// The registers and dialects that a matrix has rows for, in order.
DAU_API std::span<const std::string_view> matrix_registers();
DAU_API std::span<const std::string_view> matrix_dialects();

// Cells of fewer cases are shown with a mark.
inline constexpr std::uint64_t kFullCell = 1000;

// One matrix for each task of the results, in the order in which they come. `metric` empty: the primary one of each.
// Two results of one system on one set are an error, as is a metric that a result has not: invalid_argument.
DAU_API Result<std::vector<TaskMatrix>> make_matrices(std::span<const RunResult> results,
                                                      const std::string& metric = {});

DAU_API std::string to_markdown(std::span<const TaskMatrix> matrices);
DAU_API std::string to_csv(std::span<const TaskMatrix> matrices);
DAU_API std::string to_json(std::span<const TaskMatrix> matrices);

// One page that needs nothing from elsewhere and reads without JavaScript; with it, tables sort by a click and filter
// by register, dialect and licence. The same matrices give the same bytes.
DAU_API std::string to_html(std::span<const TaskMatrix> matrices);
}  // namespace dau::eval
