// SPDX-License-Identifier: Apache-2.0
// compare.cc — paired approximate randomisation, and the interval of the difference.
// Source: E. W. Noreen, Computer-Intensive Methods for Testing Hypotheses, 1989; S. Riezler and J. T. Maxwell, On Some
// Pitfalls in Automatic Evaluation and Significance Testing for MT, 2005.
#include "dau/eval/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dau/eval/task_metrics.h"
#include "eval/cells.h"
#include "eval/python_random.h"
#include "eval/tally.h"

namespace dau::eval {
namespace {
// What two sums differ by when they should be equal, but were made in another order.
constexpr double kRounding = 1e-12;

Tally tally_of(const Scorer& scorer, const Cell& cell, std::span<const Case> cases, std::span<const Answer> answers) {
  std::vector<const Case*> chosen;
  std::vector<std::string_view> outputs;
  for (const std::size_t i : cell.members) {
    chosen.push_back(&cases[i]);
    outputs.push_back(answers[i].output);
  }
  return {scorer, chosen, outputs};
}

// Only cases in which the two differ are worth a coin's consequence; the coin is thrown for all.
std::vector<std::size_t> unequal_cases(const Tally& a, const Tally& b) {
  std::vector<std::size_t> unequal;
  for (std::size_t i = 0; i < a.cases(); ++i)
    if (!std::ranges::equal(a.of(i), b.of(i))) unequal.push_back(i);
  return unequal;
}

// Counts, for each metric, the draws whose difference is at least as large as the one that was seen.
std::vector<std::uint64_t> count_as_large(const Tally& a, const Tally& b, const std::vector<double>& seen,
                                          const BootstrapOptions& options) {
  const std::vector<Ratio> sum_a = a.sum(), sum_b = b.sum();
  const std::vector<std::size_t> unequal = unequal_cases(a, b);
  std::vector<std::uint64_t> as_large(seen.size());
  std::vector<char> swapped(a.cases());
  PythonRandom random(options.seed);
  for (int draw = 0; draw < options.draws; ++draw) {
    for (char& one : swapped) one = random.coin() ? 1 : 0;
    std::vector<Ratio> x = sum_a, y = sum_b;
    for (const std::size_t i : unequal) {
      if (swapped[i] == 0) continue;
      const std::span<const Ratio> of_a = a.of(i), of_b = b.of(i);
      for (std::size_t r = 0; r < x.size(); ++r) {  // modulo 2^64 what is taken away first comes back
        x[r].numerator += of_b[r].numerator - of_a[r].numerator;
        x[r].denominator += of_b[r].denominator - of_a[r].denominator;
        y[r].numerator += of_a[r].numerator - of_b[r].numerator;
        y[r].denominator += of_a[r].denominator - of_b[r].denominator;
      }
    }
    const std::vector<double> of_x = a.values(x), of_y = a.values(y);
    for (std::size_t m = 0; m < seen.size(); ++m)
      as_large[m] += std::abs(of_x[m] - of_y[m]) >= std::abs(seen[m]) - kRounding ? 1 : 0;
  }
  return as_large;
}

// The interval of each difference: the same draws for both.
Result<std::vector<Interval>> intervals_of(const Tally& a, const Tally& b, const BootstrapOptions& options) {
  DAU_TRY(std::vector<std::vector<double>> of_a, draw_values(a, options));
  DAU_TRY(const std::vector<std::vector<double>> of_b, draw_values(b, options));
  std::vector<Interval> intervals;
  for (std::size_t m = 0; m < of_a.size(); ++m) {
    for (std::size_t draw = 0; draw < of_a[m].size(); ++draw) of_a[m][draw] -= of_b[m][draw];
    intervals.push_back(percentiles(std::move(of_a[m])));
  }
  return intervals;
}

// The metrics of one case. Edits of an empty reference are no rate, but more of them are worse.
std::vector<double> values_of_case(const Tally& tally, std::size_t one) {
  const std::span<const Ratio> row = tally.of(one);
  std::vector<double> values = tally.values(row);
  for (std::size_t m = 0; m < values.size(); ++m)
    if (row[m].denominator == 0 && values[m] == 0) values[m] = static_cast<double>(row[m].numerator);
  return values;
}

void count_better(const Tally& a, const Tally& b, std::vector<Difference>& metrics) {
  for (const std::size_t i : unequal_cases(a, b)) {
    const std::vector<double> of_a = values_of_case(a, i), of_b = values_of_case(b, i);
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const double gain = metrics[m].higher_is_better ? of_a[m] - of_b[m] : of_b[m] - of_a[m];
      metrics[m].a_better += gain > kRounding ? 1 : 0;
      metrics[m].b_better += gain < -kRounding ? 1 : 0;
    }
  }
}

Result<CellDifference> compare_cell(const Scorer& scorer, const Cell& cell, const Tally& a, const Tally& b,
                                    const BootstrapOptions& options) {
  CellDifference out{cell.register_name, cell.dialect, cell.members.size(), {}};
  DAU_TRY(const std::vector<Interval> intervals, intervals_of(a, b, options));
  const std::vector<double> of_a = a.values(a.sum()), of_b = b.values(b.sum());
  std::vector<double> seen;
  for (std::size_t m = 0; m < of_a.size(); ++m) seen.push_back(of_a[m] - of_b[m]);
  const std::vector<std::uint64_t> as_large = count_as_large(a, b, seen, options);
  for (std::size_t m = 0; m < seen.size(); ++m) {
    const MetricInfo& info = scorer.metrics[m];
    out.metrics.push_back({std::string(info.name), info.higher_is_better, info.primary, of_a[m], of_b[m], seen[m],
                           intervals[m].low, intervals[m].high,
                           static_cast<double>(as_large[m] + 1) / (static_cast<double>(options.draws) + 1), 0, 0});
  }
  count_better(a, b, out.metrics);
  return out;
}

const Difference* find_metric(const CellDifference& cell, const std::string& name) {
  for (const Difference& one : cell.metrics)
    if (name.empty() ? one.primary : one.metric == name) return &one;
  return nullptr;
}
// Whether the cell holds the very cases of all, or of its register.
bool repeats_another(const CellDifference& cell, std::span<const CellDifference> cells) {
  return std::ranges::any_of(cells, [&](const CellDifference& other) {
    const bool wider =
        other.dialect.empty() && (other.register_name.empty() || other.register_name == cell.register_name);
    return wider && &other < &cell && other.cases == cell.cases;
  });
}
}  // namespace

Result<std::vector<CellDifference>> compare(const TaskFile& task, std::span<const Case> cases,
                                            std::span<const Answer> a, std::span<const Answer> b,
                                            const BootstrapOptions& options) {
  DAU_CHECK(validate(options));
  const Scorer* scorer = find_scorer(task.scorer);
  if (scorer == nullptr) return Error{Errc::unsupported, fmt::format("no scorer \"{}\"", task.scorer), task.id};
  for (const auto& [answers, name] : {std::pair(a, "a"), std::pair(b, "b")}) {
    if (answers.size() != cases.size())
      return Error{Errc::invalid_argument, fmt::format("{} cases, {} answers", cases.size(), answers.size()), name};
    for (std::size_t i = 0; i < cases.size(); ++i) DAU_CHECK(check_scorable(*scorer, cases[i], answers[i].output));
  }
  std::vector<CellDifference> out;
  for (const Cell& cell : cells_of(cases)) {
    DAU_TRY(CellDifference one,
            compare_cell(*scorer, cell, tally_of(*scorer, cell, cases, a), tally_of(*scorer, cell, cases, b), options));
    out.push_back(std::move(one));
  }
  return out;
}

Result<std::string> to_text(std::span<const CellDifference> cells, const std::string& metric) {
  std::string out;
  for (const CellDifference& cell : cells) {
    if (repeats_another(cell, cells)) continue;
    const Difference* const one = find_metric(cell, metric);
    if (one == nullptr) return Error{Errc::invalid_argument, fmt::format("no metric \"{}\"", metric), "metric"};
    if (out.empty())
      out = fmt::format("{}, %{}\n{:<25} {:>5} {:>6} {:>6} {:>6}  {:>15}  {:>6}\n", one->metric,
                        one->higher_is_better ? "" : ", lower is better", "cell", "cases", "A", "B", "A − B",
                        "95 % interval", "p");
    out += fmt::format("{:<25} {:>5} {:>6.2f} {:>6.2f} {:>+6.2f} [{:>+7.2f},{:>+7.2f}] {:>7.4f}\n",
                       cell_name(cell.register_name, cell.dialect), cell.cases, 100 * one->a, 100 * one->b,
                       100 * one->difference, 100 * one->low, 100 * one->high, one->p);
  }
  return out;
}
}  // namespace dau::eval
