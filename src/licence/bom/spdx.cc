// SPDX-License-Identifier: Apache-2.0
// spdx.cc — a graph as SPDX 3.0.1.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/json.h"
#include "dau/licence/bom.h"
#include "licence/bom/conclude.h"

namespace dau::licence {
namespace {
bool is_model(const Component& component) { return component.kind == "model" || component.kind == "voice"; }
bool is_data(const Component& component) {
  return component.kind == "corpus" || component.kind == "test-set" || component.kind == "lexicon";
}
bool is_address(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

std::string_view relation_of(Relation relation) {
  switch (relation) {
    case Relation::contains:
      return "contains";
    case Relation::fine_tuned_from:
    case Relation::distilled_from:
      return "descendantOf";
    case Relation::links:
      return "hasDynamicLink";
    case Relation::trained_on:
      return "trainedOn";
    case Relation::calls:
      return "dependsOn";
    case Relation::evaluated_on:
      return "testedOn";
  }
  return "other";
}

class Document {
 public:
  Document(const Graph& graph, const Catalogue& catalogue, const BomOptions& options)
      : graph_(graph), catalogue_(catalogue), options_(options) {
    std::string seed = options.timestamp;
    for (const Component& component : graph.components)
      seed += fmt::format("\n{} {} {}", component.id, component.version, component.sha256);
    base_ = fmt::format("urn:uuid:{}#", uuid_of(sha256_hex(as_bytes(seed))));
  }

  std::string write() {
    graph_json_.push_back({{"type", "CreationInfo"},
                           {"@id", kCreation},
                           {"specVersion", "3.0.1"},
                           {"created", options_.timestamp},
                           {"createdBy", {id("agent")}}});
    json::Value& agent = element("SoftwareAgent", "agent");
    agent["name"] = fmt::format("dau {}", options_.tool_version);
    for (std::size_t i = 0; i < graph_.components.size(); ++i) add_package(i);
    for (std::size_t i = 0; i < graph_.components.size(); ++i) add_edges(i);
    json::Value elements = json::Value::array();
    for (const json::Value& one : graph_json_)
      if (one.contains("spdxId")) elements.push_back(one["spdxId"]);
    json::Value& document = element("SpdxDocument", "document");
    document["profileConformance"] = {"core", "software", "simpleLicensing", "ai", "dataset"};
    document["rootElement"] = {id("package-0")};
    document["element"] = std::move(elements);
    return json::dump(
               {{"@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}, {"@graph", std::move(graph_json_)}},
               2) +
           "\n";
  }

 private:
  static constexpr const char* kCreation = "_:creation";

  std::string id(std::string_view name) const { return fmt::format("{}{}", base_, name); }

  json::Value& element(const char* type, const std::string& name) {
    graph_json_.push_back({{"type", type}, {"spdxId", id(name)}, {"creationInfo", kCreation}});
    return graph_json_.back();
  }

  std::string organisation(const std::string& name) {
    const auto [place, fresh] = organisations_.emplace(name, fmt::format("organization-{}", organisations_.size()));
    if (fresh) element("Organization", place->second)["name"] = name;
    return id(place->second);
  }

  std::string expression(const std::string& text) {
    const auto [place, fresh] = expressions_.emplace(text, fmt::format("licence-{}", expressions_.size()));
    if (fresh) element("simplelicensing_LicenseExpression", place->second)["simplelicensing_licenseExpression"] = text;
    return id(place->second);
  }

  void add_package(std::size_t index) {
    const Component& component = graph_.components[index];
    const std::string supplier = component.supplier.empty() ? std::string() : organisation(component.supplier);
    json::Value& package = element(is_model(component)  ? "ai_AIPackage"
                                   : is_data(component) ? "dataset_DatasetPackage"
                                                        : "software_Package",
                                   fmt::format("package-{}", index));
    package["name"] = component.name;
    if (!component.description.empty()) package["description"] = component.description;
    if (!supplier.empty()) package["suppliedBy"] = supplier;
    if (!component.version.empty()) package["software_packageVersion"] = component.version;
    if (is_address(component.url)) package["software_downloadLocation"] = component.url;
    package["software_primaryPurpose"] = is_model(component)  ? "model"
                                         : is_data(component) ? "data"
                                         : index == 0         ? "application"
                                                              : "library";
    if (!component.attribution.empty()) package["software_attributionText"] = {component.attribution};
    if (!component.sha256.empty())
      package["verifiedUsing"] = {{{"type", "Hash"}, {"algorithm", "sha256"}, {"hashValue", component.sha256}}};
    if (const Thing* thing = component.known.empty() ? nullptr : catalogue_.thing(component.known)) {
      package["comment"] = thing->notes.en;
      if (is_model(component)) package["ai_domain"] = {thing->task};
    }
    for (const Measure& measure : component.measures)
      package["ai_metric"].push_back(
          {{"type", "DictionaryEntry"},
           {"key", fmt::format("{}, {}", measure.metric, measure.set)},
           {"value", fmt::format("{} (95 % interval {} to {})", measure.value, measure.low, measure.high)}});
    if (is_data(component)) package["dataset_datasetType"] = {"other"};
  }

  void relate(const std::string& from, std::string_view type, const std::string& to) {
    json::Value& relationship = element("Relationship", fmt::format("relationship-{}", ++relationships_));
    relationship["from"] = from;
    relationship["relationshipType"] = type;
    relationship["to"] = {to};
  }

  void add_edges(std::size_t index) {
    const Component& component = graph_.components[index];
    const std::string from = id(fmt::format("package-{}", index));
    for (const Edge& edge : component.edges)
      relate(from, relation_of(edge.relation), id(fmt::format("package-{}", edge.target)));
    if (index != 0 || !component.declared.empty())
      relate(from, "hasConcludedLicense", expression(to_string(concluded(component, catalogue_))));
    for (const Declared& declared : component.declared) {
      const Catalogue::Reading reading = catalogue_.read(declared.text);
      if (reading.understood) relate(from, "hasDeclaredLicense", expression(to_string(reading.expression)));
    }
  }

  const Graph& graph_;
  const Catalogue& catalogue_;
  const BomOptions& options_;
  std::string base_;
  json::Value graph_json_ = json::Value::array();
  std::map<std::string, std::string> organisations_, expressions_;
  std::size_t relationships_ = 0;
};
}  // namespace

std::string to_spdx(const Graph& graph, const Catalogue& catalogue, const BomOptions& options) {
  return Document(graph, catalogue, options).write();
}
}  // namespace dau::licence
