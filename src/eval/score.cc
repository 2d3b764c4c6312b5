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
#include "base/parallel.h"
#include "dau/unicode/utf8.h"
#include "eval/cases.h"
#include "eval/limits.h"
#include "eval/pair_counts.h"
#include "eval/resample.h"

namespace dau::eval {
namespace {
// All counts of one sentence.
struct Counts {
  NomWords nom, nom_folded;
  NomDiacritics nom_diacritics;
  NomErrors errors;
  AlignedWords words, words_folded;
  Syllables syllables;
  Characters characters;
  Segmentation segmentation;
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

// Where no tone mark would be moved the folded texts are the texts, and their counts are known.
Counts count_restored(TextForms& pred, TextForms& gold) {
  const AlignedWords words = aligned_words(pred, gold, Placement::as_written);
  const bool same = &pred.comparable(Placement::folded) == &pred.comparable(Placement::as_written) &&
                    &gold.comparable(Placement::folded) == &gold.comparable(Placement::as_written);
  return {.nom = nom_words(pred, gold, Placement::as_written),
          .nom_folded = nom_words(pred, gold, Placement::folded),
          .nom_diacritics = nom_diacritics(pred, gold),
          .errors = nom_errors(pred, gold),
          .words = words,
          .words_folded = same ? words : aligned_words(pred, gold, Placement::folded),
          .syllables = syllables(pred, gold),
          .characters = characters(pred, gold),
          .segmentation = {}};
}

// The counts of the system, and of the input that was left as it is.
struct Pair {
  Counts system, leave_as_is;
};

Pair count_restored(std::string_view pred, std::string_view gold, std::string_view input) {
  TextForms p(pred), g(gold), i(input);
  return {count_restored(p, g), count_restored(i, g)};
}

Pair count_segmented(std::string_view pred, std::string_view gold, std::string_view input) {
  Pair pair{};
  pair.system.segmentation = segmentation(pred, gold);
  pair.leave_as_is.segmentation = segmentation(input, gold);
  return pair;
}

// What a task counts, and what it calls leaving the input as it is.
struct Task {
  std::string_view name;
  std::span<const Metric> metrics;
  Pair (*count)(std::string_view pred, std::string_view gold, std::string_view input);
  std::string (*input)(std::string_view gold);  // where none is given
};
constexpr std::array<Task, 2> kTasks = {{
    {"restore", kRestoreMetrics, count_restored, strip_diacritics},
    {"segment", kSegmentMetrics, count_segmented, split_words},
}};

// What a group adds up of a sentence; no count of a sentence of kMaxSentenceBytes exceeds 32 bits.
struct SmallRatio {
  std::uint32_t numerator = 0, denominator = 0;
};
struct Sentence {
  std::array<SmallRatio, kRestoreMetrics.size()> system, leave_as_is;
  NomErrors errors, leave_as_is_errors;
};

Sentence sentence_of(const Task& task, const Pair& pair) {
  Sentence sentence{{}, {}, pair.system.errors, pair.leave_as_is.errors};
  const auto small = [](const Ratio& ratio) {
    return SmallRatio{static_cast<std::uint32_t>(ratio.numerator), static_cast<std::uint32_t>(ratio.denominator)};
  };
  for (std::size_t m = 0; m < task.metrics.size(); ++m) {
    sentence.system[m] = small(task.metrics[m].ratio(pair.system));
    sentence.leave_as_is[m] = small(task.metrics[m].ratio(pair.leave_as_is));
  }
  return sentence;
}

// The sentences of one group, by pointer: a group is a selection.
using Selection = std::vector<const Sentence*>;

Columns columns_of(const Task& task, const Selection& selection) {
  Columns columns(selection.size());
  std::vector<std::uint64_t> counts(selection.size());
  for (std::size_t m = 0; m < task.metrics.size(); ++m)
    for (std::uint32_t SmallRatio::*member : {&SmallRatio::numerator, &SmallRatio::denominator}) {
      for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = selection[i]->system[m].*member;
      columns.add(counts);
    }
  return columns;
}

std::vector<Interval> intervals_of(const Task& task, const Selection& selection, const BootstrapOptions& options) {
  std::vector<std::vector<double>> values(task.metrics.size());
  resample(columns_of(task, selection), options, [&](std::span<const std::uint64_t> sums) {
    for (std::size_t m = 0; m < values.size(); ++m) values[m].push_back(Ratio{sums[2 * m], sums[2 * m + 1]}.value());
  });
  std::vector<Interval> intervals;
  for (std::vector<double>& one : values) intervals.push_back(percentiles(std::move(one)));
  return intervals;
}

Ratio sum_of(const Selection& selection, std::array<SmallRatio, kRestoreMetrics.size()> Sentence::*side,
             std::size_t metric) {
  Ratio sum;
  for (const Sentence* sentence : selection) {
    const SmallRatio& one = (sentence->*side)[metric];
    sum += Ratio{one.numerator, one.denominator};
  }
  return sum;
}

Group score_group(const Task& task, std::string field, std::string value, const Selection& selection,
                  const BootstrapOptions& options) {
  Group group{.field = std::move(field),
              .value = std::move(value),
              .sentences = selection.size(),
              .rows = {},
              .errors = {},
              .leave_as_is_errors = {}};
  for (const Sentence* sentence : selection) {
    group.errors += sentence->errors;
    group.leave_as_is_errors += sentence->leave_as_is_errors;
  }
  const std::vector<Interval> intervals = intervals_of(task, selection, options);
  for (std::size_t m = 0; m < task.metrics.size(); ++m) {
    const Ratio counts = sum_of(selection, &Sentence::system, m);
    group.rows.push_back({.name = std::string(task.metrics[m].name),
                          .higher_is_better = task.metrics[m].higher_is_better,
                          .value = counts.value(),
                          .low = intervals[m].low,
                          .high = intervals[m].high,
                          .leave_as_is = sum_of(selection, &Sentence::leave_as_is, m).value(),
                          .counts = counts});
  }
  return group;
}

// One group for each value that is not empty, in the order of first appearance.
void add_groups(const Task& task, const std::string& field, const std::vector<std::string>& values,
                const std::vector<Sentence>& sentences, Report& report) {
  std::vector<std::pair<std::string, Selection>> groups;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].empty()) continue;
    auto found = std::ranges::find(groups, values[i], &std::pair<std::string, Selection>::first);
    if (found == groups.end()) found = groups.insert(groups.end(), {values[i], {}});
    found->second.push_back(&sentences[i]);
  }
  for (const auto& [value, selection] : groups)
    report.groups.push_back(score_group(task, field, value, selection, report.bootstrap));
}

std::vector<Sentence> count_all(const Task& task, Texts golds, Texts preds, Texts inputs) {
  std::vector<Sentence> sentences(golds.size());
  constexpr std::size_t kLeast = 500;  // sentences that are worth a thread
  in_parallel(golds.size(), kLeast, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const std::string input = inputs.empty() ? task.input(golds[i]) : inputs[i];
      sentences[i] = sentence_of(task, task.count(preds[i], golds[i], input));
    }
  });
  return sentences;
}

Report report_on(const Task& task, const std::vector<Sentence>& sentences, const BootstrapOptions& options) {
  Report report{
      .task = std::string(task.name), .gold = {}, .pred = {}, .system = {}, .bootstrap = options, .groups = {}};
  Selection all;
  for (const Sentence& sentence : sentences) all.push_back(&sentence);
  report.groups.push_back(score_group(task, "all", "", all, options));
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
  Report report = report_on(*task, sentences, options.bootstrap);
  report.gold = gold.name;
  report.pred = pred.name;
  report.system = cases.system;
  add_groups(*task, "register", cases.registers, sentences, report);
  add_groups(*task, "dialect", cases.dialects, sentences, report);
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
