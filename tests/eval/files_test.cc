// SPDX-License-Identifier: Apache-2.0
#include "dau/eval/files.h"

#include <gtest/gtest.h>

#include <set>

#include "dau/eval/task_metrics.h"

namespace dau::eval {
namespace {
constexpr std::string_view kSet = R"(
id: s
name: {vi: bộ, en: set}
tasks: [restoration]
file: s.jsonl
layout: {format: jsonl, id: id, reference: text, register: register, make_input: strip}
licence: CC0-1.0
source: here
made: by hand
redistribute: yes
)";

SetFile set_of(std::string_view yaml) {
  auto set = read_set(yaml, "s.yaml");
  if (!set) throw std::runtime_error(set.error().message);
  return *std::move(set);
}

std::string fault(const SetFile& set, const std::string& content) {
  const auto cases = read_cases(set, std::vector<std::string>{content});
  return cases ? "" : cases.error().at + ": " + cases.error().message;
}

TEST(SetFiles, MakeCasesOfJsonLines) {
  const auto cases = read_cases(
      set_of(kSet), std::vector<std::string>{"{\"id\":\"a\",\"text\":\"tôi đi\",\"register\":\"legal\"}\n\n"
                                             "{\"id\":\"b\",\"text\":[\"x\",\"y\"],\"register\":\"news\"}\n"});
  ASSERT_TRUE(cases) << cases.error().message;
  ASSERT_EQ(cases->size(), 2u);
  EXPECT_EQ((*cases)[0].input, "toi di");
  EXPECT_EQ((*cases)[0].register_name, "legal");
  EXPECT_EQ((*cases)[1].references, std::vector<std::string>{"y"});
}

TEST(SetFiles, SayWhichLineIsBad) {
  const SetFile set = set_of(kSet);
  EXPECT_EQ(fault(set, "{\"id\":\"a\",\"text\":\"x\",\"register\":\"r\"}\n{}\n"),
            "s.jsonl:2: member \"text\" is missing");
  EXPECT_EQ(fault(set, "[]\n"), "s.jsonl:1: not a JSON object");
  EXPECT_EQ(fault(set, "{\"id\":1,\"text\":\"x\",\"register\":\"r\"}\n{\"id\":1,\"text\":\"x\",\"register\":\"r\"}\n"),
            "s.jsonl:2: the id \"1\" is there twice");
  EXPECT_EQ(fault(set, ""), "s: no cases");
  EXPECT_EQ(fault(set, "\xFF\n"), "s.jsonl at byte 0: not UTF-8");
}

TEST(SetFiles, AreTheFileThatWasMeant) {
  SetFile set = set_of(kSet);
  set.parts[0].sha256 = std::string(64, '0');
  EXPECT_NE(fault(set, "x").find("not the file of set s: its SHA-256 is "), std::string::npos);
  set.parts[0].sha256.clear();
  set.cases = 2;
  EXPECT_EQ(fault(set, "{\"id\":\"a\",\"text\":\"x\",\"register\":\"r\"}\n"), "s: 1 cases, expected 2");
}

TEST(SetFiles, HaveColumnsToo) {
  SetFile set = set_of(kSet);
  set.layout = {};
  set.layout.format = SetLayout::Format::tsv;
  set.layout.input = "2";
  set.layout.reference = "3";
  set.layout.kind = "1";
  const auto cases = read_cases(set, std::vector<std::string>{"date\tin\tout\r\n"});
  ASSERT_TRUE(cases);
  EXPECT_EQ((*cases)[0].kind, "date");
  EXPECT_EQ((*cases)[0].input, "in");
  EXPECT_EQ((*cases)[0].reference, "out");
  EXPECT_EQ(fault(set, "date\tin\n"), "s.jsonl:1: column 3 is missing");
}

TEST(SetFiles, PutChoicesAndContextsIntoTheInput) {
  SetFile set = set_of(kSet);
  set.layout = {};
  set.layout.format = SetLayout::Format::jsonl;
  set.layout.input = "q";
  set.layout.reference = "a";
  set.layout.choices = "c";
  set.layout.context = "t";
  const auto cases =
      read_cases(set, std::vector<std::string>{R"({"q":"Hỏi?","a":"B","c":["A. một","hai"],"t":"Đoạn"})"});
  ASSERT_TRUE(cases);
  EXPECT_EQ((*cases)[0].input, "Đoạn\n\nHỏi?\nA. một\nB. hai");
  EXPECT_EQ(fault(set, R"({"q":"Hỏi?","a":"B","c":[],"t":"Đoạn"})"),
            "s.jsonl:1: member \"c\" is not an array of 1 to 26 choices");
}

TEST(SetFiles, MayBeTwoFilesSideBySide) {
  SetFile set = set_of(kSet);
  set.layout = {};
  set.layout.format = SetLayout::Format::parallel;
  set.parts = {{"en", "", SetPart::Role::cases}, {"vi", "", SetPart::Role::cases}};
  const auto cases = read_cases(set, std::vector<std::string>{"one\n\nthree\n", "một\r\n\nba\n"});
  ASSERT_TRUE(cases);
  ASSERT_EQ(cases->size(), 3u);
  EXPECT_EQ((*cases)[2].input, "three");
  EXPECT_EQ((*cases)[0].reference, "một");
  const auto refused = read_cases(set, std::vector<std::string>{"one\n", "một\nhai\n"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "2 lines, en has 1");
}

TEST(SetFiles, MayBeThoseOfSquad) {
  SetFile set = set_of(kSet);
  set.layout = {};
  set.layout.format = SetLayout::Format::squad;
  const auto cases = read_cases(
      set, std::vector<std::string>{
               R"({"data":[{"paragraphs":[{"context":"Huế ở miền Trung.","qas":[{"id":"1","question":"Huế ở đâu?",
               "answers":[{"text":"miền Trung"},{"text":"ở miền Trung"},{"text":"miền Trung"}]},
               {"id":"2","question":"Ai?","answers":[],"is_impossible":true}]}]}]})"});
  ASSERT_TRUE(cases);
  EXPECT_EQ((*cases)[0].input, "Huế ở miền Trung.\n\nHuế ở đâu?");
  EXPECT_EQ((*cases)[0].references, std::vector<std::string>{"ở miền Trung"});
  EXPECT_EQ((*cases)[1].kind, "unanswerable");
  EXPECT_EQ((*cases)[1].reference, "");
  EXPECT_EQ(fault(set, R"({"data":[{}]})"), "s.jsonl: article: member \"paragraphs\" is missing");
}

TEST(SetFiles, MaySayElsewhereWhatIsRelevant) {
  SetFile set = set_of(kSet);
  set.layout = {};
  set.layout.format = SetLayout::Format::jsonl;
  set.layout.id = "id";
  set.layout.input = "q";
  set.parts = {{"q", "", SetPart::Role::cases}, {"r", "", SetPart::Role::relevant}, {"c", "", SetPart::Role::corpus}};
  const std::string questions = "{\"id\":\"1\",\"q\":\"x\"}\n";
  const auto cases = read_cases(set, std::vector<std::string>{questions, "1\ta\t1\n1\tb\t2\n1\tc\t0\n", "\xFF"});
  ASSERT_TRUE(cases);
  EXPECT_EQ((*cases)[0].reference, "a");
  EXPECT_EQ((*cases)[0].references, std::vector<std::string>{"b"});
  const auto none = read_cases(set, std::vector<std::string>{questions, "1\ta\t0\n", ""});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "nothing is relevant to case \"1\"");
  const auto other = read_cases(set, std::vector<std::string>{questions, "2\ta\t1\n", ""});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().at, "r:1");
}

TEST(SetFiles, RefuseWhatIsWrong) {
  const auto refused = [](std::string yaml, const std::string& from, const std::string& to) {
    yaml.replace(yaml.find(from), from.size(), to);
    const auto set = read_set(yaml, "s.yaml");
    return set ? "" : set.error().at + ": " + set.error().message;
  };
  const std::string good(kSet);
  EXPECT_EQ(refused(good, "file: s.jsonl", "file: ../s.jsonl"), "s.yaml: member \"file\" leads out of the data folder");
  EXPECT_EQ(refused(good, "format: jsonl", "format: xml"),
            "s.yaml: member \"layout\": member \"format\" is \"xml\", expected lines, tsv, jsonl, parallel, squad");
  EXPECT_EQ(refused(good, "made: by hand", "maid: by hand"), "s.yaml: member \"made\" is missing or empty");
  EXPECT_EQ(refused(good, "tasks: [restoration]", "tasks: []"), "s.yaml: member \"tasks\" is missing");
}

TEST(BuiltinFiles, BelongTogether) {
  const auto tasks = builtin_tasks();
  const auto sets = builtin_sets();
  ASSERT_TRUE(tasks) << tasks.error().at << ": " << tasks.error().message;
  ASSERT_TRUE(sets) << sets.error().at << ": " << sets.error().message;
  EXPECT_GE(tasks->size(), 8u);
  std::set<std::string> ids;
  for (const TaskFile& task : *tasks) ids.insert(task.id);
  for (const SetFile& set : *sets)
    for (const std::string& task : set.tasks) EXPECT_TRUE(ids.contains(task)) << set.id << " " << task;
}

TEST(TaskFiles, RefuseWhatIsWrong) {
  const auto fault = [](const std::string& more) {
    const auto task = read_task("id: t\nname: {vi: a, en: b}\ninput: i\noutput: o\n" + more, "t.yaml");
    return task ? "" : task.error().at + ": " + task.error().message;
  };
  EXPECT_EQ(fault("scorer: restore\nbaseline: none\n"), "");
  EXPECT_EQ(fault("scorer: taste\nbaseline: none\n"), "t.yaml: no scorer \"taste\"");
  EXPECT_EQ(fault("scorer: restore\nbaseline: luck\n"),
            "t.yaml: member \"baseline\" is \"luck\", expected leave-as-is, majority, none");
  EXPECT_EQ(fault("scorer: restore\nbaseline: none\nprompt: {user: hello}\n"),
            "t.yaml: member \"prompt\": member \"user\" has no {input}");
}
}  // namespace
}  // namespace dau::eval
