// SPDX-License-Identifier: Apache-2.0
#include "dau/licence/manifest.h"

#include <gtest/gtest.h>

#include "small_catalogue.h"

namespace dau::licence {
namespace {
using testing::graph_of;
using testing::small;

std::string edges(const Graph& graph, std::size_t index) {
  std::string out;
  for (const Edge& edge : graph.components[index].edges)
    out += (out.empty() ? "" : "; ") + std::string(name_of(edge.relation)) + " " + graph.components[edge.target].id;
  return out;
}

std::string fault(const std::string& text) {
  const auto graph = read_manifest(text, "p.yaml", small());
  return graph ? "" : graph.error().at + ": " + graph.error().message;
}

TEST(Manifest, HangsPartsThatNobodyNamesUnderTheProduct) {
  const Graph graph = graph_of(R"(
dau-manifest: 1
product: {name: P, version: 1.10, use: saas}
components:
  - {id: asr, licence: MIT, trained-on: [own recordings, nc-corpus]}
  - {id: vad, known: clean}
)");
  EXPECT_EQ(graph.components[0].version, "1.10");
  EXPECT_EQ(graph.use, "saas");
  EXPECT_EQ(edges(graph, 0), "contains asr; contains vad");
  EXPECT_EQ(edges(graph, 1), "trained-on own recordings; trained-on nc-corpus");
  EXPECT_EQ(graph.components[2].known, "clean");
  EXPECT_EQ(graph.components[4].known, "nc-corpus");
}

TEST(Manifest, BringsInTheLineageOfWhatIsKnown) {
  const Graph graph = graph_of("dau-manifest: 1\nproduct: {name: P, contains: maker/zipformer}\n");
  ASSERT_EQ(graph.components.size(), 3u);
  EXPECT_EQ(graph.components[1].known, "zipformer");
  EXPECT_EQ(edges(graph, 1), "trained-on nc-corpus");
}

TEST(Manifest, KnowsARepositoryByItsAddress) {
  const Graph graph = graph_of(
      "dau-manifest: 1\nproduct: {name: P}\ncomponents: [{id: a, url: "
      "'https://huggingface.co/maker/zipformer/tree/main'}]\n");
  EXPECT_EQ(graph.components[1].known, "zipformer");
}

TEST(Manifest, DoesNotTakeAPartForKnownAgainstItsWill) {
  const Graph graph = graph_of("dau-manifest: 1\nproduct: {name: P}\ncomponents: [{id: clean, known: none}]\n");
  EXPECT_EQ(graph.components[1].known, "");
}

TEST(Manifest, MayBeJson) {
  const Graph graph =
      graph_of(R"({"dau-manifest": "1", "product": {"name": "P", "version": 2.5}, "components": [{"id": "a"}]})");
  EXPECT_EQ(graph.components[0].version, "2.5");
  EXPECT_EQ(edges(graph, 0), "contains a");
}

TEST(Manifest, SaysWhatIsWrong) {
  const std::string head = "dau-manifest: 1\nproduct: {name: P}\n";
  EXPECT_EQ(fault("{"), "p.yaml at byte 1: not valid JSON");
  EXPECT_EQ(fault("a: [b"), "p.yaml:1: not valid YAML: end of sequence flow not found");
  EXPECT_EQ(fault("product: {name: P}"), "p.yaml: member \"dau-manifest\" is missing or empty");
  EXPECT_EQ(fault("dau-manifest: 2\nproduct: {}"), "p.yaml: a manifest of version other than 1");
  EXPECT_EQ(fault("dau-manifest: 1\n"), "p.yaml: member \"product\" is missing");
  EXPECT_EQ(fault(head + "componets: []"), "p.yaml: \"componets\" is no member that is known here");
  EXPECT_EQ(fault(head + "components: [{id: a}, {id: a}]"), "p.yaml: component 2: the id \"a\" is there twice");
  EXPECT_EQ(fault(head + "components: [{id: a, sha256: abc}]"),
            "p.yaml: component 1: member \"sha256\" is not 64 hexadecimal digits");
  EXPECT_EQ(fault(head + "components: [{id: a, known: nobody}]"),
            "p.yaml: component 1: nothing is known as \"nobody\"");
  EXPECT_EQ(fault(head + "waivers: [{component: b, name: N, reason: R, expires: 2027-01-01}]"),
            "p.yaml: a waiver for \"b\", which is no component");
  EXPECT_EQ(fault(head + "waivers: [{component: b, name: N, reason: R, expires: 2027-02-30}]"),
            "p.yaml: waivers: member \"expires\" is no date such as 2027-03-01");
  EXPECT_EQ(fault(head + "components: [{id: a, trained-on: b}, {id: b, trained-on: a}]"), "p.yaml: a cycle: a → b → a");
}

TEST(Manifest, IsToldFromOtherFiles) {
  EXPECT_TRUE(is_manifest("# of ours\ndau-manifest: 1\n"));
  EXPECT_TRUE(is_manifest("{\n  \"dau-manifest\": 1}"));
  EXPECT_TRUE(is_manifest("{\"dau-manifest\": 1}"));
  EXPECT_FALSE(is_manifest("name: x\n"));
  EXPECT_FALSE(is_manifest(""));
}
}  // namespace
}  // namespace dau::licence
