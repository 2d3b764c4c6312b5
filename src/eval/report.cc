// SPDX-License-Identifier: Apache-2.0
// report.cc — a report as JSON and as a table.
#include <fmt/format.h>
#include <algorithm>

#include "base/json.h"
#include "dau/eval/score.h"

namespace dau::eval {
namespace {
json::Value errors_json(const NomErrors& errors) {
  return {{"correct", errors.correct},       {"missed_diacritic", errors.missed_diacritic},
          {"wrong_tone", errors.wrong_tone}, {"base_char", errors.base_char},
          {"extra_word", errors.extra_word}, {"missing_word", errors.missing_word}};
}

json::Value row_json(const Row& row) {
  return {{"name", row.name},
          {"value", row.value},
          {"low", row.low},
          {"high", row.high},
          {"leave_as_is", row.leave_as_is},
          {"higher_is_better", row.higher_is_better},
          {"numerator", row.counts.numerator},
          {"denominator", row.counts.denominator}};
}

// Error types are of restored marks.
bool has_error_types(const Report& report) { return report.task == "restore"; }

json::Value group_json(const Group& group, bool error_types) {
  json::Value metrics = json::Value::array();
  for (const Row& row : group.rows) metrics.push_back(row_json(row));
  json::Value value = {
      {"field", group.field}, {"value", group.value}, {"sentences", group.sentences}, {"metrics", std::move(metrics)}};
  if (!error_types) return value;
  value["error_types"] = errors_json(group.errors);
  value["leave_as_is_error_types"] = errors_json(group.leave_as_is_errors);
  return value;
}

std::string heading(const Group& group) {
  const std::string what = group.field == "all" ? "all" : fmt::format("{} {}", group.field, group.value);
  return fmt::format("{}, {} sentence{}\n", what, group.sentences, group.sentences == 1 ? "" : "s");
}

std::string row_text(const Row& row) {
  return fmt::format("  {:<31} {:>7.2f}  [{:>6.2f}, {:>6.2f}]  {:>11.2f}\n", row.name, 100 * row.value, 100 * row.low,
                     100 * row.high, 100 * row.leave_as_is);
}

std::string error_line(std::string_view name, std::uint64_t count, std::uint64_t leave_as_is) {
  return fmt::format("  {:<31} {:>7}  {:>16}  {:>11}\n", name, count, "", leave_as_is);
}

std::string errors_text(const NomErrors& errors, const NomErrors& as_is) {
  return fmt::format("  {:<31} {:>7}\n", "tokens by error type", "count") +
         error_line("correct", errors.correct, as_is.correct) +
         error_line("missed_diacritic", errors.missed_diacritic, as_is.missed_diacritic) +
         error_line("wrong_tone", errors.wrong_tone, as_is.wrong_tone) +
         error_line("base_char", errors.base_char, as_is.base_char) +
         error_line("extra_word", errors.extra_word, as_is.extra_word) +
         error_line("missing_word", errors.missing_word, as_is.missing_word);
}

std::string group_text(const Group& group, bool error_types) {
  std::string out = heading(group);
  out += fmt::format("  {:<31} {:>7}  {:>16}  {:>11}\n", "metric", "%", "95 % interval", "leave as is");
  for (const Row& row : group.rows) out += row_text(row);
  return error_types ? out + errors_text(group.errors, group.leave_as_is_errors) : out;
}
}  // namespace

std::string to_json(const Report& report) {
  json::Value groups = json::Value::array();
  for (const Group& group : report.groups) groups.push_back(group_json(group, has_error_types(report)));
  const json::Value value = {{"task", report.task},
                             {"gold", report.gold},
                             {"predictions", report.pred},
                             {"system", report.system},
                             {"draws", report.bootstrap.draws},
                             {"seed", report.bootstrap.seed},
                             {"groups", std::move(groups)}};
  return json::dump(value, 2) + "\n";
}

std::string to_text(const Report& report) {
  std::string out = fmt::format("task {}{}{}; intervals from {} draws, seed {}\n", report.task,
                                report.system.empty() ? "" : ", system ", report.system, report.bootstrap.draws,
                                report.bootstrap.seed);
  for (const Group& group : report.groups) {
    if (group.field != "all" && group.sentences == report.groups.front().sentences) continue;
    out += "\n" + group_text(group, has_error_types(report));
  }
  return out;
}
}  // namespace dau::eval
