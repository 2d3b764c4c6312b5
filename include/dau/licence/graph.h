// SPDX-License-Identifier: Apache-2.0
// graph.h — what a product is made of, and how its parts hang together.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"

namespace dau::licence {
// From the one who has or makes to what it has or was made of. Ordered by how much of a licence comes along: see
// docs/methods/licence.md.
enum class Relation : std::uint8_t {
  contains,         // its bytes are shipped inside
  fine_tuned_from,  // weights that began as those weights
  links,            // linked in one process
  trained_on,       // weights made from that data
  distilled_from,   // weights made from what that model said
  calls,            // another program, or a service over a network
  evaluated_on,     // measured with it; nothing of it is inside
};

DAU_API std::string_view name_of(Relation relation);  // "fine-tuned-from"
DAU_API std::optional<Relation> relation_from_name(std::string_view name);

// A licence that a file states.
struct Declared {
  std::string text;   // as written there: "apache-2.0"
  std::string where;  // "README.md:3", "package.json", "LICENSE (text 98 % that of MIT)"
  friend bool operator==(const Declared&, const Declared&) = default;
};

struct Edge {
  Relation relation;
  std::size_t target;  // index of the component
  std::string where;   // "product.yaml", "models/asr/README.md"
  friend bool operator==(const Edge&, const Edge&) = default;
};

// How good a model is, as its file states: for people to read in bills; no rule looks at it.
struct Measure {
  std::string set;     // "business_55"
  std::string metric;  // "word accuracy (nom-vn), %"
  double value = 0;
  double low = 0, high = 0;  // an interval
  friend bool operator==(const Measure&, const Measure&) = default;
};

struct Component {
  std::string id;       // unique in the graph
  std::string name;     // as shown
  std::string version;  // may be empty
  std::string kind;     // model, voice, corpus, test-set, lexicon, software, document, file; may be empty
  std::string supplier;
  std::string path;  // of a file or folder that was scanned; relative to what was scanned
  std::string url;
  std::string sha256;  // of the file as it is, or as the manifest says
  std::uint64_t size_bytes = 0;
  std::string attribution;  // as its author wants to be named
  std::string description;
  std::vector<Declared> declared;  // none: nobody states a licence
  std::string known;               // id of the known thing that it is taken for; may be empty
  std::vector<Edge> edges;
  std::vector<Measure> measures;
};

struct Waiver {
  std::string component;  // id or name of one or more
  std::string rule;       // id of the rule of the policy; empty: every rule
  std::string name;       // of the person who answers for it
  std::string reason;
  std::string expires;  // 2027-03-01, the last day on which it counts
  std::string where;
};

// What could not be read in a scan: told, and no reason to stop.
struct Problem {
  std::string path;
  std::string message;
};

// Component 0 is the product, or what was scanned.
struct Graph {
  std::vector<Component> components;
  std::vector<Waiver> waivers;
  std::vector<Problem> problems;
  std::string use;  // as the manifest says; may be empty
  std::string policy;
};

// The first component of the id, or nothing.
DAU_API std::optional<std::size_t> find_component(const Graph& graph, std::string_view id);

DAU_API bool is_meant(const Waiver& waiver, const Component& component);

// A cycle of edges as indices, the first again at the end; empty when there is none. Cost: O(components + edges).
DAU_API std::vector<std::size_t> find_cycle(const Graph& graph);
}  // namespace dau::licence
