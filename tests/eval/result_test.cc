// SPDX-License-Identifier: Apache-2.0
#include "dau/eval/result.h"

#include <gtest/gtest.h>

namespace dau::eval {
namespace {
TaskFile label_task() {
  return *read_task("id: register\nname: {vi: a, en: b}\nscorer: label\nbaseline: majority\ninput: i\noutput: o\n",
                    "t");
}

SetFile small_set() {
  return *read_set(
      "id: s\nname: {vi: a, en: b}\ntasks: [register]\nfile: s\nlayout: {format: lines}\nlicence: CC0-1.0\nsource: x\n"
      "made: x\nredistribute: yes\n",
      "s");
}

std::vector<Case> cases() {
  return {{"1", "câu a", "x", {}, "legal", "north", "", ""},
          {"2", "câu b", "y", {}, "legal", "south", "", ""},
          {"3", "câu c", "x", {}, "news", "north", "", ""}};
}

RunResult run(const std::vector<std::string>& outputs) {
  RunResult result;
  result.task = "register";
  result.set_id = "s";
  result.set_sha256 = "digest";
  result.set_cases = 3;
  result.system = {"me", "cmd", "cmd:me", "1", "MIT", {{"m", "1", "h", "MIT"}}};
  result.started = "2026-11-25T00:00:00Z";
  result.bootstrap.draws = 200;
  result.baseline = "majority";
  const std::vector<Case> all = cases();
  for (std::size_t i = 0; i < all.size(); ++i)
    result.answers.push_back({all[i].id, all[i].register_name, all[i].dialect, outputs[i], ""});
  result.cells = *score_cells(label_task(), all, result.answers, result.bootstrap);
  return result;
}

const MetricScore& metric(const CellScore& cell, std::string_view name) {
  return *std::find_if(cell.metrics.begin(), cell.metrics.end(), [&](const MetricScore& m) { return m.name == name; });
}

// The reference's own example: macro_f1(["x", "y", "y"], ["x", "y", "x"]).
TEST(Results, ScoreEveryCell) {
  const RunResult result = run({"x", "y", "y"});
  std::string names;
  for (const CellScore& cell : result.cells)
    names += cell.register_name + "/" + cell.dialect + ":" + std::to_string(cell.cases) + " ";
  EXPECT_EQ(names, "/:3 legal/:2 news/:1 /north:2 /south:1 legal/north:1 legal/south:1 news/north:1 ");
  const CellScore& all = result.cells.front();
  EXPECT_DOUBLE_EQ(metric(all, "macro_f1").value, 2.0 / 3);
  EXPECT_DOUBLE_EQ(metric(all, "accuracy").value, 2.0 / 3);
  EXPECT_DOUBLE_EQ(*metric(all, "accuracy").baseline, 2.0 / 3);  // "x" three times
  EXPECT_DOUBLE_EQ(*metric(all, "macro_f1").baseline, (4.0 / 5 + 0) / 2);
  EXPECT_LE(metric(all, "macro_f1").low, metric(all, "macro_f1").value);
}

TEST(Results, AreReadAsTheyWereWritten) {
  const RunResult result = run({"x", "y", "y"});
  const std::string json = to_json(result);
  const auto read = read_result(json, "r.json");
  ASSERT_TRUE(read) << read.error().at << ": " << read.error().message;
  EXPECT_EQ(to_json(*read), json);
  EXPECT_EQ(read->cells, result.cells);
  EXPECT_EQ(read->answers, result.answers);
}

TEST(Results, AreFoundOutWhenTheyLie) {
  RunResult result = run({"x", "y", "y"});
  const auto found = [&] { return *differences(result, label_task(), small_set(), "digest", cases()); };
  EXPECT_TRUE(found().empty());
  result.cells[0].metrics[0].value = 0.99;
  EXPECT_EQ(found().size(), 1u);
  result = run({"x", "y", "y"});
  result.answers[2].output = "x";  // better than it was
  EXPECT_FALSE(found().empty());
  result = run({"x", "y", "y"});
  result.set_sha256 = "other";
  EXPECT_EQ(found(), std::vector<std::string>{"set s: SHA-256 other stated, digest found"});
  result = run({"x", "y", "y"});
  result.answers.pop_back();
  EXPECT_EQ(found(), std::vector<std::string>{"2 answers, 3 cases"});
  result = run({"x", "y", "y"});
  result.cells.pop_back();
  EXPECT_EQ(found(), std::vector<std::string>{"news × north is missing"});
}

TEST(Results, SayWhatIsWrongWithAFile) {
  const auto fault = [](const std::string& text) {
    const auto result = read_result(text, "r.json");
    return result ? "" : result.error().at + ": " + result.error().message;
  };
  EXPECT_EQ(fault("{}"), "r.json: not a result of dau eval run");
  EXPECT_EQ(fault("["), "r.json at byte 1: not valid JSON");
  EXPECT_EQ(fault(R"({"format":"dau-eval-result","version":2})"), "r.json: a result of a newer version");
  EXPECT_EQ(fault(R"({"format":"dau-eval-result","version":1,"task":"t"})"), "r.json: member \"set\" is missing");
  std::string json = to_json(run({"x", "y", "y"}));
  json.replace(json.find("\"seed\": 42"), 10, "\"seed\": {}");
  EXPECT_EQ(fault(json), "r.json: member \"seed\" is no whole number from -9000000000000000 to 9000000000000000");
}
}  // namespace
}  // namespace dau::eval
