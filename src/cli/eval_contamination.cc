// SPDX-License-Identifier: Apache-2.0
// eval_contamination.cc — dau eval contamination: is a set in a corpus, or in what a model was made of?
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/json.h"
#include "cli/command.h"
#include "cli/eval_data.h"
#include "cli/exit.h"
#include "cli/line_reader.h"
#include "cli/output.h"
#include "dau/eval/contamination.h"
#include "dau/model/container.h"
#include "dau/unicode/utf8.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Looks for the cases of a set in texts (a line each, *.jsonl: every text in it),\n"
    "by runs of words without marks, and for its sources in the lineage of a model.\n"
    "Exit code 1 when half a case or more is found.";

constexpr std::string_view kExamples =
    R"(  $ printf 'trước\nMI DI MO ma som rua, da an chi chua?! Chua.\n' >corpus.txt
  $ dau eval contamination --set dialect corpus.txt | tail -n 1
    central-001  100 %  corpus.txt:2
)";

constexpr std::size_t kMostShown = 10;

std::vector<Option> options() {
  return {{"set", "SET", "id, or a YAML file; dau eval list shows both"},
          {"model", "FILE", "a .dau model whose sources are looked at"},
          {"words", "N", "of a run, 4 to 64", "8", Range{4, 64, true}},
          {"json", "", "write JSON, with every case that is found"}};
}

// What a corpus held that could not be read.
struct Problems {
  std::uint64_t not_utf8 = 0, not_json = 0;
};

void read_text(eval::Contamination& search, std::string_view text, const std::string& place, Problems& problems) {
  if (unicode::find_invalid_utf8(text)) {
    ++problems.not_utf8;
    search.end_of_text();
  } else {
    search.read(text, place);
  }
}

// Every text at any depth, each by itself.
void read_values(eval::Contamination& search, const json::Value& value, const std::string& place, Problems& problems) {
  if (value.is_string()) {
    search.end_of_text();
    std::string_view rest = value.get_ref<const std::string&>();
    for (std::size_t end = 0; end != std::string_view::npos;) {
      end = rest.find('\n');
      read_text(search, rest.substr(0, end), place, problems);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    search.end_of_text();
  } else if (value.is_structured()) {
    for (const json::Value& one : value) read_values(search, one, place, problems);
  }
}

Result<void> read_corpus(eval::Contamination& search, const std::string& path, Problems& problems) {
  const bool is_json = path.ends_with(".jsonl");
  const std::string name = input_names({path}).front();
  LineReader reader({path}, is_json, -1);
  Batch batch;
  for (;;) {
    DAU_TRY(const bool more, reader.next(batch));
    for (const Line& line : batch.lines) {
      const std::string place = fmt::format("{}:{}", name, line.number);
      if (!is_json) {
        read_text(search, batch.text(line), place, problems);
        continue;
      }
      if (batch.text(line).find_first_not_of(" \t\r") == std::string_view::npos) continue;
      const auto value = json::parse(batch.text(line), place);
      if (value)
        read_values(search, *value, place, problems);
      else
        ++problems.not_json;
    }
    if (!more) break;
  }
  search.end_of_text();
  return {};
}

// A source of a model that is the set, or that cases of the set are from.
struct SharedSource {
  std::string id;
  bool is_set = false;  // its file is a file of the set
  std::uint64_t cases = 0;
};

Result<std::vector<SharedSource>> shared_sources(const std::string& path, const eval::SetFile& set,
                                                 const LoadedSet& loaded) {
  DAU_TRY(const model::Container container, model::Container::open(path));
  std::vector<SharedSource> shared;
  for (const model::Source& source : container.card().sources) {
    SharedSource one{source.id, false, 0};
    for (const eval::SetPart& part : set.parts) one.is_set |= !part.sha256.empty() && part.sha256 == source.sha256;
    for (const eval::Case& each : loaded.cases) one.cases += each.source == source.id ? 1 : 0;
    if (one.is_set || one.cases > 0) shared.push_back(std::move(one));
  }
  return shared;
}

std::string lineage_text(const std::vector<SharedSource>& shared, const std::string& model) {
  if (shared.empty()) return fmt::format("{}: no source of it is named by the set\n", model);
  std::string out;
  for (const SharedSource& one : shared)
    out += one.is_set ? fmt::format("{}: {} IS A FILE OF THE SET\n", model, one.id)
                      : fmt::format("{}: {}, from which {} cases are too: look for them in its text\n", model, one.id,
                                    one.cases);
  return out;
}

std::string cells_text(const std::vector<eval::CellContamination>& cells) {
  std::string out =
      fmt::format("{:<26} {:>7} {:>9} {:>7} {:>7} {:>7}\n", "cell", "cases", "too short", "any", "half", "whole");
  for (const eval::CellContamination& cell : cells) {
    if (!cell.register_name.empty() && !cell.dialect.empty()) continue;
    if (&cell != &cells.front() && cell.cases == cells.front().cases) continue;
    const std::string name =
        cell.register_name.empty() ? cell.dialect.empty() ? "all" : cell.dialect : cell.register_name;
    out += fmt::format("{:<26} {:>7} {:>9} {:>7} {:>7} {:>7}\n", name, cell.cases, cell.too_short, cell.any, cell.half,
                       cell.whole);
  }
  return out;
}

// Those of which most was found, first.
std::string worst_text(const LoadedSet& loaded, const std::vector<eval::CaseContamination>& found) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i].found > 0) order.push_back(i);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return found[a].share() > found[b].share(); });
  std::string out;
  for (std::size_t i = 0; i < std::min(order.size(), kMostShown); ++i)
    out += fmt::format("  {}  {:.0f} %  {}\n", loaded.cases[order[i]].id, 100 * found[order[i]].share(),
                       found[order[i]].place);
  return order.size() <= kMostShown ? out : out + fmt::format("  … and {} more: --json\n", order.size() - kMostShown);
}

json::Value to_json(const eval::Contamination& search, const LoadedSet& loaded) {
  json::Value cells = json::Value::array(), cases = json::Value::array();
  for (const eval::CellContamination& cell : search.cells())
    cells.push_back({{"register", cell.register_name},
                     {"dialect", cell.dialect},
                     {"cases", cell.cases},
                     {"too_short", cell.too_short},
                     {"any", cell.any},
                     {"half", cell.half},
                     {"whole", cell.whole}});
  const std::vector<eval::CaseContamination> found = search.cases();
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i].found > 0)
      cases.push_back(
          {{"id", loaded.cases[i].id}, {"runs", found[i].runs}, {"found", found[i].found}, {"place", found[i].place}});
  return {{"words_read", search.words_read()}, {"cells", std::move(cells)}, {"cases", std::move(cases)}};
}

Result<void> run(const Args& args) {
  const std::string& model = args.text("model");
  if (args.text("set").empty()) return with_hint({Errc::invalid_argument, "is missing", "--set"}, "dau eval list");
  if (args.operands().empty() && model.empty())
    return with_hint({Errc::invalid_argument, "expects a text, or --model", "eval contamination"},
                     "dau eval contamination --help");
  DAU_TRY(const eval::SetFile set, find_set(args.text("set")));
  DAU_TRY(const LoadedSet loaded, load_set(set));
  DAU_TRY(eval::Contamination search, eval::Contamination::make(loaded.cases, {args.integer("words")}));
  std::vector<SharedSource> shared;
  if (!model.empty()) {
    DAU_TRY(shared, shared_sources(model, set, loaded));
  }
  Problems problems;
  for (const std::string& path : args.operands()) DAU_CHECK(read_corpus(search, path, problems));
  const std::vector<eval::CellContamination> cells = search.cells();
  const bool is_training = std::ranges::any_of(shared, &SharedSource::is_set);
  if (cells.front().half > 0 || is_training) answer_no();
  if (args.flag("json")) {
    json::Value value = to_json(search, loaded);
    value["set"] = set.id;
    value["words"] = args.integer("words");
    value["not_utf8"] = problems.not_utf8;
    value["not_json"] = problems.not_json;
    value["sources"] = json::Value::array();
    for (const SharedSource& one : shared)
      value["sources"].push_back({{"id", one.id}, {"is_set", one.is_set}, {"cases", one.cases}});
    return print(json::dump(value, 2) + "\n");
  }
  std::string text = model.empty() ? "" : lineage_text(shared, model);
  if (!args.operands().empty()) {
    text += fmt::format("{} in {} words of text, by runs of {} words without marks\n", set.id, search.words_read(),
                        args.text("words"));
    if (problems.not_utf8 + problems.not_json > 0)
      text += fmt::format("passed over: {} lines that are not UTF-8, {} that are not JSON\n", problems.not_utf8,
                          problems.not_json);
    text += cells_text(cells) + worst_text(loaded, search.cases());
  }
  return print(text);
}
}  // namespace

extern const Command kEvalContamination;
constinit const Command kEvalContamination{
    "eval contamination", "was a system trained on the set?", "[TEXT...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
