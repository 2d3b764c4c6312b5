// SPDX-License-Identifier: Apache-2.0
// eval_compare.cc — dau eval compare: is one system better than another?
#include <fmt/format.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/eval_data.h"
#include "cli/output.h"
#include "dau/eval/compare.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Sets the first result (A) against each other one (B) of the same task and set,\n"
    "scored anew. p: how often chance alone would make them differ so much.";

constexpr std::string_view kExamples =
    R"(  $ ask="dau eval run --task dialect --set dialect_label"
  $ $ask --output a.json >a; $ask --system baseline --output b.json >b
  $ dau eval compare a.json b.json --metric accuracy | sed -n 5p
  all                         180  47.78  34.44 +13.33 [  +1.11, +26.11]  0.0480
)";

std::vector<Option> options() {
  const eval::BootstrapOptions defaults;
  return {{"metric", "NAME", "instead of the first of the task"},
          {"draws", "N", "coins and samples, 1 to 1000000", std::to_string(defaults.draws), Range{1, 1'000'000, true}},
          {"seed", "N", "of both", std::to_string(defaults.seed), Range{-9e15, 9e15, true}},
          {"json", "", "every metric as JSON; ratios from 0 to 1"}};
}

struct Named {
  std::string name;
  eval::RunResult result;
};

Result<Named> read(const std::string& path) {
  DAU_TRY(const Content content, read_content(path, eval::kMaxResultBytes));
  DAU_TRY(eval::RunResult result, eval::read_result(content.bytes, content.name));
  return Named{content.name, std::move(result)};
}

// The same question to both, and an answer to each case.
Result<void> check(const Named& one, const Named& first, const LoadedSet& loaded) {
  const eval::RunResult &a = first.result, &b = one.result;
  if (a.task != b.task || a.set_id != b.set_id)
    return Error{Errc::invalid_argument,
                 fmt::format("{} on {}, but {} is {} on {}", b.task, b.set_id, first.name, a.task, a.set_id), one.name};
  if (b.set_sha256 != loaded.digest)
    return Error{Errc::invalid_argument,
                 fmt::format("set {}: SHA-256 {}, but the set here has {}", b.set_id, b.set_sha256, loaded.digest),
                 one.name};
  if (b.answers.size() != loaded.cases.size())
    return Error{Errc::corrupt, fmt::format("{} answers, {} cases", b.answers.size(), loaded.cases.size()), one.name};
  for (std::size_t i = 0; i < loaded.cases.size(); ++i)
    if (b.answers[i].id != loaded.cases[i].id)
      return Error{Errc::corrupt,
                   fmt::format("answer {} is to \"{}\", not to \"{}\"", i + 1, b.answers[i].id, loaded.cases[i].id),
                   one.name};
  return {};
}

json::Value cells_json(const std::vector<eval::CellDifference>& cells) {
  json::Value all = json::Value::array();
  for (const eval::CellDifference& cell : cells) {
    json::Value metrics = json::Value::array();
    for (const eval::Difference& one : cell.metrics)
      metrics.push_back({{"name", one.metric},
                         {"higher_is_better", one.higher_is_better},
                         {"primary", one.primary},
                         {"a", one.a},
                         {"b", one.b},
                         {"difference", one.difference},
                         {"low", one.low},
                         {"high", one.high},
                         {"p", one.p},
                         {"a_better", one.a_better},
                         {"b_better", one.b_better}});
    all.push_back({{"register", cell.register_name},
                   {"dialect", cell.dialect},
                   {"cases", cell.cases},
                   {"metrics", std::move(metrics)}});
  }
  return all;
}

Result<void> run(const Args& args) {
  if (args.operands().size() < 2)
    return with_hint({Errc::invalid_argument, "expects two results or more", "eval compare"},
                     "dau eval compare --help");
  DAU_TRY(const Named first, read(args.operands()[0]));
  DAU_TRY(const eval::TaskFile task, find_task(first.result.task));
  DAU_TRY(const eval::SetFile set, find_set(first.result.set_id));
  DAU_TRY(const LoadedSet loaded, load_set(set));
  DAU_CHECK(check(first, first, loaded));
  const eval::BootstrapOptions chance{args.integer("draws"), args.whole("seed")};
  json::Value all = json::Value::array();
  std::string text;
  for (std::size_t i = 1; i < args.operands().size(); ++i) {
    DAU_TRY(const Named other, read(args.operands()[i]));
    DAU_CHECK(check(other, first, loaded));
    DAU_TRY(const auto cells, eval::compare(task, loaded.cases, first.result.answers, other.result.answers, chance));
    DAU_TRY(const std::string table, eval::to_text(cells, args.text("metric")));
    text += fmt::format("{}{} · {}\nA: {}   B: {}\n{}", text.empty() ? "" : "\n", task.id, set.id,
                        first.result.system.name, other.result.system.name, table);
    all.push_back({{"task", task.id},
                   {"set", set.id},
                   {"a", first.result.system.name},
                   {"b", other.result.system.name},
                   {"draws", chance.draws},
                   {"seed", chance.seed},
                   {"cells", cells_json(cells)}});
  }
  return print(args.flag("json") ? json::dump(all, 2) + "\n" : text);
}
}  // namespace

extern const Command kEvalCompare;
constinit const Command kEvalCompare{
    "eval compare", "is one system better than another?", "RESULT RESULT...", kAbout, options, kExamples, run};
}  // namespace dau::cli
