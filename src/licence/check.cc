// SPDX-License-Identifier: Apache-2.0
// check.cc — the whole question: what reaches the product, by which way, under which licence, and which rules it meets.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "dau/licence/manifest.h"
#include "dau/licence/policy.h"
#include "licence/claims.h"
#include "licence/rules.h"

namespace dau::licence {
namespace {
constexpr std::size_t kRelations = 7;

// A way from the product to a component. What comes along is as little as its weakest link lets through.
struct Way {
  std::size_t component;
  Relation weakest;
  std::vector<std::size_t> path;
  std::vector<Relation> relations;
};

// The shortest way to each component for each weakest link that any way has. Cost: O(relations × edges).
std::vector<Way> ways_through(const Graph& graph) {
  std::vector<Way> ways;
  std::vector<bool> seen(graph.components.size() * kRelations, false);
  std::deque<Way> queue;
  queue.push_back({0, Relation::contains, {0}, {}});
  while (!queue.empty()) {
    Way way = std::move(queue.front());
    queue.pop_front();
    for (const Edge& edge : graph.components[way.component].edges) {
      const Relation weakest = std::max(way.weakest, edge.relation);
      const std::size_t state = edge.target * kRelations + static_cast<std::size_t>(weakest);
      if (seen[state]) continue;
      seen[state] = true;
      Way further{edge.target, weakest, way.path, way.relations};
      further.path.push_back(edge.target);
      further.relations.push_back(edge.relation);
      queue.push_back(std::move(further));
    }
    if (way.component != 0) ways.push_back(std::move(way));
  }
  return ways;
}

Level worst_of(const std::vector<Finding>& findings) {
  Level worst = Level::duty;
  for (const Finding& finding : findings) worst = std::max(worst, finding.level);
  return worst;
}

// With its exception a strong copyleft lets other programs be linked with it.
Reach reach_of(const Licence& licence, const Term& term) {
  const bool strong = licence.share_alike == Reach::work || licence.share_alike == Reach::network;
  return strong && !term.exception.empty() ? Reach::library : licence.share_alike;
}

// The sentence of the licence that speaks of what the rule is about.
std::optional<Quote> quote_for(const Rule& rule, const Licence& licence) {
  if (licence.quotes.empty() || rule.level == Level::duty) return std::nullopt;
  const std::string_view member = rule.conditions.front().member;
  const std::string_view word = member == "commercial" ? "ommerc" : member == "derivatives" ? "dapt" : "";
  for (const Quote& quote : licence.quotes)
    if (quote.text.find(word) != std::string::npos) return quote;
  return licence.quotes.front();
}

class Checker {
 public:
  Checker(const Graph& graph, const Catalogue& catalogue, const Policy& policy, Use use, const CheckOptions& options)
      : graph_(graph), catalogue_(catalogue), policy_(policy), use_(use), options_(options) {}

  UseVerdict run() {
    for (const Way& way : ways_through(graph_)) judge(way);
    std::ranges::stable_sort(findings_, std::greater<>(), &Finding::level);
    for (Finding& finding : findings_) waive(finding);
    return {use_, std::move(findings_)};
  }

 private:
  void judge(const Way& way) {
    const Component& component = graph_.components[way.component];
    const std::vector<Claim> claims = claims_of(component, catalogue_);
    std::vector<Level> worst;
    for (const Claim& claim : claims) {
      std::vector<Finding> found = judge_expression(way, claim, claim.expression);
      worst.push_back(worst_of(found));
      for (Finding& finding : found) add(std::move(finding));
    }
    if (std::ranges::adjacent_find(worst, std::not_equal_to<>()) != worst.end()) add(disagreement(way, claims));
    if (const Thing* thing = catalogue_.thing(component.known); thing != nullptr && !component.known.empty())
      for (const Rule& rule : policy_.rules)
        if (meets_flags(rule, use_, way.weakest, *thing)) add(flag_finding(way, rule, *thing));
  }

  // All parts of AND; the best part of OR.
  std::vector<Finding> judge_expression(const Way& way, const Claim& claim, const Expression& expression) const {
    if (expression.kind == Expression::Kind::term) return judge_term(way, claim, expression.term);
    std::vector<Finding> all;
    bool first = true;
    for (const Expression& part : expression.parts) {
      std::vector<Finding> found = judge_expression(way, claim, part);
      if (expression.kind == Expression::Kind::all_of)
        std::ranges::move(found, std::back_inserter(all));
      else if (std::exchange(first, false) ||
               std::pair(worst_of(found), found.size()) < std::pair(worst_of(all), all.size()))
        all = std::move(found);
    }
    return all;
  }

  std::vector<Finding> judge_term(const Way& way, const Claim& claim, const Term& term) const {
    std::vector<Finding> found;
    const Licence* licence = catalogue_.licence(term.id);
    if (licence == nullptr) return found;  // the catalogue resolved it
    const Subject subject{licence, reach_of(*licence, term), is_carried(way, *licence)};
    for (const Rule& rule : policy_.rules) {
      if (!meets(rule, use_, way.weakest, subject)) continue;
      Finding finding = finding_of(way, rule);
      finding.licence = to_string(term);
      finding.evidence = claim.evidence;
      finding.quote = quote_for(rule, *licence);
      found.push_back(std::move(finding));
    }
    return found;
  }

  Finding finding_of(const Way& way, const Rule& rule) const {
    Finding finding;
    finding.level = rule.level;
    finding.rule = rule.id;
    finding.component = way.component;
    finding.path = way.path;
    finding.relations = way.relations;
    finding.reason = rule.reason;
    finding.remedy = rule.remedy;
    return finding;
  }

  Finding flag_finding(const Way& way, const Rule& rule, const Thing& thing) const {
    Finding finding = finding_of(way, rule);
    finding.licence = thing.licence;
    finding.evidence = fmt::format("known of {}: {} ({}, {})", thing.name, thing.notes.en, thing.basis, thing.as_of);
    return finding;
  }

  // Two sources give the component two licences, and the answer hangs on which is right.
  Finding disagreement(const Way& way, const std::vector<Claim>& claims) const {
    const bool relabelled = claims.back().known && claims.size() > 1;
    std::vector<std::string> said;
    for (const Claim& claim : claims)
      said.push_back(claim.known ? "known: " + to_string(claim.expression) : claim.evidence);
    Finding finding;
    finding.level = Level::unsettled;
    finding.rule = relabelled ? "relabelled" : "contradiction";
    finding.component = way.component;
    finding.path = way.path;
    finding.relations = way.relations;
    finding.licence = to_string(claims.front().expression);
    finding.evidence = fmt::format("{}", fmt::join(said, "; "));
    finding.reason =
        relabelled
            ? Words{"Giấy phép được ghi ở đây khác với giấy phép đã biết của thành phần này: có thể là bản sao bị gắn lại nhãn.",
                    "The licence stated here is not the one that is known of this part: it may be a relabelled copy."}
            : Words{"Các tệp của thành phần này nêu những giấy phép khác nhau.",
                    "The files of this part state different licences."};
    finding.remedy = {"Tìm nơi phát hành gốc và dùng giấy phép ghi ở đó.",
                      "Find where it was first published, and go by the licence there."};
    return finding;
  }

  // What was made from it is itself under a share-alike licence for such things.
  bool is_carried(const Way& way, const Licence& licence) const {
    if (way.path.size() < 2) return false;
    for (const Claim& claim : claims_of(graph_.components[way.path[way.path.size() - 2]], catalogue_))
      for (const Term& term : terms_of(claim.expression)) {
        const Licence* maker = catalogue_.licence(term.id);
        if (maker != nullptr && maker->share_alike != Reach::none && maker->kind == licence.kind) return true;
      }
    return false;
  }

  // The same rule met by a second way or a second claim adds nothing.
  void add(Finding finding) {
    const auto key = std::tuple(finding.rule, finding.component, finding.licence);
    if (seen_.emplace(key).second) findings_.push_back(std::move(finding));
  }

  void waive(Finding& finding) const {
    for (const Waiver& waiver : graph_.waivers) {
      if (!is_meant(waiver, graph_.components[finding.component])) continue;
      if (!waiver.rule.empty() && waiver.rule != finding.rule) continue;
      if (waiver.expires < options_.on)
        finding.waiver_expired = true;
      else if (finding.level != Level::duty)
        finding.waiver = &waiver;
    }
  }

  const Graph& graph_;
  const Catalogue& catalogue_;
  const Policy& policy_;
  const Use use_;
  const CheckOptions& options_;
  std::vector<Finding> findings_;
  std::set<std::tuple<std::string, std::size_t, std::string>> seen_;
};

// A product of nothing but the thing: is it allowed?
bool is_clean(const Thing& thing, const Catalogue& catalogue, const Policy& policy, Use use) {
  Graph graph;
  graph.components.resize(2);
  graph.components[0].id = graph.components[0].name = "product";
  graph.components[1].id = graph.components[1].name = thing.id;
  graph.components[0].edges.push_back({Relation::contains, 1, {}});
  add_known(graph, catalogue);
  return find_cycle(graph).empty() && Checker(graph, catalogue, policy, use, {}).run().allowed();
}

// Those of the known things on the way, the one that ships first, that are allowed for the same use.
void add_alternatives(Finding& finding, const Graph& graph, const Catalogue& catalogue, const Policy& policy, Use use,
                      std::map<std::string, bool>& clean) {
  for (const std::size_t index : finding.path) {
    const std::string& known = graph.components[index].known;
    const Thing* thing = known.empty() ? nullptr : catalogue.thing(known);
    if (thing == nullptr) continue;
    for (const std::string& id : thing->alternatives) {
      const Thing* other = catalogue.thing(id);
      if (other == nullptr) continue;
      const auto [place, fresh] = clean.emplace(id, false);
      if (fresh) place->second = is_clean(*other, catalogue, policy, use);
      if (place->second && std::ranges::find(finding.alternatives, other->name) == finding.alternatives.end())
        finding.alternatives.push_back(other->name);
    }
  }
}
}  // namespace

std::optional<Level> UseVerdict::worst() const {
  std::optional<Level> worst;
  for (const Finding& finding : findings)
    if (finding.waiver == nullptr) worst = std::max(worst.value_or(Level::duty), finding.level);
  return worst;
}

Result<UseVerdict> check(const Graph& graph, const Catalogue& catalogue, const Policy& policy, Use use,
                         const CheckOptions& options) {
  if (const std::vector<std::size_t> cycle = find_cycle(graph); !cycle.empty()) {
    std::vector<std::string> names;
    for (const std::size_t index : cycle) names.push_back(graph.components[index].id);
    return Error{Errc::corrupt, fmt::format("a cycle: {}", fmt::join(names, " → "))};
  }
  UseVerdict verdict = Checker(graph, catalogue, policy, use, options).run();
  std::map<std::string, bool> clean;
  for (Finding& finding : verdict.findings)
    if (finding.level != Level::duty) add_alternatives(finding, graph, catalogue, policy, use, clean);
  return verdict;
}
}  // namespace dau::licence
