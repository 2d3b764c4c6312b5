// SPDX-License-Identifier: Apache-2.0
// cyclonedx.cc — a graph as CycloneDX 1.6.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/json.h"
#include "dau/licence/bom.h"
#include "licence/bom/conclude.h"
#include "licence/claims.h"

namespace dau::licence {
namespace {
std::string_view type_of(const Component& component, bool product) {
  if (product && !component.sha256.empty()) return "file";  // one that was scanned alone
  if (product || component.kind == "product") return "application";
  if (component.kind == "model" || component.kind == "voice") return "machine-learning-model";
  if (component.kind == "corpus" || component.kind == "test-set" || component.kind == "lexicon") return "data";
  return component.kind == "file" || component.kind == "document" ? "file" : "library";
}

bool is_address(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

json::Value property(std::string name, std::string value) {
  return {{"name", std::move(name)}, {"value", std::move(value)}};
}

// What CycloneDX has no member for, and what lets the graph be read back as it was.
json::Value properties_of(const Graph& graph, const Component& component, const Catalogue& catalogue) {
  json::Value all = json::Value::array();
  if (!component.kind.empty()) all.push_back(property("dau:kind", component.kind));
  if (!component.path.empty()) all.push_back(property("dau:path", component.path));
  if (!component.known.empty()) all.push_back(property("dau:known", component.known));
  if (!component.attribution.empty()) all.push_back(property("dau:attribution", component.attribution));
  for (const Declared& declared : component.declared)
    all.push_back(property("dau:declared", fmt::format("{} | {}", declared.text, declared.where)));
  if (!(&component == &graph.components[0] && component.declared.empty()))
    for (const Claim& claim : claims_of(component, catalogue)) all.push_back(property("dau:evidence", claim.evidence));
  for (const Edge& edge : component.edges)
    all.push_back(property(fmt::format("dau:{}", name_of(edge.relation)), graph.components[edge.target].id));
  return all;
}

json::Value datasets_of(const Graph& graph, const Component& component) {
  json::Value all = json::Value::array();
  for (const Edge& edge : component.edges)
    if (edge.relation == Relation::trained_on) all.push_back({{"ref", graph.components[edge.target].id}});
  return all;
}

// The card of a model: what it was made from, and what is to be minded.
json::Value card_of(const Graph& graph, const Component& component, const Thing* thing) {
  json::Value card = json::Value::object();
  json::Value parameters = json::Value::object();
  if (thing != nullptr) parameters["task"] = thing->task;
  if (json::Value datasets = datasets_of(graph, component); !datasets.empty())
    parameters["datasets"] = std::move(datasets);
  if (!parameters.empty()) card["modelParameters"] = std::move(parameters);
  for (const Measure& measure : component.measures)
    card["quantitativeAnalysis"]["performanceMetrics"].push_back(
        {{"type", measure.metric},
         {"value", fmt::format("{}", measure.value)},
         {"slice", measure.set},
         {"confidenceInterval",
          {{"lowerBound", fmt::format("{}", measure.low)}, {"upperBound", fmt::format("{}", measure.high)}}}});
  json::Value considerations = json::Value::object();
  if (thing != nullptr) {
    considerations["technicalLimitations"] = {thing->notes.en};
    for (const std::string& flag : thing->flags) considerations["ethicalConsiderations"].push_back({{"name", flag}});
  }
  if (!considerations.empty()) card["considerations"] = std::move(considerations);
  return card;
}

json::Value ancestors_of(const Graph& graph, const Component& component) {
  json::Value all = json::Value::array();
  for (const Edge& edge : component.edges) {
    if (edge.relation != Relation::fine_tuned_from && edge.relation != Relation::distilled_from) continue;
    const Component& target = graph.components[edge.target];
    json::Value ancestor = {{"type", type_of(target, false)}, {"name", target.name}};
    if (!target.version.empty()) ancestor["version"] = target.version;
    all.push_back(std::move(ancestor));
  }
  return all;
}

json::Value data_of(const Component& component) {
  json::Value data = {{"type", "dataset"}, {"name", component.name}};
  if (is_address(component.url)) data["contents"] = {{"url", component.url}};
  if (!component.supplier.empty())
    data["governance"] = {{"owners", {{{"organization", {{"name", component.supplier}}}}}}};
  return data;
}

json::Value component_json(const Graph& graph, std::size_t index, const Catalogue& catalogue) {
  const Component& component = graph.components[index];
  const std::string_view type = type_of(component, index == 0);
  json::Value value = {{"type", type}, {"bom-ref", component.id}, {"name", component.name}};
  if (!component.version.empty()) value["version"] = component.version;
  if (!component.supplier.empty()) value["supplier"] = {{"name", component.supplier}};
  if (!component.description.empty()) value["description"] = component.description;
  if (!component.sha256.empty()) value["hashes"] = {{{"alg", "SHA-256"}, {"content", component.sha256}}};
  // The product's own licence is not what a check asks about; it is told where it is stated.
  if (index != 0 || !component.declared.empty())
    value["licenses"] = {
        {{"expression", to_string(concluded(component, catalogue))}, {"acknowledgement", "concluded"}}};
  if (!component.attribution.empty()) value["copyright"] = component.attribution;
  const Thing* thing = component.known.empty() ? nullptr : catalogue.thing(component.known);
  if (json::Value ancestors = ancestors_of(graph, component); !ancestors.empty())
    value["pedigree"] = {{"ancestors", std::move(ancestors)}};
  if (is_address(component.url)) value["externalReferences"] = {{{"type", "distribution"}, {"url", component.url}}};
  json::Value stated = json::Value::array();
  for (const Declared& declared : component.declared) stated.push_back({{"license", {{"name", declared.text}}}});
  if (!stated.empty()) value["evidence"] = {{"licenses", std::move(stated)}};
  if (type == "machine-learning-model")
    if (json::Value card = card_of(graph, component, thing); !card.empty()) value["modelCard"] = std::move(card);
  if (type == "data") value["data"] = json::Value::array({data_of(component)});
  value["properties"] = properties_of(graph, component, catalogue);
  return value;
}

json::Value dependencies_of(const Graph& graph) {
  json::Value all = json::Value::array();
  for (const Component& component : graph.components) {
    json::Value on = json::Value::array();
    for (const Edge& edge : component.edges) {
      const json::Value target = graph.components[edge.target].id;
      if (edge.relation != Relation::evaluated_on && std::ranges::find(on, target) == on.end()) on.push_back(target);
    }
    if (!on.empty()) all.push_back({{"ref", component.id}, {"dependsOn", std::move(on)}});
  }
  return all;
}
}  // namespace

std::string to_cyclonedx(const Graph& graph, const Catalogue& catalogue, const BomOptions& options) {
  json::Value components = json::Value::array();
  for (std::size_t i = 1; i < graph.components.size(); ++i) components.push_back(component_json(graph, i, catalogue));
  json::Value value = {{"$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json"},
                       {"bomFormat", "CycloneDX"},
                       {"specVersion", "1.6"},
                       {"version", 1}};
  value["metadata"] = {
      {"timestamp", options.timestamp},
      {"tools", {{"components", {{{"type", "application"}, {"name", "dau"}, {"version", options.tool_version}}}}}},
      {"component", component_json(graph, 0, catalogue)}};
  value["components"] = std::move(components);
  value["dependencies"] = dependencies_of(graph);
  // The serial number is that of the content without it, placed where the schema's readers look for it.
  const std::string serial = uuid_of(sha256_hex(as_bytes(json::dump(value))));
  json::Value numbered = json::Value::object();
  for (auto& [name, member] : value.items()) {
    numbered[name] = std::move(member);
    if (name == "specVersion") numbered["serialNumber"] = "urn:uuid:" + serial;
  }
  return json::dump(numbered, 2) + "\n";
}
}  // namespace dau::licence
