// SPDX-License-Identifier: Apache-2.0
// report_json.cc — a report for programs, and for code hosts (SARIF 2.1.0).
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/json.h"
#include "dau/licence/report.h"
#include "licence/claims.h"

namespace dau::licence {
namespace {
json::Value words_json(const Words& words) { return {{"vi", words.vi}, {"en", words.en}}; }

json::Value path_json(const Graph& graph, const Finding& finding) {
  json::Value path = json::Value::array();
  for (std::size_t i = 0; i < finding.path.size(); ++i) {
    if (i > 0) path.push_back(name_of(finding.relations[i - 1]));
    path.push_back(graph.components[finding.path[i]].id);
  }
  return path;
}

json::Value finding_json(const Graph& graph, const Finding& finding) {
  json::Value value = {{"level", name_of(finding.level)},
                       {"rule", finding.rule},
                       {"component", graph.components[finding.component].id},
                       {"path", path_json(graph, finding)},
                       {"licence", finding.licence},
                       {"evidence", finding.evidence},
                       {"reason", words_json(finding.reason)},
                       {"remedy", words_json(finding.remedy)}};
  if (finding.quote) value["words"] = {{"text", finding.quote->text}, {"where", finding.quote->where}};
  if (!finding.alternatives.empty()) value["alternatives"] = finding.alternatives;
  if (finding.waiver != nullptr)
    value["waiver"] = {
        {"name", finding.waiver->name}, {"reason", finding.waiver->reason}, {"expires", finding.waiver->expires}};
  if (finding.waiver_expired) value["waiver_expired"] = true;
  return value;
}

json::Value component_json(const Graph& graph, const Component& component, const Catalogue& catalogue) {
  json::Value licences = json::Value::array();
  for (const Claim& claim : claims_of(component, catalogue))
    licences.push_back(
        {{"expression", to_string(claim.expression)}, {"evidence", claim.evidence}, {"known", claim.known}});
  json::Value edges = json::Value::array();
  for (const Edge& edge : component.edges)
    edges.push_back(
        {{"relation", name_of(edge.relation)}, {"to", graph.components[edge.target].id}, {"where", edge.where}});
  json::Value value = {{"id", component.id}, {"name", component.name}};
  for (const auto& [name, text] : {std::pair("version", &component.version),
                                   {"kind", &component.kind},
                                   {"supplier", &component.supplier},
                                   {"path", &component.path},
                                   {"url", &component.url},
                                   {"sha256", &component.sha256},
                                   {"known", &component.known}})
    if (!text->empty()) value[name] = *text;
  value["licences"] = std::move(licences);
  value["edges"] = std::move(edges);
  return value;
}

std::string_view answer_name(const UseVerdict& verdict) {
  const auto worst = verdict.worst();
  return !worst ? "yes" : *worst == Level::duty ? "yes-with-duties" : *worst == Level::unsettled ? "unsettled" : "no";
}

json::Value verdict_json(const Graph& graph, const UseVerdict& verdict) {
  json::Value findings = json::Value::array();
  for (const Finding& finding : verdict.findings) findings.push_back(finding_json(graph, finding));
  return {{"use", name_of(verdict.use)},
          {"answer", answer_name(verdict)},
          {"allowed", verdict.allowed()},
          {"findings", std::move(findings)}};
}

// The file that a finding is shown beside.
std::string location_of(const Report& report, const Finding& finding) {
  const Component& component = report.graph->components[finding.component];
  if (!component.path.empty()) return component.path;
  return component.declared.empty() || component.declared.front().where.find(' ') != std::string::npos
             ? report.subject
             : component.declared.front().where;
}

// A path as a reference that any reader of URIs takes (RFC 3986).
std::string uri_of(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// "README.md:3" is line 3 of README.md; what names no line is told at the first.
json::Value place_of(const std::string& where) {
  const std::size_t colon = where.rfind(':');
  const bool has_line = colon != std::string::npos && colon + 1 < where.size() && where.size() - colon <= 9 &&
                        where.find_first_not_of("0123456789", colon + 1) == std::string::npos;
  const int line = has_line ? std::stoi(where.substr(colon + 1)) : 1;
  return {{"artifactLocation", {{"uri", uri_of(has_line ? where.substr(0, colon) : where)}}},
          {"region", {{"startLine", std::max(line, 1)}}}};
}

json::Value sarif_result(const Report& report, const Finding& finding) {
  const Component& component = report.graph->components[finding.component];
  json::Value result = {{"ruleId", finding.rule},
                        {"level", finding.level == Level::forbidden ? "error" : "warning"},
                        {"message",
                         {{"text", fmt::format("{} ({}): {} {}", component.name, finding.licence, finding.reason.vi,
                                               finding.reason.en)}}},
                        {"locations",
                         {{{"physicalLocation", place_of(location_of(report, finding))},
                           {"logicalLocations", {{{"fullyQualifiedName", component.id}, {"kind", "resource"}}}}}}},
                        {"partialFingerprints",
                         {{"dauFinding/v1", fmt::format("{}:{}:{}", finding.rule, component.id, finding.licence)}}}};
  if (finding.waiver != nullptr)
    result["suppressions"] = {{{"kind", "external"},
                               {"justification", fmt::format("{}: {} (until {})", finding.waiver->name,
                                                             finding.waiver->reason, finding.waiver->expires)}}};
  return result;
}
}  // namespace

std::string to_json(const Report& report, const Catalogue& catalogue) {
  const Graph& graph = *report.graph;
  json::Value verdicts = json::Value::array();
  for (const UseVerdict& verdict : report.verdicts) verdicts.push_back(verdict_json(graph, verdict));
  json::Value components = json::Value::array();
  for (const Component& component : graph.components) components.push_back(component_json(graph, component, catalogue));
  json::Value problems = json::Value::array();
  for (const Problem& problem : graph.problems)
    problems.push_back({{"path", problem.path}, {"message", problem.message}});
  const json::Value value = {{"subject", report.subject},
                             {"use", name_of(report.asked().use)},
                             {"policy", report.policy->name},
                             {"on", report.on},
                             {"answer", answer_name(report.asked())},
                             {"allowed", report.asked().allowed()},
                             {"uses", std::move(verdicts)},
                             {"components", std::move(components)},
                             {"problems", std::move(problems)}};
  return json::dump(value, 2) + "\n";
}

std::string to_sarif(const Report& report, const std::string& tool_version) {
  json::Value results = json::Value::array();
  json::Value rules = json::Value::array();
  std::set<std::string> seen;
  for (const Finding& finding : report.asked().findings) {
    if (finding.level == Level::duty) continue;
    results.push_back(sarif_result(report, finding));
    if (seen.insert(finding.rule).second)
      rules.push_back({{"id", finding.rule},
                       {"shortDescription", {{"text", finding.reason.en}}},
                       {"help", {{"text", finding.remedy.en}}}});
  }
  const json::Value value = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs",
       {{{"tool", {{"driver", {{"name", "dau licence"}, {"version", tool_version}, {"rules", std::move(rules)}}}}},
         {"results", std::move(results)}}}}};
  return json::dump(value, 2) + "\n";
}
}  // namespace dau::licence
