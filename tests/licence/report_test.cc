// SPDX-License-Identifier: Apache-2.0
#include "dau/licence/report.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "small_catalogue.h"

namespace dau::licence {
namespace {
using testing::graph_of;
using testing::policy;
using testing::small;

constexpr const char* kProduct = R"(
dau-manifest: 1
product: {name: Trợ lý, version: 1.0}
components: [{id: zipformer, licence: MIT}]
)";

class ReportTest : public ::testing::Test {
 protected:
  Graph graph_ = graph_of(kProduct);
  Report report_ = *report_on("product.yaml", graph_, small(), policy(), Use::commercial_product, {"2026-11-25"});
};

TEST_F(ReportTest, AnswersOnOneScreen) {
  const std::string text = to_text(report_, small(), Language::vi);
  EXPECT_TRUE(text.find("KHÔNG ĐƯỢC: 2 cấm, 1 chưa rõ") != std::string::npos) << text;
  EXPECT_TRUE(text.find("Trợ lý → contains → zipformer") != std::string::npos) << text;
  EXPECT_TRUE(text.find("thay bằng: clean by its name") != std::string::npos) << text;
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 24) << text;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    const auto columns = std::count_if(text.begin() + static_cast<long>(begin), text.begin() + static_cast<long>(end),
                                       [](char c) { return (c & 0xC0) != 0x80; });
    EXPECT_LE(columns, 80) << text.substr(begin, end - begin);
    begin = end + 1;
  }
}

TEST_F(ReportTest, GivesProgramsEveryUse) {
  const auto value = json::parse(to_json(report_, small()));
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["answer"], "no");
  EXPECT_EQ((*value)["uses"].size(), 5u);
  EXPECT_EQ((*value)["uses"][0]["findings"][0]["path"], json::Value::array({"product", "contains", "zipformer"}));
  EXPECT_EQ((*value)["components"][1]["licences"].size(), 2u);
}

TEST_F(ReportTest, GivesCodeHostsSarif) {
  const auto value = json::parse(to_sarif(report_, "1.0"));
  ASSERT_TRUE(value);
  const json::Value& run = (*value)["runs"][0];
  EXPECT_EQ((*value)["version"], "2.1.0");
  EXPECT_EQ(run["results"].size(), 3u);
  EXPECT_EQ(run["results"][0]["level"], "error");
  EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "product.yaml");
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), 3u);
}
}  // namespace
}  // namespace dau::licence
