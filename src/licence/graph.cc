// SPDX-License-Identifier: Apache-2.0
// graph.cc — names of relations, and the search for a cycle.
#include "dau/licence/graph.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dau::licence {
namespace {
constexpr std::array<std::string_view, 7> kRelations = {
    "contains", "fine-tuned-from", "links", "trained-on", "distilled-from", "calls", "evaluated-on"};

// Depth first without recursion: lineages of a hostile file may be as long as it likes.
class CycleSearch {
 public:
  explicit CycleSearch(const Graph& graph) : graph_(graph), state_(graph.components.size(), State::fresh) {}

  std::vector<std::size_t> find() {
    for (std::size_t start = 0; start < graph_.components.size(); ++start)
      if (state_[start] == State::fresh)
        if (auto cycle = from(start); !cycle.empty()) return cycle;
    return {};
  }

 private:
  enum class State : std::uint8_t { fresh, open, done };

  std::vector<std::size_t> from(std::size_t start) {
    std::vector<std::pair<std::size_t, std::size_t>> path = {{start, 0}};  // component, its next edge
    state_[start] = State::open;
    while (!path.empty()) {
      auto& [at, next] = path.back();
      const std::vector<Edge>& edges = graph_.components[at].edges;
      if (next == edges.size()) {
        state_[at] = State::done;
        path.pop_back();
        continue;
      }
      const std::size_t target = edges[next++].target;
      if (state_[target] == State::open) return closed(path, target);
      if (state_[target] == State::done) continue;
      state_[target] = State::open;
      path.emplace_back(target, 0);
    }
    return {};
  }

  static std::vector<std::size_t> closed(const std::vector<std::pair<std::size_t, std::size_t>>& path,
                                         std::size_t target) {
    std::vector<std::size_t> cycle;
    for (const auto& [at, next] : path)
      if (!cycle.empty() || at == target) cycle.push_back(at);
    cycle.push_back(target);
    return cycle;
  }

  const Graph& graph_;
  std::vector<State> state_;
};
}  // namespace

std::string_view name_of(Relation relation) { return kRelations[static_cast<std::size_t>(relation)]; }

std::optional<Relation> relation_from_name(std::string_view name) {
  const auto found = std::ranges::find(kRelations, name);
  if (found == kRelations.end()) return std::nullopt;
  return static_cast<Relation>(found - kRelations.begin());
}

std::optional<std::size_t> find_component(const Graph& graph, std::string_view id) {
  for (std::size_t i = 0; i < graph.components.size(); ++i)
    if (graph.components[i].id == id) return i;
  return std::nullopt;
}

bool is_meant(const Waiver& waiver, const Component& component) {
  return waiver.component == component.id || waiver.component == component.name;
}

std::vector<std::size_t> find_cycle(const Graph& graph) { return CycleSearch(graph).find(); }
}  // namespace dau::licence
