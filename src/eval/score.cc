// SPDX-License-Identifier: Apache-2.0
// score.cc — every metric of every group of sentences, with its interval and the value of the input left as it is.
#include "dau/eval/score.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/bytes.h"
#include "base/file.h"
#include "dau/unicode/utf8.h"
#include "eval/cases.h"
#include "eval/limits.h"

namespace dau::eval {
namespace {
// All counts of one sentence, or of several added up.
struct Counts {
  NomWords nom, nom_folded;
  NomDiacritics nom_diacritics;
  NomErrors errors;
  AlignedWords words, words_folded;
  Syllables syllables;
  Characters characters;
  Segmentation segmentation;

  Counts& operator+=(const Counts& other) noexcept {
    nom += other.nom;
    nom_folded += other.nom_folded;
    nom_diacritics += other.nom_diacritics;
    errors += other.errors;
    words += other.words;
    words_folded += other.words_folded;
    syllables += other.syllables;
    characters += other.characters;
    segmentation += other.segmentation;
    return *this;
  }
};

struct Metric {
  std::string_view name;
  bool higher_is_better;
  Ratio (*ratio)(const Counts&);
};

constexpr std::array<Metric, 12> kRestoreMetrics = {{
    {"nom_word_accuracy", true, [](const Counts& c) { return c.nom.accuracy(); }},
    {"nom_word_accuracy_folded", true, [](const Counts& c) { return c.nom_folded.accuracy(); }},
    {"nom_diacritic_recall", true, [](const Counts& c) { return c.nom_diacritics.recall(); }},
    {"sentence_exact", true, [](const Counts& c) { return c.words.sentence_exact(); }},
    {"word_accuracy", true, [](const Counts& c) { return c.words.accuracy(); }},
    {"word_accuracy_folded", true, [](const Counts& c) { return c.words_folded.accuracy(); }},
    {"word_error_rate", false, [](const Counts& c) { return c.words.error_rate(); }},
    {"diacritic_recall", true, [](const Counts& c) { return c.words.diacritic_recall(); }},
    {"syllable_accuracy", true, [](const Counts& c) { return c.syllables.accuracy(); }},
    {"character_error_rate", false, [](const Counts& c) { return c.characters.error_rate(); }},
    {"character_diacritic_error_rate", false, [](const Counts& c) { return c.characters.diacritic_error_rate(); }},
    {"character_base_error_rate", false, [](const Counts& c) { return c.characters.base_error_rate(); }},
}};

constexpr std::array<Metric, 3> kSegmentMetrics = {{
    {"precision", true, [](const Counts& c) { return c.segmentation.precision(); }},
    {"recall", true, [](const Counts& c) { return c.segmentation.recall(); }},
    {"f1", true, [](const Counts& c) { return c.segmentation.f1(); }},
}};

Counts count_restored(std::string_view pred, std::string_view gold) {
  return {.nom = nom_words(pred, gold),
          .nom_folded = nom_words(pred, gold, Placement::folded),
          .nom_diacritics = nom_diacritics(pred, gold),
          .errors = nom_errors(pred, gold),
          .words = aligned_words(pred, gold),
          .words_folded = aligned_words(pred, gold, Placement::folded),
          .syllables = syllables(pred, gold),
          .characters = characters(pred, gold),
          .segmentation = {}};
}

Counts count_segmented(std::string_view pred, std::string_view gold) {
  Counts counts{};
  counts.segmentation = segmentation(pred, gold);
  return counts;
}

// What a task counts, and what it calls leaving the input as it is.
struct Task {
  std::string_view name;
  std::span<const Metric> metrics;
  Counts (*count)(std::string_view pred, std::string_view gold);
  std::string (*input)(std::string_view gold);  // where none is given
};
constexpr std::array<Task, 2> kTasks = {{
    {"restore", kRestoreMetrics, count_restored, strip_diacritics},
    {"segment", kSegmentMetrics, count_segmented, split_words},
}};

struct Sentence {
  Counts system;
  Counts leave_as_is;
};

// The sentences of one group, by pointer: a group is a selection.
using Selection = std::vector<const Sentence*>;

std::vector<Series> series_of(const Task& task, const Selection& selection) {
  std::vector<Series> all;
  for (const Metric& metric : task.metrics) {
    Series& series = all.emplace_back();
    for (const Sentence* sentence : selection) series.push_back(metric.ratio(sentence->system));
  }
  return all;
}

Row make_row(const Metric& metric, const Counts& system, const Counts& leave_as_is, const Interval& interval) {
  const Ratio counts = metric.ratio(system);
  return {.name = std::string(metric.name),
          .higher_is_better = metric.higher_is_better,
          .value = counts.value(),
          .low = interval.low,
          .high = interval.high,
          .leave_as_is = metric.ratio(leave_as_is).value(),
          .counts = counts};
}

Result<Group> score_group(const Task& task, std::string field, std::string value, const Selection& selection,
                          const BootstrapOptions& options) {
  Counts system, leave_as_is;
  for (const Sentence* sentence : selection) {
    system += sentence->system;
    leave_as_is += sentence->leave_as_is;
  }
  DAU_TRY(const std::vector<Interval> intervals, bootstrap(series_of(task, selection), options));
  Group group{.field = std::move(field),
              .value = std::move(value),
              .sentences = selection.size(),
              .rows = {},
              .errors = system.errors,
              .leave_as_is_errors = leave_as_is.errors};
  for (std::size_t m = 0; m < task.metrics.size(); ++m)
    group.rows.push_back(make_row(task.metrics[m], system, leave_as_is, intervals[m]));
  return group;
}

// One group for each value that is not empty, in the order of first appearance.
Result<void> add_groups(const Task& task, const std::string& field, const std::vector<std::string>& values,
                        const std::vector<Sentence>& sentences, Report& report) {
  std::vector<std::pair<std::string, Selection>> groups;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].empty()) continue;
    auto found = std::ranges::find(groups, values[i], &std::pair<std::string, Selection>::first);
    if (found == groups.end()) found = groups.insert(groups.end(), {values[i], {}});
    found->second.push_back(&sentences[i]);
  }
  for (const auto& [value, selection] : groups) {
    DAU_TRY(Group group, score_group(task, field, value, selection, report.bootstrap));
    report.groups.push_back(std::move(group));
  }
  return {};
}

std::vector<Sentence> count_all(const Task& task, Texts golds, Texts preds, Texts inputs) {
  std::vector<Sentence> sentences;
  sentences.reserve(golds.size());
  for (std::size_t i = 0; i < golds.size(); ++i) {
    const std::string input = inputs.empty() ? task.input(golds[i]) : inputs[i];
    sentences.push_back({task.count(preds[i], golds[i]), task.count(input, golds[i])});
  }
  return sentences;
}

Result<Report> report_on(const Task& task, const std::vector<Sentence>& sentences, const BootstrapOptions& options) {
  Report report{
      .task = std::string(task.name), .gold = {}, .pred = {}, .system = {}, .bootstrap = options, .groups = {}};
  Selection all;
  for (const Sentence& sentence : sentences) all.push_back(&sentence);
  DAU_TRY(Group group, score_group(task, "all", "", all, options));
  report.groups.push_back(std::move(group));
  return report;
}

Result<void> check_texts(Texts texts, std::string_view name) {
  DAU_CHECK(check_count(texts.size(), std::string(name)));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    DAU_CHECK(check_length(texts[i], [&] { return fmt::format("{}[{}]", name, i); }));
    if (const auto bad = unicode::find_invalid_utf8(texts[i]))
      return Error{Errc::invalid_utf8, "not UTF-8", at_byte(fmt::format("{}[{}]", name, i), *bad)};
  }
  return {};
}

Result<void> check_sizes(Texts golds, Texts preds, Texts inputs) {
  if (preds.size() == golds.size() && (inputs.empty() || inputs.size() == golds.size())) return {};
  return Error{Errc::invalid_argument,
               fmt::format("{} gold texts, {} predictions, {} inputs", golds.size(), preds.size(), inputs.size()),
               preds.size() == golds.size() ? "inputs" : "preds"};
}

Result<const Task*> find_task(const std::string& name) {
  for (const Task& task : kTasks)
    if (name == task.name) return &task;
  return Error{Errc::invalid_argument, fmt::format("unknown task \"{}\", expected \"restore\" or \"segment\"", name),
               "task"};
}
}  // namespace

Result<Report> score_restore(Texts golds, Texts preds, Texts inputs, const BootstrapOptions& options) {
  DAU_CHECK(validate(options));
  DAU_CHECK(check_sizes(golds, preds, inputs));
  DAU_CHECK(check_texts(golds, "golds"));
  DAU_CHECK(check_texts(preds, "preds"));
  DAU_CHECK(check_texts(inputs, "inputs"));
  return report_on(kTasks[0], count_all(kTasks[0], golds, preds, inputs), options);
}

Result<Report> score_bytes(const File& gold, const File& pred, const ScoreOptions& options) {
  DAU_TRY(const Task* task, find_task(options.task));
  DAU_CHECK(validate(options.bootstrap));
  DAU_TRY(const Cases cases, join_cases(gold, pred, task->input));
  const std::vector<Sentence> sentences = count_all(*task, cases.golds, cases.preds, cases.inputs);
  DAU_TRY(Report report, report_on(*task, sentences, options.bootstrap));
  report.gold = gold.name;
  report.pred = pred.name;
  report.system = cases.system;
  DAU_CHECK(add_groups(*task, "register", cases.registers, sentences, report));
  DAU_CHECK(add_groups(*task, "dialect", cases.dialects, sentences, report));
  return report;
}

Result<Report> score_files(const ScoreOptions& options) {
  DAU_CHECK(find_task(options.task));
  DAU_CHECK(validate(options.bootstrap));
  DAU_TRY(std::string gold, read_file(options.gold, kMaxFileBytes));
  DAU_TRY(std::string pred, read_file(options.pred, kMaxFileBytes));
  return score_bytes({options.gold, std::move(gold), options.gold_format},
                     {options.pred, std::move(pred), options.pred_format}, options);
}
}  // namespace dau::eval
