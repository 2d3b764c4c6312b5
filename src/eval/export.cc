// SPDX-License-Identifier: Apache-2.0
// export.cc — a set for lm-evaluation-harness, and as a dataset of the Hugging Face Hub.
#include "dau/eval/export.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/json.h"
#include "base/yaml.h"
#include "eval/cells.h"
#include "eval/hub.h"

namespace dau::eval {
namespace {
void put(json::Value& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

json::Value case_json(const Case& one) {
  json::Value value = {{"id", one.id}, {"input", one.input}, {"reference", one.reference}};
  if (!one.references.empty()) value["references"] = one.references;
  put(value, "register", one.register_name);
  put(value, "dialect", one.dialect);
  put(value, "kind", one.kind);
  put(value, "source", one.source);
  return value;
}

// The members that the first case has and another has not would be of no type to the library that reads the lines.
void fill_members(std::vector<json::Value>& lines) {
  for (const char* name : {"register", "dialect", "kind", "source"})
    if (std::ranges::any_of(lines, [&](const json::Value& line) { return line.contains(name); }))
      for (json::Value& line : lines)
        if (!line.contains(name)) line[name] = "";
  if (std::ranges::any_of(lines, [](const json::Value& line) { return line.contains("references"); }))
    for (json::Value& line : lines)
      if (!line.contains("references")) line["references"] = json::Value::array();
}

std::string json_lines(const std::vector<json::Value>& lines) {
  std::string out;
  for (const json::Value& line : lines) out += json::dump(line) + "\n";
  return out;
}

std::string prompt_for(const TaskFile& task, const Case& one) {
  std::string prompt = task.user_prompt;
  constexpr std::string_view kInput = "{input}";
  if (const std::size_t at = prompt.find(kInput); at != std::string::npos) prompt.replace(at, kInput.size(), one.input);
  return prompt;
}

// What a case can be answered with; empty where any text is an answer.
std::vector<std::string> choices_of(const TaskFile& task, std::span<const Case> cases) {
  if (task.scorer == "label") return task.labels;
  if (task.scorer != "choice") return {};
  char last = 'D';
  for (const Case& one : cases)
    if (one.reference.size() == 1 && one.reference[0] >= 'A' && one.reference[0] <= 'Z')
      last = std::max(last, one.reference[0]);
  std::vector<std::string> letters;
  for (char letter = 'A'; letter <= last; ++letter) letters.emplace_back(1, letter);
  return letters;
}

Result<std::vector<json::Value>> harness_lines(const TaskFile& task, std::span<const Case> cases,
                                               const std::vector<std::string>& choices) {
  std::vector<json::Value> lines;
  for (const Case& one : cases) {
    json::Value line = case_json(one);
    line["prompt"] = prompt_for(task, one);
    if (!choices.empty()) {
      const auto right = std::ranges::find(choices, one.reference);
      if (right == choices.end())
        return Error{Errc::unsupported, fmt::format("\"{}\" is none of the choices", one.reference), one.id};
      line["choices"] = choices;
      line["answer"] = right - choices.begin();
    }
    lines.push_back(std::move(line));
  }
  fill_members(lines);
  return lines;
}

json::Value harness_metrics(const TaskFile& task) {
  const auto metric = [](std::string_view name) -> json::Value {
    return {{"metric", name}, {"aggregation", name == "chrf" ? "chrf" : "mean"}, {"higher_is_better", true}};
  };
  if (task.scorer == "label" || task.scorer == "choice") return json::Value::array({metric("acc")});
  return json::Value::array({metric(task.scorer == "translation" ? "chrf" : "exact_match")});
}

std::string harness_readme(const TaskFile& task, const SetFile& set, const std::string& name, std::size_t cases) {
  std::string out = fmt::format(
      "# {0}\n\nTask \"{1}\" on set \"{2}\" ({3} cases), for lm-evaluation-harness. Bộ \"{4}\", tác vụ \"{5}\".\n\n"
      "    lm_eval --include_path . --tasks {0} --model hf --model_args pretrained=MODEL --log_samples --output_path "
      "out\n"
      "    dau eval run --task {6} --set {7} --system pred:out/MODEL/samples_{0}_DATE.jsonl --name MODEL\n\n"
      "Run the first in this folder. The harness knows only `{8}`; the second scores the answers it has kept with the "
      "metrics of the task, by register and dialect, with intervals.\n\n"
      "- Licence of the cases: {9}\n- Source: {10}\n",
      name, task.name.en, set.name.en, cases, set.name.vi, task.name.vi, task.id, set.id,
      harness_metrics(task)[0]["metric"].get<std::string>(), set.licence, set.source);
  if (!set.attribution.empty()) out += fmt::format("- Attribution: {}\n", set.attribution);
  if (!set.redistribute) out += fmt::format("- MAY NOT BE REDISTRIBUTED: {}\n", set.terms);
  return out;
}

std::string cells_table(std::span<const Case> cases) {
  std::string out = "| register | dialect | cases |\n|---|---|---|\n";
  for (const Cell& cell : cells_of(cases))
    out += fmt::format("| {} | {} | {} |\n", cell.register_name.empty() ? "all" : hub::cell(cell.register_name),
                       cell.dialect.empty() ? "all" : hub::cell(cell.dialect), cell.members.size());
  return out;
}
}  // namespace

Result<std::vector<ExportedFile>> export_lm_eval(const TaskFile& task, const SetFile& set, const std::string& digest,
                                                 std::span<const Case> cases) {
  if (task.user_prompt.empty()) return Error{Errc::unsupported, "has no prompt to ask a language model with", task.id};
  const std::vector<std::string> choices = choices_of(task, cases);
  DAU_TRY(const std::vector<json::Value> lines, harness_lines(task, cases, choices));
  const std::string name = fmt::format("dau_{}_{}", task.id, set.id);
  json::Value yaml = {
      {"task", name},           {"tag", json::Value::array({"dau"})},
      {"dataset_path", "json"}, {"dataset_kwargs", {{"data_files", {{"test", name + ".jsonl"}}}}},
      {"test_split", "test"},   {"output_type", choices.empty() ? "generate_until" : "multiple_choice"}};
  if (!task.system_prompt.empty()) yaml["description"] = task.system_prompt + "\n\n";
  yaml["doc_to_text"] = "prompt";
  yaml["doc_to_target"] = choices.empty() ? "reference" : "answer";
  if (choices.empty())
    yaml["generation_kwargs"] = {
        {"until", json::Value::array({"</s>", "<|im_end|>"})}, {"max_gen_toks", 1024}, {"do_sample", false}};
  else
    yaml["doc_to_choice"] = "choices";
  yaml["metric_list"] = harness_metrics(task);
  yaml["metadata"] = {{"version", 1}, {"set_sha256", digest}, {"licence", set.licence}};
  return std::vector<ExportedFile>{{name + ".yaml", yaml::dump(yaml)},
                                   {name + ".jsonl", json_lines(lines)},
                                   {"README.md", harness_readme(task, set, name, cases.size())}};
}

Result<std::vector<ExportedFile>> export_dataset(const SetFile& set, const std::string& digest,
                                                 std::span<const Case> cases) {
  if (!set.redistribute)
    return Error{Errc::unsupported, fmt::format("may not be redistributed: {}", set.terms), set.id};
  std::vector<json::Value> lines;
  for (const Case& one : cases) lines.push_back(case_json(one));
  fill_members(lines);
  const bool translates = std::ranges::find(set.tasks, "translation") != set.tasks.end();
  json::Value metadata = {{"pretty_name", set.name.en},
                          {"language", translates ? json::Value::array({"vi", "en"}) : json::Value::array({"vi"})}};
  hub::put_licence(set.licence, metadata);
  std::vector<std::string> categories;
  for (const std::string& task : set.tasks)
    if (const std::string category(hub::category(task)); std::ranges::find(categories, category) == categories.end())
      categories.push_back(category);
  metadata["task_categories"] = categories;
  metadata["size_categories"] = json::Value::array({hub::size_category(cases.size())});
  metadata["configs"] =
      json::Value::array({{{"config_name", "default"},
                           {"data_files", json::Value::array({{{"split", "test"}, {"path", "data/test.jsonl"}}})}}});
  std::string card = hub::front_matter(metadata);
  card += fmt::format("\n# {}\n\n{}\n\n", set.name.vi, set.name.en);
  card += fmt::format("Bộ kiểm tra cho: {0}. Không dùng để huấn luyện. · A test set for: {0}. Not for training.\n\n",
                      fmt::join(set.tasks, ", "));
  card += "`input`: what a system is given; `reference`: what is right";
  card += lines.empty() || !lines.front().contains("references") ? ".\n\n" : "; `references`: what is right too.\n\n";
  card += cells_table(cases);
  card += fmt::format("\n- Giấy phép · licence: {}\n- Nguồn · source: {}\n- Cách làm · how it was made: {}\n",
                      set.licence, set.source, set.made);
  if (!set.attribution.empty()) card += fmt::format("- Ghi công · attribution: {}\n", set.attribution);
  if (!set.notes.empty()) card += fmt::format("- Lưu ý · notes: {}\n", set.notes);
  card += fmt::format(
      "- SHA-256 of the files it was made from: {}\n\n    dau eval run --task {} --set {} --system 'cmd:…'\n", digest,
      set.tasks.front(), set.id);
  return std::vector<ExportedFile>{{"README.md", card}, {"data/test.jsonl", json_lines(lines)}};
}
}  // namespace dau::eval
