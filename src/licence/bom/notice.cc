// SPDX-License-Identifier: Apache-2.0
// notice.cc — the attribution file of a product.
#include <fmt/format.h>

#include <deque>
#include <map>
#include <set>

#include "base/wrap.h"
#include "dau/licence/bom.h"
#include "licence/bom/conclude.h"

namespace dau::licence {
namespace {
// What the product has or was made from; nothing of a test set is in it.
std::set<std::size_t> reached(const Graph& graph) {
  std::set<std::size_t> seen = {0};
  std::deque<std::size_t> queue = {0};
  while (!queue.empty()) {
    for (const Edge& edge : graph.components[queue.front()].edges)
      if (edge.relation != Relation::evaluated_on && seen.insert(edge.target).second) queue.push_back(edge.target);
    queue.pop_front();
  }
  seen.erase(0);
  return seen;
}

std::string entry(const Component& component) {
  std::string out = wrapped(component.version.empty() ? component.name : component.name + " " + component.version, 2);
  if (!component.attribution.empty()) out += wrapped(component.attribution, 4);
  if (component.attribution.empty() && !component.supplier.empty()) out += wrapped(component.supplier, 4);
  if (!component.url.empty()) out += wrapped(component.url, 4);
  return out;
}
}  // namespace

std::string to_notice(const Graph& graph, const Catalogue& catalogue) {
  const Component& product = graph.components.front();
  std::map<std::string, std::set<std::string>> by_licence;
  for (const std::size_t index : reached(graph))
    by_licence[to_string(concluded(graph.components[index], catalogue))].insert(entry(graph.components[index]));
  std::string out = wrapped(fmt::format("{}{}{} contains, or was made with, the following works.", product.name,
                                        product.version.empty() ? "" : " ", product.version),
                            0);
  for (const auto& [licence, entries] : by_licence) {
    out += fmt::format("\n{}\n", licence);
    if (const auto expression = parse_expression(licence))
      for (const Term& term : terms_of(*expression))
        if (const Licence* known = catalogue.licence(term.id); known != nullptr && !known->url.empty())
          out += wrapped(fmt::format("{}: {}", known->name, known->url), 0, 2);
    for (const std::string& one : entries) out += one;
  }
  return out;
}
}  // namespace dau::licence
