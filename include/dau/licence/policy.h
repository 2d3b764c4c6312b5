// SPDX-License-Identifier: Apache-2.0
// policy.h — may I ship it? Every licence that reaches the product, against what is wanted to be done with it.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/licence/catalogue.h"
#include "dau/licence/graph.h"
#include "dau/result.h"

namespace dau::licence {
enum class Use : std::uint8_t { commercial_product, saas, internal, research, publish_weights };
inline constexpr std::array kUses = {Use::commercial_product, Use::saas, Use::internal, Use::research,
                                     Use::publish_weights};
DAU_API std::string_view name_of(Use use);  // "commercial-product"
DAU_API std::optional<Use> use_from_name(std::string_view name);

// How bad a finding is. A use is allowed when there is neither of the last two.
enum class Level : std::uint8_t {
  duty,       // allowed, and this has to be done
  unsettled,  // nobody can say from what is known: it has to be cleared up, or decided by a person
  forbidden,  // the licence does not allow it
};
DAU_API std::string_view name_of(Level level);

// A rule of a policy (data/policies/*.yaml; docs/methods/licence.md).
struct Rule {
  std::string id;
  Level level = Level::unsettled;
  std::vector<Use> uses;
  std::vector<Relation> relations;  // how the licence has to reach the product
  // Of the licence: a member and its values, all of which must hold: {"commercial", {"no"}}.
  struct Condition {
    std::string member;
    std::vector<std::string> values;
  };
  std::vector<Condition> conditions;
  Words reason;
  Words remedy;
};

struct Policy {
  std::string name;  // "conservative", "lenient"
  Words summary;
  std::vector<Rule> rules;

  // The one that is compiled in. Errors: invalid_argument (no such policy; `at` "policy").
  static Result<const Policy*> builtin(std::string_view name);
  // Errors: corrupt, at = "<name>" (as Catalogue::from).
  static Result<Policy> from(std::string_view yaml, const std::string& name);
};

struct Finding {
  Level level = Level::unsettled;
  std::string rule;                 // id; "relabelled", "unknown-licence", "missing-component" come from no table
  std::size_t component = 0;        // index in the graph
  std::vector<std::size_t> path;    // from the product to the component, both included
  std::vector<Relation> relations;  // along the path, one less
  std::string licence;              // the term that the rule met: "CC-BY-NC-ND-4.0"
  std::string evidence;  // who says that it has this licence: "README.md:3", "data/known: … (reported, 2026-11-23)"
  Words reason;
  Words remedy;
  std::optional<Quote> quote;             // the licence's own words
  std::vector<std::string> alternatives;  // names of known things
  const Waiver* waiver = nullptr;         // in force on the day; it then does not count
  bool waiver_expired = false;
};

struct UseVerdict {
  Use use;
  std::vector<Finding> findings;  // worst first, then in the order of the graph
  // The worst level of a finding that is not waived; nothing: allowed without duties.
  std::optional<Level> worst() const;
  bool allowed() const { return worst() != Level::forbidden && worst() != Level::unsettled; }
};

struct CheckOptions {
  std::string on;  // the day, "2026-11-25": which waivers are in force
};

// Where a choice of licences is offered (OR), the best for the use is taken; where all apply (AND), each. A component
// whose file and whose known licence disagree is judged by both. Thread-safe; `graph` outlives the findings.
// Errors: corrupt (a cycle in the graph).
DAU_API Result<UseVerdict> check(const Graph& graph, const Catalogue& catalogue, const Policy& policy, Use use,
                                 const CheckOptions& options);
}  // namespace dau::licence
