// SPDX-License-Identifier: Apache-2.0
// result_json.cc — results to JSON and back.
#include <fmt/format.h>

#include <utility>

#include "base/fields.h"
#include "base/json.h"
#include "dau/eval/result.h"

namespace dau::eval {
namespace {
constexpr std::string_view kFormat = "dau-eval-result";

void put(json::Value& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

json::Value system_json(const SystemInfo& system) {
  json::Value value = {{"name", system.name}, {"kind", system.kind}, {"spec", system.spec}};
  put(value, "version", system.version);
  put(value, "licence", system.licence);
  for (const ModelInfo& model : system.models) {
    json::Value one = {{"name", model.name}};
    put(one, "version", model.version);
    put(one, "sha256", model.sha256);
    put(one, "licence", model.licence);
    value["models"].push_back(std::move(one));
  }
  return value;
}

json::Value cell_json(const CellScore& cell) {
  json::Value metrics = json::Value::array();
  for (const MetricScore& metric : cell.metrics) {
    json::Value one = {{"name", metric.name},
                       {"value", metric.value},
                       {"low", metric.low},
                       {"high", metric.high},
                       {"higher_is_better", metric.higher_is_better},
                       {"primary", metric.primary},
                       {"numerator", metric.counts.numerator},
                       {"denominator", metric.counts.denominator}};
    if (metric.baseline) one["baseline"] = *metric.baseline;
    metrics.push_back(std::move(one));
  }
  return {{"register", cell.register_name},
          {"dialect", cell.dialect},
          {"cases", cell.cases},
          {"metrics", std::move(metrics)}};
}

json::Value answer_json(const Answer& answer) {
  json::Value value = {{"id", answer.id}};
  put(value, "register", answer.register_name);
  put(value, "dialect", answer.dialect);
  value["output"] = answer.output;
  put(value, "error", answer.error);
  return value;
}

json::Value figures_json(const Figures& figures) {
  json::Value value = json::Value::object();
  for (const auto& [name, figure] : figures) value[name] = figure;
  return value;
}

json::Value result_json(const RunResult& result) {
  json::Value value = {{"format", kFormat}, {"version", 1}, {"task", result.task}};
  value["set"] = {{"id", result.set_id}, {"sha256", result.set_sha256}, {"cases", result.set_cases}};
  put(value["set"], "licence", result.set_licence);
  value["system"] = system_json(result.system);
  put(value, "command", result.command);
  value["seed"] = result.bootstrap.seed;
  value["draws"] = result.bootstrap.draws;
  put(value, "started", result.started);
  value["seconds"] = result.seconds;
  value["environment"] = json::Value::object();
  for (const auto& [name, text] : result.environment) value["environment"][name] = text;
  value["latency"] = figures_json(result.latency);
  value["usage"] = figures_json(result.usage);
  value["baseline"] = result.baseline;
  value["groups"] = json::Value::array();
  for (const CellScore& cell : result.cells) value["groups"].push_back(cell_json(cell));
  value["cases"] = json::Value::array();
  for (const Answer& answer : result.answers) value["cases"].push_back(answer_json(answer));
  return value;
}

double number(Fields& fields, const json::Value& object, const char* name) {
  const auto found = object.find(name);
  fields.see(name);
  if (found == object.end() || !found->is_number()) {
    fields.fail(fmt::format("member \"{}\" is not a number", name));
    return 0;
  }
  return found->get<double>();
}

std::int64_t whole(Fields& fields, const json::Value& object, const char* name, std::int64_t least, std::int64_t most) {
  const auto found = object.find(name);
  fields.see(name);
  const bool fits = found != object.end() && found->is_number_integer() &&
                    !(found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) &&
                    found->get<std::int64_t>() >= least;
  if (fits) return found->get<std::int64_t>();
  fields.fail(fmt::format("member \"{}\" is no whole number from {} to {}", name, least, most));
  return least;
}

bool flag(Fields& fields, const char* name) { return fields.yes_or_no(name); }

std::uint64_t count(Fields& fields, const json::Value& object, const char* name) {
  const auto found = object.find(name);
  fields.see(name);
  if (found == object.end() || !found->is_number_unsigned()) {
    fields.fail(fmt::format("member \"{}\" is not a count", name));
    return 0;
  }
  return found->get<std::uint64_t>();
}

Result<SystemInfo> read_system(const json::Value* value, const std::string& where) {
  if (value == nullptr) return Error{Errc::corrupt, "member \"system\" is missing", where};
  Fields fields(*value, where + ": system");
  SystemInfo system{fields.text("name"),
                    fields.text("kind"),
                    fields.optional_text("spec"),
                    fields.optional_text("version"),
                    fields.optional_text("licence"),
                    {}};
  for (const json::Value* one : fields.objects("models")) {
    Fields model(*one, where + ": models");
    system.models.push_back({model.text("name"), model.optional_text("version"), model.optional_text("sha256"),
                             model.optional_text("licence")});
    DAU_CHECK(model.done());
  }
  DAU_CHECK(fields.done());
  return system;
}

Result<CellScore> read_cell(const json::Value& value, const std::string& where) {
  Fields fields(value, where + ": groups");
  CellScore cell{fields.optional_text("register"), fields.optional_text("dialect"), 0, {}};
  if (value.is_object()) cell.cases = count(fields, value, "cases");
  for (const json::Value* one : fields.objects("metrics")) {
    if (!one->is_object()) break;
    Fields inner(*one, where + ": metrics");
    MetricScore metric;
    metric.name = inner.text("name");
    metric.value = number(inner, *one, "value");
    metric.low = number(inner, *one, "low");
    metric.high = number(inner, *one, "high");
    metric.higher_is_better = flag(inner, "higher_is_better");
    metric.primary = flag(inner, "primary");
    metric.counts = {count(inner, *one, "numerator"), count(inner, *one, "denominator")};
    if (inner.has("baseline")) metric.baseline = number(inner, *one, "baseline");
    DAU_CHECK(inner.done());
    cell.metrics.push_back(std::move(metric));
  }
  DAU_CHECK(fields.done());
  return cell;
}

Result<Figures> read_figures(const json::Value* value, const std::string& where) {
  Figures figures;
  if (value == nullptr) return figures;
  for (const auto& [name, figure] : value->items()) {
    if (!figure.is_number()) return Error{Errc::corrupt, fmt::format("member \"{}\" is not a number", name), where};
    figures[name] = figure.get<double>();
  }
  return figures;
}
}  // namespace

std::string signed_bytes(const RunResult& result) { return json::dump(result_json(result), 2) + "\n"; }

std::string to_json(const RunResult& result) {
  json::Value value = result_json(result);
  if (!result.signature.empty())
    value["signature"] = {{"algorithm", "Ed25519"}, {"key", result.signature_key}, {"value", result.signature}};
  return json::dump(value, 2) + "\n";
}

Result<RunResult> read_result(std::string_view text, const std::string& name) {
  if (text.size() > kMaxResultBytes)
    return Error{Errc::corrupt, fmt::format("larger than {} bytes", kMaxResultBytes), name};
  DAU_TRY(const json::Value value, json::parse_unique(text, name));
  Fields fields(value, name);
  if (fields.optional_text("format") != kFormat) return Error{Errc::corrupt, "not a result of dau eval run", name};
  if (fields.optional_text("version") != "1") return Error{Errc::unsupported, "a result of a newer version", name};
  RunResult result;
  result.task = fields.text("task");
  const json::Value* set = fields.object("set");
  if (set == nullptr) return Error{Errc::corrupt, "member \"set\" is missing", name};
  Fields set_fields(*set, name + ": set");
  result.set_id = set_fields.text("id");
  result.set_sha256 = set_fields.text("sha256");
  result.set_licence = set_fields.optional_text("licence");
  result.set_cases = count(set_fields, *set, "cases");
  DAU_CHECK(set_fields.done());
  DAU_TRY(result.system, read_system(fields.object("system"), name));
  result.command = fields.optional_text("command");
  constexpr std::int64_t kMaxSeed = 9'000'000'000'000'000;  // what the command takes
  result.bootstrap.seed = whole(fields, value, "seed", -kMaxSeed, kMaxSeed);
  result.bootstrap.draws = static_cast<int>(whole(fields, value, "draws", 1, 1'000'000));
  result.started = fields.optional_text("started");
  result.seconds = number(fields, value, "seconds");
  if (const json::Value* environment = fields.object("environment"))
    for (const auto& [key, one] : environment->items())
      if (one.is_string()) result.environment[key] = one.get<std::string>();
  DAU_TRY(result.latency, read_figures(fields.object("latency"), name));
  DAU_TRY(result.usage, read_figures(fields.object("usage"), name));
  result.baseline = fields.optional_text("baseline");
  for (const json::Value* one : fields.objects("groups")) {
    DAU_TRY(CellScore cell, read_cell(*one, name));
    result.cells.push_back(std::move(cell));
  }
  for (const json::Value* one : fields.objects("cases")) {
    Fields inner(*one, name + ": cases");
    result.answers.push_back({inner.text("id"), inner.optional_text("register"), inner.optional_text("dialect"),
                              inner.optional_text("output"), inner.optional_text("error")});
    DAU_CHECK(inner.done());
  }
  if (const json::Value* signature = fields.object("signature")) {
    Fields inner(*signature, name + ": signature");
    if (inner.text("algorithm") != "Ed25519") inner.fail("an algorithm other than Ed25519");
    result.signature_key = inner.text("key");
    result.signature = inner.text("value");
    DAU_CHECK(inner.done());
  }
  DAU_CHECK(fields.done());
  return result;
}
}  // namespace dau::eval
