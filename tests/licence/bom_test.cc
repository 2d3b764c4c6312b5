// SPDX-License-Identifier: Apache-2.0
#include "dau/licence/bom.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "small_catalogue.h"

namespace dau::licence {
namespace {
using testing::graph_of;
using testing::small;

const BomOptions kOptions{"2026-11-25T00:00:00Z", "0.1"};

constexpr const char* kProduct = R"(
dau-manifest: 1
product: {name: Trợ lý, version: 1.0, supplier: Công ty A, links: lib, calls: service}
components:
  - {id: zipformer, licence: MIT, path: a/b.onnx}
  - {id: lib, licence: GPL-3.0-only WITH Classpath-exception-2.0, attribution: "© A", url: "https://example.org/lib"}
  - {id: service, licence: Apache-2.0}
  - {id: m, kind: model, licence: MIT OR Apache-2.0, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
     fine-tuned-from: clean, trained-on: words, evaluated-on: nc-corpus}
  - {id: words, kind: corpus, licence: CC-BY-SA-4.0}
)";

// "id licence: relation target …", a line each.
std::string told(const Graph& graph) {
  std::string out;
  for (const Component& component : graph.components) {
    out += component.id + " " + component.version + " " + component.kind + " " + component.sha256 + " " +
           component.attribution;
    for (const Declared& declared : component.declared) out += " [" + declared.text + "]";
    for (const Edge& edge : component.edges)
      out += " " + std::string(name_of(edge.relation)) + " " + graph.components[edge.target].id;
    out += "\n";
  }
  return out;
}

json::Value parsed(const std::string& text) { return *json::parse(text); }

std::string fault(const std::string& text) {
  const auto graph = read_bom(text, "b.json", small());
  return graph ? "" : graph.error().at + ": " + graph.error().message;
}

TEST(CycloneDx, ComesBackAsTheSameGraph) {
  const Graph graph = graph_of(kProduct);
  const std::string bom = to_cyclonedx(graph, small(), kOptions);
  const auto again = read_bom(bom, "b.json", small());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(told(*again), told(graph));
  EXPECT_EQ(to_cyclonedx(*again, small(), kOptions), bom);
}

TEST(CycloneDx, SaysWhatIsKnown) {
  const json::Value bom = parsed(to_cyclonedx(graph_of(kProduct), small(), kOptions));
  EXPECT_EQ(bom["specVersion"], "1.6");
  EXPECT_EQ(bom["metadata"]["component"]["supplier"]["name"], "Công ty A");
  const json::Value& zipformer = bom["components"][0];
  EXPECT_EQ(zipformer["type"], "machine-learning-model");
  EXPECT_EQ(zipformer["licenses"][0]["expression"], "CC-BY-NC-ND-4.0");  // what is known, not what its file says
  EXPECT_EQ(zipformer["evidence"]["licenses"][0]["license"]["name"], "MIT");
  EXPECT_EQ(zipformer["modelCard"]["modelParameters"]["datasets"][0]["ref"], "nc-corpus");
  const json::Value& model = bom["components"][3];
  EXPECT_EQ(model["hashes"][0]["alg"], "SHA-256");
  EXPECT_EQ(model["pedigree"]["ancestors"][0]["name"], "clean");
  EXPECT_TRUE(bom["serialNumber"].get<std::string>().starts_with("urn:uuid:"));
}

TEST(Bills, TellWhatAModelIsWorth) {
  Graph graph = graph_of(kProduct);
  ASSERT_EQ(graph.components[4].id, "m");
  const Measure measure{"business_55", "word accuracy, %", 97.55, 96.47, 98.61};
  graph.components[4].measures = {measure};
  const std::string bom = to_cyclonedx(graph, small(), kOptions);
  const auto again = read_bom(bom, "b.json", small());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->components[4].measures, std::vector<Measure>{measure});
  EXPECT_EQ(to_cyclonedx(*again, small(), kOptions), bom);
  const std::string spdx = to_spdx(graph, small(), kOptions);
  EXPECT_NE(spdx.find(R"("key": "word accuracy, %, business_55")"), std::string::npos);
  EXPECT_NE(spdx.find("97.55 (95 % interval 96.47 to 98.61)"), std::string::npos);
}

TEST(CycloneDx, OfOthersIsRead) {
  const auto graph = read_bom(R"({"bomFormat":"CycloneDX","specVersion":"1.5",
    "metadata":{"component":{"type":"application","bom-ref":"app","name":"App","version":"2"}},
    "components":[
      {"type":"machine-learning-model","bom-ref":"m","name":"maker/zipformer","licenses":[{"license":{"id":"Apache-2.0"}}],
       "pedigree":{"ancestors":[{"type":"machine-learning-model","name":"clean"}]},
       "modelCard":{"modelParameters":{"datasets":[{"type":"dataset","name":"words"}]}}},
      {"type":"library","bom-ref":"l","name":"lib","licenses":[{"expression":"MIT OR GPL-3.0-only"}],
       "components":[{"type":"library","name":"inner"}]}],
    "dependencies":[{"ref":"app","dependsOn":["m","l"]},{"ref":"l","dependsOn":["m"]}]})",
                              "b.json", small());
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_EQ(told(*graph),
            "app 2 software   contains m contains l\n"
            "m  model   [Apache-2.0] fine-tuned-from clean trained-on words trained-on nc-corpus\n"
            "l  software   [MIT OR GPL-3.0-only] contains inner#3 links m\n"
            "inner#3  software  \n"
            "clean  model  \n"
            "words    \n"
            "nc-corpus  model  \n");
}

TEST(Spdx, ComesBackWithItsRelations) {
  const auto graph = read_bom(to_spdx(graph_of(kProduct), small(), kOptions), "s.json", small());
  ASSERT_TRUE(graph) << graph.error().message;
  std::string relations;
  for (const Component& component : graph->components)
    for (const Edge& edge : component.edges)
      relations +=
          component.name + " " + std::string(name_of(edge.relation)) + " " + graph->components[edge.target].name + "\n";
  EXPECT_EQ(relations,
            "Trợ lý links lib\nTrợ lý calls service\nTrợ lý contains zipformer\nTrợ lý contains m\n"
            "zipformer trained-on nc-corpus\nm fine-tuned-from clean\nm trained-on words\nm evaluated-on nc-corpus\n");
  EXPECT_EQ(to_spdx(graph_of(kProduct), small(), kOptions), to_spdx(graph_of(kProduct), small(), kOptions));
}

TEST(Bills, SayWhatIsWrong) {
  EXPECT_EQ(fault("{"), "b.json at byte 1: not valid JSON");
  EXPECT_EQ(fault("{}"), "b.json: no bill of materials of CycloneDX or SPDX 3.0");
  EXPECT_EQ(fault(R"({"bomFormat":"CycloneDX","specVersion":"2.0"})"), "b.json: CycloneDX 2.0, expected 1.4 to 1.6");
  const std::string head = R"({"bomFormat":"CycloneDX","specVersion":"1.6","components":[)";
  EXPECT_EQ(fault(head + "{}]}"), "b.json: component 1: member \"name\" is missing");
  EXPECT_EQ(fault(head + "7]}"), "b.json: component 1: member \"name\" is missing");
  EXPECT_EQ(fault(head + R"({"name":"a","bom-ref":"x"},{"name":"b","bom-ref":"x"}]})"),
            "b.json: the bom-ref \"x\" is there twice");
  EXPECT_EQ(fault(head + R"({"name":"a","bom-ref":"a"}],"dependencies":[{"ref":"a","dependsOn":["b"]}]})"),
            "b.json: a reference to \"b\", which is not there");
  EXPECT_EQ(fault(head + R"({"name":"a","bom-ref":"a"},{"name":"b","bom-ref":"b"}],
    "dependencies":[{"ref":"a","dependsOn":["b"]},{"ref":"b","dependsOn":["a"]}]})"),
            "b.json: a cycle: a → b → a");
  EXPECT_EQ(fault(R"({"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]})"),
            "b.json: no package in it");
}

TEST(Notice, NamesWhatReachesTheProduct) {
  const std::string notice = to_notice(graph_of(kProduct), small());
  EXPECT_TRUE(notice.starts_with("Trợ lý 1.0 contains, or was made with, the following works.\n")) << notice;
  EXPECT_NE(notice.find("GPL-3.0-only WITH Classpath-exception-2.0\nThe GPL-3.0-only: https://example.org\n  lib\n    "
                        "© A\n    https://example.org/lib\n"),
            std::string::npos)
      << notice;
  Graph graph = graph_of(
      "dau-manifest: 1\nproduct: {name: P}\ncomponents: [{id: m, licence: MIT, evaluated-on: words}, {id: words, "
      "licence: CC-BY-SA-4.0}]\n");
  EXPECT_EQ(to_notice(graph, small()).find("words"), std::string::npos);  // a test set is in nothing
}
}  // namespace
}  // namespace dau::licence
