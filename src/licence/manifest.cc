// SPDX-License-Identifier: Apache-2.0
// manifest.cc — from the text of a manifest to a graph: parts first, then how they hang together, then what is known.
#include "dau/licence/manifest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/fields.h"
#include "base/yaml.h"
#include "licence/date.h"

namespace dau::licence {
namespace {
constexpr std::string_view kVersionMember = "dau-manifest";
constexpr std::string_view kVersion = "1";
constexpr std::array kRelations = {Relation::contains,    Relation::fine_tuned_from, Relation::links,
                                   Relation::trained_on,  Relation::distilled_from,  Relation::calls,
                                   Relation::evaluated_on};

bool looks_like_json(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && text[begin] == '{';
}

Result<json::Value> parse(std::string_view text, const std::string& name) {
  return looks_like_json(text) ? json::parse_unique(text, name) : yaml::parse(text, name);
}

// An edge whose target is still a name.
struct Wanted {
  std::size_t from;
  Relation relation;
  std::string target;
};

Result<void> check_waivers(const Graph& graph, const std::string& name) {
  for (const Waiver& waiver : graph.waivers)
    if (std::ranges::none_of(graph.components, [&](const Component& component) { return is_meant(waiver, component); }))
      return Error{Errc::corrupt, fmt::format("a waiver for \"{}\", which is no component", waiver.component), name};
  return {};
}

class Reader {
 public:
  Reader(const std::string& name, const Catalogue& catalogue) : name_(name), catalogue_(catalogue) {}

  // All that the manifest says, its edges not yet tied.
  Result<Graph> read_parts(const json::Value& value) {
    DAU_CHECK(read_members(value));
    return std::move(graph_);
  }

  Result<Graph> read(const json::Value& value) {
    DAU_CHECK(read_members(value));
    link();
    add_known(graph_, catalogue_);
    DAU_CHECK(check_waivers(graph_, name_));
    return check_cycle();
  }

 private:
  Result<void> read_members(const json::Value& value) {
    Fields fields(value, name_);
    if (const std::string version = fields.text(kVersionMember); !version.empty() && version != kVersion)
      return Error{Errc::unsupported, fmt::format("a manifest of version other than {}", kVersion), name_};
    if (const json::Value* product = fields.object("product")) DAU_CHECK(read_product(*product));
    graph_.policy = fields.optional_text("policy");
    std::size_t place = 0;
    for (const json::Value* component : fields.objects("components")) DAU_CHECK(read_component(*component, ++place));
    for (const json::Value* waiver : fields.objects("waivers")) DAU_CHECK(read_waiver(*waiver));
    DAU_CHECK(fields.done());
    if (graph_.components.empty()) return Error{Errc::corrupt, "member \"product\" is missing", name_};
    return {};
  }

  Result<void> read_product(const json::Value& value) {
    Fields fields(value, name_ + ": product");
    graph_.use = fields.optional_text("use");
    Component product;
    product.id = fields.optional_text("id");
    if (product.id.empty()) product.id = "product";
    product.kind = "product";
    DAU_CHECK(read_common(fields, product));
    graph_.components.push_back(std::move(product));
    return fields.done();
  }

  Result<void> read_component(const json::Value& value, std::size_t place) {
    if (graph_.components.empty()) return Error{Errc::corrupt, "member \"product\" is missing", name_};
    Fields fields(value, fmt::format("{}: component {}", name_, place));
    Component component;
    component.id = fields.text("id");
    component.kind = fields.optional_text("kind");
    component.known = fields.optional_text("known");
    if (find_component(graph_, component.id)) fields.fail(fmt::format("the id \"{}\" is there twice", component.id));
    if (!component.known.empty() && component.known != "none" && catalogue_.thing(component.known) == nullptr)
      fields.fail(fmt::format("nothing is known as \"{}\"", component.known));
    DAU_CHECK(read_common(fields, component));
    graph_.components.push_back(std::move(component));
    return fields.done();
  }

  // What a product and a part have in common.
  Result<void> read_common(Fields& fields, Component& component) {
    component.name = fields.optional_text("name");
    if (component.name.empty()) component.name = component.id;
    component.version = fields.optional_text("version");
    component.supplier = fields.optional_text("supplier");
    component.path = fields.optional_text("path");
    component.url = fields.optional_text("url");
    component.sha256 = fields.optional_text("sha256");
    component.attribution = fields.optional_text("attribution");
    component.description = fields.optional_text("description");
    if (!component.sha256.empty() && !is_sha256(component.sha256))
      fields.fail("member \"sha256\" is not 64 hexadecimal digits");
    if (const std::string licence = fields.optional_text("licence"); !licence.empty())
      component.declared.push_back({licence, name_});
    if (const std::string licence = fields.optional_text("license"); !licence.empty())
      component.declared.push_back({licence, name_});
    for (const Relation relation : kRelations)
      for (const std::string& target : fields.text_or_texts(name_of(relation)))
        wanted_.push_back({graph_.components.size(), relation, target});
    return {};
  }

  static bool is_sha256(const std::string& text) {
    return text.size() == 64 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  }

  Result<void> read_waiver(const json::Value& value) {
    Fields fields(value, name_ + ": waivers");
    Waiver waiver{fields.text("component"), fields.optional_text("rule"), fields.text("name"),
                  fields.text("reason"),    fields.text("expires"),       name_};
    if (!is_date(waiver.expires)) fields.fail("member \"expires\" is no date such as 2027-03-01");
    graph_.waivers.push_back(std::move(waiver));
    return fields.done();
  }

  // A target is a component of the manifest by id or name; else something known; else a thing of which nothing is.
  void link() {
    std::vector<bool> pointed_at(graph_.components.size(), false);
    const std::size_t listed = graph_.components.size();
    for (const Wanted& wanted : wanted_) {
      const std::size_t target = target_of(wanted.target);
      if (target < listed) pointed_at[target] = true;
      graph_.components[wanted.from].edges.push_back({wanted.relation, target, name_});
    }
    for (std::size_t i = 1; i < listed; ++i)
      if (!pointed_at[i]) graph_.components[0].edges.push_back({Relation::contains, i, name_});
  }

  std::size_t target_of(const std::string& target) {
    for (std::size_t i = 0; i < graph_.components.size(); ++i)
      if (graph_.components[i].id == target || graph_.components[i].name == target) return i;
    Component component;
    component.id = component.name = target;
    graph_.components.push_back(std::move(component));
    return graph_.components.size() - 1;
  }

  Result<Graph> check_cycle() {
    const std::vector<std::size_t> cycle = find_cycle(graph_);
    if (cycle.empty()) return std::move(graph_);
    std::vector<std::string> names;
    for (const std::size_t index : cycle) names.push_back(graph_.components[index].id);
    return Error{Errc::corrupt, fmt::format("a cycle: {}", fmt::join(names, " → ")), name_};
  }

  std::string name_;
  const Catalogue& catalogue_;
  Graph graph_;
  std::vector<Wanted> wanted_;
};

// "https://huggingface.co/hynt/Zipformer-30M-RNNT-6000h/tree/main" names "hynt/Zipformer-30M-RNNT-6000h".
std::string repository_of(std::string_view url) {
  for (const std::string_view host : {"huggingface.co/", "github.com/"}) {
    const std::size_t at = url.find(host);
    if (at == std::string_view::npos) continue;
    std::string_view rest = url.substr(at + host.size());
    if (rest.starts_with("datasets/")) rest.remove_prefix(9);
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) return {};
    return std::string(rest.substr(0, rest.find_first_of("/?#", slash + 1)));
  }
  return {};
}

const Thing* recognise(const Component& component, const Catalogue& catalogue) {
  if (component.known == "none") return nullptr;
  for (const std::string& name : {component.known, component.id, component.name, repository_of(component.url)})
    if (!name.empty())
      if (const Thing* thing = catalogue.thing(name)) return thing;
  return nullptr;
}

// The component that stands for the thing, a new one when there is none.
std::size_t component_of(Graph& graph, const std::string& target, const Thing* thing) {
  for (std::size_t i = 0; i < graph.components.size(); ++i) {
    const Component& component = graph.components[i];
    if (component.id == target || (thing != nullptr && component.known == thing->id)) return i;
  }
  Component component;
  component.id = thing != nullptr ? thing->id : target;
  component.name = thing != nullptr ? thing->name : target;
  graph.components.push_back(std::move(component));
  return graph.components.size() - 1;
}

void add_lineage(Graph& graph, std::size_t index, const Thing& thing, const Catalogue& catalogue) {
  for (const Lineage& lineage : thing.lineage) {
    const Relation relation = *relation_from_name(lineage.relation);
    const std::size_t target = component_of(graph, lineage.target, catalogue.thing(lineage.target));
    std::vector<Edge>& edges = graph.components[index].edges;
    const auto same = [&](const Edge& edge) { return edge.relation == relation && edge.target == target; };
    if (target != index && std::ranges::none_of(edges, same))
      edges.push_back({relation, target, fmt::format("data/known: {}", thing.id)});
  }
}
}  // namespace

void add_known(Graph& graph, const Catalogue& catalogue) {
  // All are recognised first, so that a lineage finds those that come after.
  std::size_t recognised = 0;
  const auto recognise_new = [&] {
    for (; recognised < graph.components.size(); ++recognised) {
      Component& component = graph.components[recognised];
      const Thing* thing = recognise(component, catalogue);
      component.known = thing != nullptr ? thing->id : "";
      if (thing == nullptr) continue;
      if (component.kind.empty()) component.kind = thing->kind;
      if (component.supplier.empty()) component.supplier = thing->maker;
      if (component.url.empty()) component.url = thing->url;
    }
  };
  recognise_new();
  for (std::size_t i = 0; i < graph.components.size(); ++i) {
    if (const Thing* thing = catalogue.thing(graph.components[i].known);
        thing != nullptr && !graph.components[i].known.empty())
      add_lineage(graph, i, *thing, catalogue);  // may move the components
    recognise_new();
  }
}

Result<void> apply_manifest(Graph& scanned, std::string_view text, const std::string& name,
                            const Catalogue& catalogue) {
  DAU_TRY(const json::Value value, parse(text, name));
  DAU_TRY(Graph stated, Reader(name, catalogue).read_parts(value));
  Component& product = scanned.components.front();
  product.name = stated.components.front().name;
  product.version = stated.components.front().version;
  product.supplier = stated.components.front().supplier;
  scanned.use = stated.use;
  scanned.policy = stated.policy;
  scanned.waivers = std::move(stated.waivers);
  return check_waivers(scanned, name);
}

bool is_manifest(std::string_view text) {
  for (std::size_t line = 0; line < text.size();) {
    const std::string_view rest = text.substr(line);
    if (rest.starts_with(kVersionMember) || rest.starts_with("\"dau-manifest\"")) return true;
    const std::size_t end = text.find('\n', line);
    if (end == std::string_view::npos) break;
    line = end + 1;
    if (looks_like_json(text)) line = text.find_first_not_of(" \t\r\n", line);
    if (line == std::string_view::npos) break;
  }
  const std::size_t brace = text.find_first_not_of(" \t\r\n{");
  return brace != std::string_view::npos && text.substr(brace).starts_with("\"dau-manifest\"");
}

Result<Graph> read_manifest(std::string_view text, const std::string& name, const Catalogue& catalogue) {
  DAU_TRY(const json::Value value, parse(text, name));
  return Reader(name, catalogue).read(value);
}
}  // namespace dau::licence
