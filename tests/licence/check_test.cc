// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "dau/licence/policy.h"
#include "small_catalogue.h"

namespace dau::licence {
namespace {
using testing::graph_of;
using testing::policy;
using testing::small;

// "level rule component" of everything that is no duty.
std::string objections(const Graph& graph, Use use = Use::commercial_product, const char* name = "conservative",
                       const std::string& on = "2026-11-25") {
  const auto verdict = check(graph, small(), policy(name), use, {on});
  if (!verdict) return verdict.error().message;
  std::string out;
  for (const Finding& finding : verdict->findings)
    if (finding.level != Level::duty)
      out += (out.empty() ? "" : "; ") + std::string(name_of(finding.level)) + " " + finding.rule + " " +
             graph.components[finding.component].id + (finding.waiver != nullptr ? " waived" : "") +
             (finding.waiver_expired ? " expired" : "");
  return out;
}

Graph with(const std::string& components) {
  return graph_of("dau-manifest: 1\nproduct: {name: P}\ncomponents:\n" + components);
}

TEST(Check, ForbidsToSellWhatIsNonCommercial) {
  const Graph graph = with("  - {id: asr, licence: CC-BY-NC-4.0}\n");
  EXPECT_EQ(objections(graph), "forbidden noncommercial asr");
  EXPECT_EQ(objections(graph, Use::saas), "forbidden noncommercial asr");
  EXPECT_EQ(objections(graph, Use::internal), "unsettled noncommercial-internal asr");
  EXPECT_EQ(objections(graph, Use::research), "");
}

TEST(Check, FollowsTheLineageToTaintedData) {
  const Graph graph =
      with("  - {id: asr, licence: MIT, trained-on: corpus}\n  - {id: corpus, licence: CC-BY-NC-4.0}\n");
  EXPECT_EQ(objections(graph), "forbidden noncommercial-data corpus");
  EXPECT_EQ(objections(graph, Use::commercial_product, "lenient"), "");
  const auto verdict = check(graph, small(), policy(), Use::commercial_product, {"2026-11-25"});
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->findings.front().path, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(verdict->findings.front().quote->text, "for NonCommercial purposes only");
}

TEST(Check, LetsNothingOfATestSetCome) {
  EXPECT_EQ(objections(with(
                "  - {id: asr, licence: MIT, evaluated-on: corpus}\n  - {id: corpus, licence: CC-BY-NC-ND-4.0}\n")),
            "");
}

TEST(Check, IsNeverContentWithWhatIsNotKnown) {
  EXPECT_EQ(objections(with("  - {id: a}\n")), "unsettled not-known a");
  EXPECT_EQ(objections(with("  - {id: a, licence: Our Own}\n")), "unsettled not-known a");
  EXPECT_EQ(objections(with("  - {id: a, licence: MIT, trained-on: [somewhere]}\n")), "unsettled not-known somewhere");
}

TEST(Check, TakesTheBestOfAChoiceAndAllOfAnAnd) {
  EXPECT_EQ(objections(with("  - {id: a, licence: CC-BY-NC-4.0 OR MIT}\n")), "");
  EXPECT_EQ(objections(with("  - {id: a, licence: CC-BY-NC-4.0 AND MIT}\n")), "forbidden noncommercial a");
  EXPECT_EQ(objections(with("  - {id: a, licence: MIT AND (CC-BY-NC-4.0 OR Apache-2.0)}\n")), "");
}

TEST(Check, TellsARelabelledCopy) {
  EXPECT_EQ(
      objections(with("  - {id: zipformer, licence: MIT}\n")),
      "forbidden noncommercial zipformer; forbidden noncommercial-data nc-corpus; unsettled relabelled zipformer");
}

TEST(Check, OffersOnlyAlternativesThatAreAllowed) {
  const Graph graph = with("  - {id: zipformer}\n");
  const auto verdict = check(graph, small(), policy(), Use::commercial_product, {"2026-11-25"});
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->findings.front().alternatives, std::vector<std::string>{"clean by its name"});
}

TEST(Check, LetsCopyleftReachWhatIsLinked) {
  const Graph linked = graph_of(
      "dau-manifest: 1\nproduct: {name: P, links: lib, contains: []}\ncomponents: [{id: lib, licence: "
      "GPL-3.0-only}]\n");
  EXPECT_EQ(objections(linked), "unsettled copyleft-linked lib");
  EXPECT_EQ(objections(with("  - {id: tool, licence: GPL-3.0-only}\n")), "");
  const Graph excepted = graph_of(
      "dau-manifest: 1\nproduct: {name: P, links: lib}\n"
      "components: [{id: lib, licence: GPL-3.0-only WITH Classpath-exception-2.0}]\n");
  EXPECT_EQ(objections(excepted), "");
}

TEST(Check, AsksThatShareAlikeBeCarriedOn) {
  const std::string corpus = "  - {id: corpus, licence: CC-BY-SA-4.0}\n";
  EXPECT_EQ(objections(with("  - {id: m, licence: MIT, trained-on: corpus}\n" + corpus)),
            "unsettled share-alike-missing corpus");
  EXPECT_EQ(objections(with("  - {id: m, licence: CC-BY-SA-4.0, trained-on: corpus}\n" + corpus), Use::publish_weights),
            "");
}

TEST(Check, SeesTheRightsOfPersons) {
  EXPECT_EQ(objections(with("  - {id: star-voice}\n")), "forbidden personality-rights star-voice");
}

TEST(Check, CountsAWaiverUntilItsLastDay) {
  const Graph graph = graph_of(R"(
dau-manifest: 1
product: {name: P}
components: [{id: a, licence: CC-BY-NC-4.0}]
waivers: [{component: a, rule: noncommercial, name: Chị Lan, reason: a contract, expires: 2027-03-01}]
)");
  EXPECT_EQ(objections(graph, Use::commercial_product, "conservative", "2027-03-01"),
            "forbidden noncommercial a waived");
  EXPECT_EQ(objections(graph, Use::commercial_product, "conservative", "2027-03-02"),
            "forbidden noncommercial a expired");
  const auto verdict = check(graph, small(), policy(), Use::commercial_product, {"2027-03-01"});
  ASSERT_TRUE(verdict);
  EXPECT_TRUE(verdict->allowed());
}

TEST(Check, WaivesOnlyTheRuleThatIsNamed) {
  const Graph graph = graph_of(R"(
dau-manifest: 1
product: {name: P}
components: [{id: zipformer, licence: MIT}]
waivers: [{component: zipformer, rule: relabelled, name: Chị Lan, reason: known, expires: 2027-03-01}]
)");
  EXPECT_EQ(objections(graph),
            "forbidden noncommercial zipformer; forbidden noncommercial-data nc-corpus; unsettled relabelled zipformer "
            "waived");
}

TEST(Check, NamesACycle) {
  Graph graph;
  graph.components.resize(3);
  for (std::size_t i = 0; i < 3; ++i) graph.components[i].id = std::string(1, static_cast<char>('a' + i));
  graph.components[0].edges = {{Relation::contains, 1, ""}};
  graph.components[1].edges = {{Relation::trained_on, 2, ""}};
  graph.components[2].edges = {{Relation::trained_on, 1, ""}};
  EXPECT_EQ(objections(graph), "a cycle: b → c → b");
}

TEST(Policies, ShareTheirRules) {
  ASSERT_EQ(policy("lenient").rules.size(), policy().rules.size());
  for (std::size_t i = 0; i < policy().rules.size(); ++i)
    EXPECT_EQ(policy("lenient").rules[i].id, policy().rules[i].id);
  EXPECT_FALSE(Policy::builtin("generous"));
}

TEST(Policies, RefuseWhatIsWrong) {
  const auto fault = [](const std::string& rules) {
    const auto policy = Policy::from("name: n\nsummary: {vi: a, en: b}\nrules:\n" + rules, "p.yaml");
    return policy ? "" : policy.error().at + ": " + policy.error().message;
  };
  EXPECT_EQ(fault("  - {id: r, level: bad, uses: [], relations: [], licence: {id: [x]}, reason: {vi: a, en: b}, "
                  "remedy: {vi: a, en: b}}\n"),
            "p.yaml: r: member \"level\" is \"bad\", expected duty, unsettled, forbidden");
  EXPECT_EQ(fault("  - {id: r, level: duty, uses: [play], relations: [], licence: {id: [x]}, reason: {vi: a, en: b}, "
                  "remedy: {vi: a, en: b}}\n"),
            "p.yaml: r: no use \"play\"");
  EXPECT_EQ(fault("  - {id: r, level: duty, uses: [saas], relations: [], licence: {colour: [x]}, reason: {vi: a, en: "
                  "b}, remedy: {vi: a, en: b}}\n"),
            "p.yaml: r: \"colour\" is no member that is known here");
}
}  // namespace
}  // namespace dau::licence
