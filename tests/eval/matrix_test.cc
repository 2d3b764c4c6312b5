// SPDX-License-Identifier: Apache-2.0
#include "dau/eval/matrix.h"

#include <gtest/gtest.h>

namespace dau::eval {
namespace {
RunResult result(const std::string& system, double value, const std::string& kind = "cmd") {
  RunResult one;
  one.task = "restoration";
  one.set_id = "s";
  one.system = {system, kind, "x", "", "MIT", {}};
  one.baseline = "leave-as-is";
  const auto metric = [&](double v) {
    return MetricScore{"word_accuracy", v, v - 0.01, v + 0.01, true, true, {1, 2}, 0.15};
  };
  one.cells = {
      {"", "", 1200, {metric(value)}}, {"legal", "", 1000, {metric(value)}}, {"legal", "north", 200, {metric(value)}}};
  return one;
}

const MatrixRow& row(const TaskMatrix& matrix, const std::string& reg, const std::string& dialect) {
  return *std::find_if(matrix.rows.begin(), matrix.rows.end(),
                       [&](const MatrixRow& r) { return r.register_name == reg && r.dialect == dialect; });
}

TEST(Matrix, PutsSystemsBesideTheirBaseline) {
  const auto matrices = make_matrices(std::vector{result("a", 0.9), result("b", 0.8)});
  ASSERT_TRUE(matrices) << matrices.error().message;
  ASSERT_EQ(matrices->size(), 1u);
  const TaskMatrix& matrix = matrices->front();
  ASSERT_EQ(matrix.columns.size(), 3u);
  EXPECT_TRUE(matrix.columns[0].baseline);
  EXPECT_EQ(matrix.columns[2].system, "b");
  EXPECT_DOUBLE_EQ(row(matrix, "legal", "north").cells[2]->value, 0.8);
  EXPECT_EQ(row(matrix, "legal", "north").cells[0]->cases, 200u);
}

TEST(Matrix, AveragesNothing) {
  const auto matrices = make_matrices(std::vector{result("a", 0.9)});
  ASSERT_TRUE(matrices);
  EXPECT_FALSE(row(matrices->front(), "news", "").cells[1]);
  EXPECT_FALSE(row(matrices->front(), "", "north").cells[1]);
}

TEST(Matrix, RefusesTwoResultsOfOneSystem) {
  const auto matrices = make_matrices(std::vector{result("a", 0.9), result("a", 0.8)});
  ASSERT_FALSE(matrices);
  EXPECT_EQ(matrices.error().message, "two results of a on s");
  EXPECT_FALSE(make_matrices(std::vector{result("a", 0.9)}, "taste"));
}

TEST(Matrix, SaysHowSmallACellIs) {
  const auto matrices = *make_matrices(std::vector{result("a|b", 0.9)});
  const std::string table = to_markdown(matrices);
  EXPECT_NE(table.find("| legal × north | 15.00 (n = 200) | **90.00** [89.00, 91.00] (n = 200) |"), std::string::npos)
      << table;
  EXPECT_NE(table.find("| news | – | – |"), std::string::npos);
  EXPECT_NE(table.find("a\\|b, s"), std::string::npos);
}

TEST(Matrix, IsCsvToo) {
  const std::string csv = to_csv(*make_matrices(std::vector{result("a,\"b\"", 0.9)}));
  EXPECT_NE(csv.find("restoration,word_accuracy,true,\"a,\"\"b\"\"\",s,MIT,false,legal,north,200,0.9,"),
            std::string::npos)
      << csv;
}

TEST(Matrix, PageCannotBeBrokenByNames) {
  RunResult hostile = result("<script>alert(1)</script>\"'&", 0.9);
  hostile.system.licence = "\" onload=\"x";
  hostile.task = "</section><b>";
  const std::string html = to_html(*make_matrices(std::vector{hostile}));
  EXPECT_EQ(html.find("<script>alert"), std::string::npos);
  EXPECT_EQ(html.find("onload=\""), std::string::npos);
  EXPECT_EQ(html.find("</section><b>"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"), std::string::npos);
  EXPECT_EQ(html, to_html(*make_matrices(std::vector{hostile})));
  EXPECT_EQ(html.find("http"), std::string::npos);  // nothing comes from elsewhere
}
}  // namespace
}  // namespace dau::eval
