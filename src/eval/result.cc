// SPDX-License-Identifier: Apache-2.0
// result.cc — a run scored by cells, and compared with itself scored again.
#include "dau/eval/result.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/bytes.h"
#include "base/sign.h"
#include "dau/eval/task_metrics.h"
#include "eval/cells.h"

namespace dau::eval {
namespace {
// The answer that most cases have, the first of equals.
std::string majority(std::span<const Case> cases) {
  std::map<std::string, std::size_t> counts;
  for (const Case& one : cases) ++counts[one.reference];
  const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
  return most == counts.end() ? std::string() : most->first;
}

std::vector<std::string> baseline_outputs(const TaskFile& task, std::span<const Case> cases) {
  std::vector<std::string> outputs;
  const std::string most = task.baseline == "majority" ? majority(cases) : std::string();
  for (const Case& one : cases) outputs.push_back(task.baseline == "majority" ? most : one.input);
  return outputs;
}

Result<CellScore> score_cell(const Scorer& scorer, const Cell& cell, std::span<const Case> cases,
                             std::span<const Answer> answers, const std::vector<std::string>& baseline,
                             const BootstrapOptions& options) {
  std::vector<const Case*> chosen;
  std::vector<std::string_view> outputs, left;
  for (const std::size_t i : cell.members) {
    chosen.push_back(&cases[i]);
    outputs.push_back(answers[i].output);
    if (!baseline.empty()) left.push_back(baseline[i]);
  }
  DAU_TRY(const GroupScores scores, score_cases(scorer, chosen, outputs, options));
  GroupScores base;
  if (!left.empty()) {
    BootstrapOptions once = options;
    once.draws = 1;  // its interval is not shown
    DAU_TRY(base, score_cases(scorer, chosen, left, once));
  }
  CellScore out{cell.register_name, cell.dialect, cell.members.size(), {}};
  for (std::size_t m = 0; m < scorer.metrics.size(); ++m) {
    MetricScore metric{std::string(scorer.metrics[m].name),
                       scores.value[m],
                       scores.low[m],
                       scores.high[m],
                       scorer.metrics[m].higher_is_better,
                       scorer.metrics[m].primary,
                       m < scores.counts.size() ? scores.counts[m] : Ratio{},
                       std::nullopt};
    if (!left.empty()) metric.baseline = base.value[m];
    out.metrics.push_back(std::move(metric));
  }
  return out;
}

// A value may differ by what text keeps of a double, no more.
bool same(double a, double b) { return std::abs(a - b) <= 1e-12 * std::max(1.0, std::abs(a)); }

std::string name_of(const CellScore& cell) { return cell_name(cell.register_name, cell.dialect); }

void compare_metrics(const CellScore& stated, const CellScore& found, std::vector<std::string>& out) {
  if (stated.cases != found.cases)
    out.push_back(fmt::format("{}: {} cases stated, {} found", name_of(stated), stated.cases, found.cases));
  for (const MetricScore& metric : found.metrics) {
    const auto other = std::ranges::find(stated.metrics, metric.name, &MetricScore::name);
    if (other == stated.metrics.end()) {
      out.push_back(fmt::format("{}: {} is missing", name_of(stated), metric.name));
      continue;
    }
    const auto tell = [&](std::string_view what, double a, double b) {
      if (!same(a, b))
        out.push_back(fmt::format("{}: {} {}: {} stated, {} found", name_of(stated), metric.name, what, a, b));
    };
    tell("value", other->value, metric.value);
    tell("low", other->low, metric.low);
    tell("high", other->high, metric.high);
    if (other->baseline.has_value() != metric.baseline.has_value())
      out.push_back(fmt::format("{}: {}: a baseline is stated or found alone", name_of(stated), metric.name));
    else if (metric.baseline)
      tell("baseline", *other->baseline, *metric.baseline);
  }
  if (stated.metrics.size() > found.metrics.size())
    out.push_back(fmt::format("{}: metrics that the task has not", name_of(stated)));
}
}  // namespace

Result<std::vector<CellScore>> score_cells(const TaskFile& task, std::span<const Case> cases,
                                           std::span<const Answer> answers, const BootstrapOptions& options) {
  const Scorer* scorer = find_scorer(task.scorer);
  if (scorer == nullptr) return Error{Errc::unsupported, fmt::format("no scorer \"{}\"", task.scorer), task.id};
  if (cases.size() != answers.size())
    return Error{Errc::invalid_argument, fmt::format("{} cases, {} answers", cases.size(), answers.size()), "answers"};
  const std::vector<std::string> baseline =
      task.baseline == "none" ? std::vector<std::string>() : baseline_outputs(task, cases);
  std::vector<CellScore> scores;
  for (const Cell& cell : cells_of(cases)) {
    DAU_TRY(CellScore score, score_cell(*scorer, cell, cases, answers, baseline, options));
    scores.push_back(std::move(score));
  }
  return scores;
}

Result<std::vector<std::string>> differences(const RunResult& result, const TaskFile& task, const SetFile& set,
                                             const std::string& digest, std::span<const Case> cases) {
  std::vector<std::string> out;
  if (result.set_sha256 != digest)
    out.push_back(fmt::format("set {}: SHA-256 {} stated, {} found", set.id, result.set_sha256, digest));
  if (result.answers.size() != cases.size()) {
    out.push_back(fmt::format("{} answers, {} cases", result.answers.size(), cases.size()));
    return out;
  }
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (result.answers[i].id != cases[i].id)
      out.push_back(fmt::format("answer {}: id {} stated, {} found", i + 1, result.answers[i].id, cases[i].id));
  if (!out.empty()) return out;
  DAU_TRY(const std::vector<CellScore> found, score_cells(task, cases, result.answers, result.bootstrap));
  for (const CellScore& cell : found) {
    const auto stated = std::ranges::find_if(result.cells, [&](const CellScore& other) {
      return other.register_name == cell.register_name && other.dialect == cell.dialect;
    });
    if (stated == result.cells.end())
      out.push_back(fmt::format("{} is missing", name_of(cell)));
    else
      compare_metrics(*stated, cell, out);
  }
  if (result.cells.size() > found.size()) out.push_back("cells that the set has not");
  return out;
}

Result<void> sign(RunResult& result, std::string_view key_pem, const std::string& key_name) {
  DAU_TRY(const SigningKey key, SigningKey::from_pem(key_pem, key_name));
  DAU_TRY(const Signature signature, key.sign(as_bytes(signed_bytes(result))));
  result.signature_key = to_base64(key.public_key());
  result.signature = to_base64(signature);
  return {};
}

bool is_signature_right(const RunResult& result) {
  PublicKey key;
  Signature signature;
  const auto key_bytes = from_base64(result.signature_key, key.size());
  const auto signature_bytes = from_base64(result.signature, signature.size());
  if (!key_bytes || !signature_bytes) return false;
  std::ranges::copy(as_bytes(*key_bytes), key.begin());
  std::ranges::copy(as_bytes(*signature_bytes), signature.begin());
  return is_signed(as_bytes(signed_bytes(result)), signature, key);
}

Result<std::string> key_name(std::string_view key_pem, const std::string& name) {
  DAU_TRY(const PublicKey key, public_key_from_pem(key_pem, name));
  return to_base64(key);
}
}  // namespace dau::eval
