// SPDX-License-Identifier: Apache-2.0
// policy.cc — a policy is a table of rules; this reads it, and says which rules a licence meets.
#include "dau/licence/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/fields.h"
#include "base/yaml.h"
#include "licence/builtin_data.h"
#include "licence/rules.h"
#include "licence/words.h"

namespace dau::licence {
namespace {
using namespace std::string_view_literals;
constexpr std::array kUseNames = {"commercial-product"sv, "saas"sv, "internal"sv, "research"sv, "publish-weights"sv};
constexpr std::array kLevelNames = {"duty"sv, "unsettled"sv, "forbidden"sv};
constexpr std::array kMembers = {
    "commercial"sv, "derivatives"sv, "redistribution"sv, "training"sv, "attribution"sv,  "notice"sv,  "state_changes"sv,
    "source"sv,     "share_alike"sv, "kind"sv,           "id"sv,       "restrictions"sv, "carried"sv, "flag"sv};

std::string_view yes_or_no(bool value) { return value ? "yes" : "no"; }

std::string_view training_name(Permission training) {
  return training == Permission::yes ? "allowed" : training == Permission::no ? "forbidden" : name_of(training);
}

Result<Rule> read_rule(const json::Value& value, const std::string& name) {
  const bool named = value.is_object() && value.contains("id") && value["id"].is_string();
  Fields fields(value, named ? fmt::format("{}: {}", name, value["id"].get<std::string>()) : name);
  Rule rule;
  rule.id = fields.text("id");
  const std::string level = fields.word("level", kLevelNames);
  rule.level = static_cast<Level>(std::ranges::find(kLevelNames, level) - kLevelNames.begin());
  for (const std::string& word : fields.texts("uses")) {
    const auto use = use_from_name(word);
    if (!use) fields.fail(fmt::format("no use \"{}\"", word));
    rule.uses.push_back(use.value_or(Use::research));
  }
  for (const std::string& word : fields.texts("relations")) {
    const auto relation = relation_from_name(word);
    if (!relation) fields.fail(fmt::format("no relation \"{}\"", word));
    rule.relations.push_back(relation.value_or(Relation::contains));
  }
  const json::Value* licence = fields.object("licence");
  if (licence == nullptr || licence->empty()) fields.fail("member \"licence\" is missing");
  rule.reason = words(fields, "reason");
  rule.remedy = words(fields, "remedy");
  DAU_CHECK(fields.done());
  Fields conditions(*licence, fields.where());
  for (const std::string_view member : kMembers)
    if (conditions.has(member)) rule.conditions.push_back({std::string(member), conditions.texts(member)});
  DAU_CHECK(conditions.done());
  return rule;
}

// What the licence has for the member of a condition.
std::string_view value_of(const Subject& subject, std::string_view member) {
  const Licence& licence = *subject.licence;
  if (member == "commercial") return name_of(licence.commercial);
  if (member == "derivatives") return name_of(licence.derivatives);
  if (member == "redistribution") return name_of(licence.redistribution);
  if (member == "training") return training_name(licence.training);
  if (member == "attribution") return yes_or_no(licence.attribution);
  if (member == "notice") return yes_or_no(licence.notice);
  if (member == "state_changes") return yes_or_no(licence.state_changes);
  if (member == "source") return yes_or_no(licence.source);
  if (member == "share_alike") return name_of(subject.reach);
  if (member == "kind") return licence.kind;
  if (member == "id") return licence.id;
  if (member == "restrictions") return licence.restrictions.empty() ? "none" : "some";
  return yes_or_no(subject.carried);
}

bool applies_to(const Rule& rule, Use use, Relation relation) {
  return std::ranges::find(rule.uses, use) != rule.uses.end() &&
         std::ranges::find(rule.relations, relation) != rule.relations.end();
}

bool is_about_flags(const Rule& rule) {
  return std::ranges::any_of(rule.conditions, [](const Rule::Condition& c) { return c.member == "flag"; });
}
}  // namespace

bool meets(const Rule& rule, Use use, Relation relation, const Subject& subject) {
  return applies_to(rule, use, relation) && !is_about_flags(rule) &&
         std::ranges::all_of(rule.conditions, [&](const Rule::Condition& condition) {
           return std::ranges::find(condition.values, value_of(subject, condition.member)) != condition.values.end();
         });
}

bool meets_flags(const Rule& rule, Use use, Relation relation, const Thing& thing) {
  return applies_to(rule, use, relation) && is_about_flags(rule) &&
         std::ranges::any_of(thing.flags, [&](const std::string& flag) {
           const std::vector<std::string>& values = rule.conditions.front().values;
           return std::ranges::find(values, flag) != values.end();
         });
}

Result<Policy> Policy::from(std::string_view yaml, const std::string& name) {
  DAU_TRY(const json::Value value, yaml::parse(yaml, name));
  Fields fields(value, name);
  Policy policy;
  policy.name = fields.text("name");
  policy.summary = words(fields, "summary");
  const std::vector<const json::Value*> rules = fields.objects("rules");
  DAU_CHECK(fields.done());
  for (const json::Value* element : rules) {
    DAU_TRY(Rule rule, read_rule(*element, name));
    if (std::ranges::find(policy.rules, rule.id, &Rule::id) != policy.rules.end())
      return Error{Errc::corrupt, fmt::format("the rule \"{}\" is there twice", rule.id), name};
    policy.rules.push_back(std::move(rule));
  }
  return policy;
}

Result<const Policy*> Policy::builtin(std::string_view name) {
  static const Result<std::vector<Policy>> kPolicies = []() -> Result<std::vector<Policy>> {
    std::vector<Policy> policies;
    for (const Catalogue::Text& text : builtin_policies()) {
      DAU_TRY(Policy policy, Policy::from(text.yaml, std::string(text.name)));
      policies.push_back(std::move(policy));
    }
    return policies;
  }();
  if (!kPolicies) return kPolicies.error();
  for (const Policy& policy : *kPolicies)
    if (policy.name == name) return &policy;
  return Error{Errc::invalid_argument, fmt::format("no policy \"{}\", expected conservative or lenient", name),
               "policy"};
}

std::string_view name_of(Use use) { return kUseNames[static_cast<std::size_t>(use)]; }

std::optional<Use> use_from_name(std::string_view name) {
  const auto found = std::ranges::find(kUseNames, name);
  if (found == kUseNames.end()) return std::nullopt;
  return static_cast<Use>(found - kUseNames.begin());
}

std::string_view name_of(Level level) { return kLevelNames[static_cast<std::size_t>(level)]; }
}  // namespace dau::licence
