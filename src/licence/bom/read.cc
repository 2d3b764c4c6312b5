// SPDX-License-Identifier: Apache-2.0
// read.cc — bills of CycloneDX and SPDX 3 as graphs. They come from anywhere: nothing in them is taken on trust.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/json.h"
#include "dau/licence/bom.h"
#include "dau/licence/manifest.h"

namespace dau::licence {
namespace {
using Index = std::map<std::string, std::size_t, std::less<>>;

// The text member of an object; empty when there is none.
std::string text_of(const json::Value& object, std::string_view name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// The elements of an array member; none when there is none.
std::vector<const json::Value*> elements_of(const json::Value& object, std::string_view name) {
  std::vector<const json::Value*> out;
  if (!object.is_object()) return out;
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return out;
  for (const json::Value& element : *found) out.push_back(&element);
  return out;
}

const json::Value& member_of(const json::Value& object, std::string_view name) {
  static const json::Value kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

void add_edge(Component& from, Relation relation, std::size_t target, const std::string& where) {
  const auto same = [&](const Edge& edge) { return edge.relation == relation && edge.target == target; };
  if (std::ranges::none_of(from.edges, same)) from.edges.push_back({relation, target, where});
}

// What hangs on nothing is contained in the product.
void hang_loose_ends(Graph& graph, const std::string& where) {
  std::vector<bool> pointed_at(graph.components.size(), false);
  for (const Component& component : graph.components)
    for (const Edge& edge : component.edges) pointed_at[edge.target] = true;
  for (std::size_t i = 1; i < graph.components.size(); ++i)
    if (!pointed_at[i]) add_edge(graph.components[0], Relation::contains, i, where);
}

Result<Graph> finished(Graph graph, const std::string& name, const Catalogue& catalogue) {
  hang_loose_ends(graph, name);
  add_known(graph, catalogue);
  const std::vector<std::size_t> cycle = find_cycle(graph);
  if (cycle.empty()) return graph;
  std::vector<std::string> ids;
  for (const std::size_t index : cycle) ids.push_back(graph.components[index].id);
  return Error{Errc::corrupt, fmt::format("a cycle: {}", fmt::join(ids, " → ")), name};
}

std::string kind_of_type(const std::string& type) {
  return type == "machine-learning-model" ? "model" : type == "data" ? "corpus" : type == "file" ? "file" : "software";
}

class CycloneReader {
 public:
  CycloneReader(const std::string& name, const Catalogue& catalogue) : name_(name), catalogue_(catalogue) {}

  Result<Graph> read(const json::Value& bom) {
    const std::string version = text_of(bom, "specVersion");
    if (version != "1.4" && version != "1.5" && version != "1.6")
      return Error{Errc::unsupported, fmt::format("CycloneDX {}, expected 1.4 to 1.6", version), name_};
    const json::Value& product = member_of(member_of(bom, "metadata"), "component");
    if (product.is_object()) {
      DAU_CHECK(add(product));
    } else {
      graph_.components.emplace_back();
      graph_.components[0].id = graph_.components[0].name = "product";
    }
    for (const json::Value* component : elements_of(bom, "components")) DAU_CHECK(add(*component));
    for (const auto& [index, component] : read_) DAU_CHECK(tie(index, *component));
    for (const json::Value* dependency : elements_of(bom, "dependencies")) DAU_CHECK(tie_dependency(*dependency));
    return finished(std::move(graph_), name_, catalogue_);
  }

 private:
  Error corrupt(std::string message) const { return {Errc::corrupt, std::move(message), name_}; }

  Result<void> add(const json::Value& value) {
    Component component;
    component.name = text_of(value, "name");
    if (component.name.empty())
      return corrupt(fmt::format("component {}: member \"name\" is missing", graph_.components.size()));
    component.id = text_of(value, "bom-ref");
    if (component.id.empty()) component.id = fmt::format("{}#{}", component.name, graph_.components.size());
    component.version = text_of(value, "version");
    component.kind = kind_of_type(text_of(value, "type"));
    component.supplier = text_of(member_of(value, "supplier"), "name");
    component.description = text_of(value, "description");
    component.attribution = text_of(value, "copyright");
    for (const json::Value* hash : elements_of(value, "hashes"))
      if (text_of(*hash, "alg") == "SHA-256") component.sha256 = text_of(*hash, "content");
    for (const json::Value* reference : elements_of(value, "externalReferences"))
      if (component.url.empty()) component.url = text_of(*reference, "url");
    read_measures(value, component);
    read_properties(value, component);
    if (component.declared.empty() && component.known.empty()) read_licences(value, component);
    if (!index_.emplace(component.id, graph_.components.size()).second)
      return corrupt(fmt::format("the bom-ref \"{}\" is there twice", component.id));
    read_.emplace_back(graph_.components.size(), &value);
    graph_.components.push_back(std::move(component));
    for (const json::Value* part : elements_of(value, "components")) {
      const std::size_t whole = graph_.components.size() - 1;
      const std::size_t first = graph_.components.size();
      DAU_CHECK(add(*part));
      add_edge(graph_.components[whole], Relation::contains, first, name_);
    }
    return {};
  }

  // Those whose figures are numbers.
  static void read_measures(const json::Value& value, Component& component) {
    const auto number = [](const std::string& text, double& into) {
      const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), into);
      return fault == std::errc() && end == text.data() + text.size();
    };
    for (const json::Value* one :
         elements_of(member_of(member_of(value, "modelCard"), "quantitativeAnalysis"), "performanceMetrics")) {
      Measure measure{text_of(*one, "slice"), text_of(*one, "type"), 0, 0, 0};
      const json::Value& interval = member_of(*one, "confidenceInterval");
      if (!number(text_of(*one, "value"), measure.value)) continue;
      if (!number(text_of(interval, "lowerBound"), measure.low) ||
          !number(text_of(interval, "upperBound"), measure.high))
        measure.low = measure.high = measure.value;
      component.measures.push_back(std::move(measure));
    }
  }

  void read_properties(const json::Value& value, Component& component) const {
    bool ours = false;
    for (const json::Value* one : elements_of(value, "properties")) {
      const std::string name = text_of(*one, "name"), text = text_of(*one, "value");
      // A bill of ours says of which kind a component is, or that nobody does.
      if (name.starts_with("dau:") && !std::exchange(ours, true)) component.kind.clear();
      if (name == "dau:kind") component.kind = text;
      if (name == "dau:path") component.path = text;
      if (name == "dau:known" && catalogue_.thing(text) != nullptr) component.known = text;
      if (name == "dau:attribution") component.attribution = text;
      if (name != "dau:declared") continue;
      const std::size_t bar = text.rfind(" | ");
      component.declared.push_back({text.substr(0, bar), bar == std::string::npos ? name_ : text.substr(bar + 3)});
    }
  }

  void read_licences(const json::Value& value, Component& component) const {
    for (const json::Value* choice : elements_of(value, "licenses")) {
      std::string text = text_of(*choice, "expression");
      const json::Value& licence = member_of(*choice, "license");
      if (text.empty()) text = text_of(licence, "id");
      if (text.empty()) text = text_of(licence, "name");
      // One that we concluded because nothing is stated is no statement.
      if (!text.empty() && text != "LicenseRef-none-stated") component.declared.push_back({text, name_});
    }
  }

  Result<std::size_t> find(const std::string& reference) const {
    const auto found = index_.find(reference);
    if (found == index_.end()) return corrupt(fmt::format("a reference to \"{}\", which is not there", reference));
    return found->second;
  }

  std::size_t find_or_add(const std::string& name) {
    for (std::size_t i = 0; i < graph_.components.size(); ++i)
      if (graph_.components[i].id == name || graph_.components[i].name == name) return i;
    Component component;
    component.id = component.name = name;
    graph_.components.push_back(std::move(component));
    return graph_.components.size() - 1;
  }

  // Edges as we write them; of the bills of others, ancestors and data sets.
  Result<void> tie(std::size_t index, const json::Value& value) {
    for (const json::Value* one : elements_of(value, "properties")) {
      const std::string name = text_of(*one, "name");
      if (!name.starts_with("dau:")) continue;
      const auto relation = relation_from_name(std::string_view(name).substr(4));
      if (!relation) continue;
      DAU_TRY(const std::size_t target, find(text_of(*one, "value")));
      add_edge(graph_.components[index], *relation, target, name_);
      ours_ = true;
    }
    if (ours_) return {};
    for (const json::Value* ancestor : elements_of(member_of(value, "pedigree"), "ancestors"))
      if (const std::string name = text_of(*ancestor, "name"); !name.empty()) {
        const std::size_t target = find_or_add(name);
        if (target != index) add_edge(graph_.components[index], Relation::fine_tuned_from, target, name_);
      }
    for (const json::Value* set :
         elements_of(member_of(member_of(value, "modelCard"), "modelParameters"), "datasets")) {
      const std::string reference = text_of(*set, "ref"), name = text_of(*set, "name");
      if (reference.empty() && name.empty()) continue;
      std::size_t target = 0;
      if (reference.empty()) {
        target = find_or_add(name);
      } else {
        DAU_TRY(target, find(reference));
      }
      if (target != index) add_edge(graph_.components[index], Relation::trained_on, target, name_);
    }
    return {};
  }

  // CycloneDX does not say how: what the product depends on is taken to be in it, what a part does to be linked.
  Result<void> tie_dependency(const json::Value& dependency) {
    if (ours_) return {};
    DAU_TRY(const std::size_t from, find(text_of(dependency, "ref")));
    for (const json::Value* on : elements_of(dependency, "dependsOn")) {
      if (!on->is_string()) return corrupt("member \"dependsOn\" holds what is not a text");
      DAU_TRY(const std::size_t target, find(on->get<std::string>()));
      const auto tied = [&](const Edge& edge) { return edge.target == target; };
      std::vector<Edge>& edges = graph_.components[from].edges;
      if (target != from && std::ranges::none_of(edges, tied))
        add_edge(graph_.components[from], from == 0 ? Relation::contains : Relation::links, target, name_);
    }
    return {};
  }

  std::string name_;
  const Catalogue& catalogue_;
  Graph graph_;
  Index index_;
  std::vector<std::pair<std::size_t, const json::Value*>> read_;
  bool ours_ = false;  // the bill has our own edges, which say more than its dependencies
};

class SpdxReader {
 public:
  SpdxReader(const std::string& name, const Catalogue& catalogue) : name_(name), catalogue_(catalogue) {}

  Result<Graph> read(const json::Value& document) {
    std::string root;
    std::vector<const json::Value*> packages;
    for (const json::Value* element : elements_of(document, "@graph")) {
      const std::string type = text_of(*element, "type"), id = text_of(*element, "spdxId");
      if (type == "SpdxDocument")
        for (const json::Value* one : elements_of(*element, "rootElement"))
          if (one->is_string() && root.empty()) root = one->get<std::string>();
      if (type == "simplelicensing_LicenseExpression")
        expressions_[id] = text_of(*element, "simplelicensing_licenseExpression");
      if (type == "Organization" || type == "Person") agents_[id] = text_of(*element, "name");
      if (type.ends_with("Package") || type == "software_File") packages.push_back(element);
      if (type == "Relationship" || type.ends_with("_LifecycleScopedRelationship")) relationships_.push_back(element);
    }
    if (packages.empty()) return corrupt("no package in it");
    std::stable_partition(packages.begin(), packages.end(),
                          [&](const json::Value* package) { return text_of(*package, "spdxId") == root; });
    for (const json::Value* package : packages) DAU_CHECK(add(*package));
    for (const json::Value* relationship : relationships_) DAU_CHECK(tie(*relationship));
    return finished(std::move(graph_), name_, catalogue_);
  }

 private:
  Error corrupt(std::string message) const { return {Errc::corrupt, std::move(message), name_}; }

  Result<void> add(const json::Value& value) {
    Component component;
    const std::string id = text_of(value, "spdxId"), type = text_of(value, "type");
    component.name = text_of(value, "name");
    if (id.empty() || component.name.empty())
      return corrupt(fmt::format("package {}: member \"spdxId\" or \"name\" is missing", graph_.components.size()));
    component.id = id;
    component.version = text_of(value, "software_packageVersion");
    component.url = text_of(value, "software_downloadLocation");
    component.description = text_of(value, "description");
    component.kind = type.starts_with("ai_") ? "model" : type.starts_with("dataset_") ? "corpus" : "software";
    for (const json::Value* text : elements_of(value, "software_attributionText"))
      if (text->is_string() && component.attribution.empty()) component.attribution = text->get<std::string>();
    for (const json::Value* hash : elements_of(value, "verifiedUsing"))
      if (text_of(*hash, "algorithm") == "sha256") component.sha256 = text_of(*hash, "hashValue");
    if (const auto agent = agents_.find(text_of(value, "suppliedBy")); agent != agents_.end())
      component.supplier = agent->second;
    if (!index_.emplace(id, graph_.components.size()).second)
      return corrupt(fmt::format("the spdxId \"{}\" is there twice", id));
    graph_.components.push_back(std::move(component));
    return {};
  }

  // The relation, and whether it goes from `to` to `from`.
  static std::optional<std::pair<Relation, bool>> relation_of(std::string_view type) {
    const std::pair<std::string_view, std::pair<Relation, bool>> kTypes[] = {
        {"contains", {Relation::contains, false}},         {"hasDynamicLink", {Relation::links, false}},
        {"hasStaticLink", {Relation::links, false}},       {"trainedOn", {Relation::trained_on, false}},
        {"testedOn", {Relation::evaluated_on, false}},     {"descendantOf", {Relation::fine_tuned_from, false}},
        {"ancestorOf", {Relation::fine_tuned_from, true}}, {"dependsOn", {Relation::calls, false}},
        {"finetunedOn", {Relation::trained_on, false}}};
    for (const auto& [name, relation] : kTypes)
      if (name == type) return relation;
    return std::nullopt;
  }

  Result<void> tie(const json::Value& value) {
    const std::string from = text_of(value, "from"), type = text_of(value, "relationshipType");
    const auto source = index_.find(from);
    for (const json::Value* one : elements_of(value, "to")) {
      if (!one->is_string()) return corrupt("member \"to\" of a relationship holds what is not a text");
      const std::string to = one->get<std::string>();
      if (type == "hasDeclaredLicense" || type == "hasConcludedLicense") {
        if (source != index_.end()) state(graph_.components[source->second], to, type);
        continue;
      }
      const auto relation = relation_of(type);
      const auto target = index_.find(to);
      if (!relation || source == index_.end() || target == index_.end() || source == target) continue;
      const auto [a, b] =
          relation->second ? std::pair(target->second, source->second) : std::pair(source->second, target->second);
      add_edge(graph_.components[a], relation->first, b, name_);
    }
    return {};
  }

  void state(Component& component, const std::string& licence, const std::string& type) const {
    const auto found = expressions_.find(licence);
    if (found == expressions_.end() || found->second == "LicenseRef-none-stated") return;
    const Declared declared{found->second, fmt::format("{} ({})", name_, type)};
    const auto same = [&](const Declared& other) { return other.text == declared.text; };
    if (std::ranges::none_of(component.declared, same)) component.declared.push_back(declared);
  }

  std::string name_;
  const Catalogue& catalogue_;
  Graph graph_;
  Index index_;
  std::map<std::string, std::string, std::less<>> expressions_, agents_;
  std::vector<const json::Value*> relationships_;
};
}  // namespace

bool is_bom(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text[begin] != '{') return false;
  const std::string_view head = text.substr(0, 4096);
  return head.find("\"bomFormat\"") != std::string_view::npos ||
         head.find("spdx-context.jsonld") != std::string_view::npos;
}

Result<Graph> read_bom(std::string_view text, const std::string& name, const Catalogue& catalogue) {
  DAU_TRY(const json::Value value, json::parse(text, name));
  if (text_of(value, "bomFormat") == "CycloneDX") return CycloneReader(name, catalogue).read(value);
  if (text_of(value, "@context").find("spdx.org/rdf/3.0") != std::string::npos)
    return SpdxReader(name, catalogue).read(value);
  return Error{Errc::corrupt, "no bill of materials of CycloneDX or SPDX 3.0", name};
}
}  // namespace dau::licence
