// SPDX-License-Identifier: Apache-2.0
// task_scoring.cc — the scorers by name, and the intervals of a selection of cases.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "dau/eval/metrics.h"
#include "dau/eval/task_metrics.h"
#include "eval/python_random.h"

namespace dau::eval {
namespace {
constexpr std::array<MetricInfo, 6> kRestoreInfos = {{{"word_accuracy", true, true},
                                                      {"nom_word_accuracy", true, false},
                                                      {"nom_word_accuracy_folded", true, false},
                                                      {"sentence_exact", true, false},
                                                      {"syllable_accuracy", true, false},
                                                      {"character_error_rate", false, false}}};

std::vector<Ratio> count_words(const Case& one, std::string_view output) {
  const AlignedWords words = aligned_words(output, one.reference);
  return {words.accuracy(),
          nom_words(output, one.reference).accuracy(),
          nom_words(output, one.reference, Placement::folded).accuracy(),
          words.sentence_exact(),
          syllables(output, one.reference).accuracy(),
          characters(output, one.reference).error_rate()};
}

constexpr std::array<MetricInfo, 3> kSegmentInfos = {
    {{"f1", true, true}, {"precision", true, false}, {"recall", true, false}}};

std::vector<Ratio> count_segments(const Case& one, std::string_view output) {
  const Segmentation counts = segmentation(output, one.reference);
  return {counts.f1(), counts.precision(), counts.recall()};
}

constexpr std::array<MetricInfo, 1> kExactInfos = {{{"exact", true, true}}};

std::vector<Ratio> count_exact(const Case& one, std::string_view output) {
  const std::string answer = normalize_punct(output);
  const bool right =
      answer == normalize_punct(one.reference) ||
      std::ranges::any_of(one.references, [&](const std::string& r) { return answer == normalize_punct(r); });
  return {{right ? std::uint64_t{1} : 0, 1}};
}

// Macro-F1 is no sum over cases: score_cases counts it from the labels themselves.
constexpr std::array<MetricInfo, 2> kLabelInfos = {{{"accuracy", true, false}, {"macro_f1", true, true}}};

std::vector<Ratio> count_label(const Case& one, std::string_view output) {
  return {count_exact(one, output).front(), {}};
}

// Wrong and right answers by label, of which those come first that the references have.
class Labels {
 public:
  Labels(std::span<const Case* const> cases, std::span<const std::string_view> outputs) {
    for (const Case* one : cases) gold_.push_back(number_of(one->reference));
    wanted_ = names_.size();
    for (const std::string_view output : outputs) found_.push_back(number_of(normalize_punct(output)));
  }

  std::size_t size() const { return gold_.size(); }

  // The mean of the F1 of each label that a reference has; `times[i]` is how often case i counts.
  double macro_f1(std::span<const std::uint32_t> times) const {
    std::vector<std::uint64_t> right(names_.size()), wrong(names_.size()), missed(names_.size());
    for (std::size_t i = 0; i < gold_.size(); ++i) {
      if (gold_[i] == found_[i]) {
        right[gold_[i]] += times[i];
      } else {
        wrong[found_[i]] += times[i];
        missed[gold_[i]] += times[i];
      }
    }
    double sum = 0;
    std::size_t labels = 0;
    for (const auto& [name, label] : names_) {  // in the order of the names, as the reference adds them up
      if (label >= wanted_) continue;
      if (right[label] + missed[label] == 0) continue;  // no reference of this draw has it
      const std::uint64_t below = 2 * right[label] + wrong[label] + missed[label];
      sum += 2 * static_cast<double>(right[label]) / static_cast<double>(below);
      ++labels;
    }
    return labels == 0 ? 0 : sum / static_cast<double>(labels);
  }

 private:
  std::size_t number_of(const std::string& name) { return names_.emplace(name, names_.size()).first->second; }

  std::map<std::string, std::size_t> names_;
  std::vector<std::size_t> gold_, found_;
  std::size_t wanted_ = 0;
};

// The draws are those of bootstrap().
void score_macro_f1(const Labels& labels, std::size_t at, const BootstrapOptions& options, GroupScores& scores) {
  std::vector<std::uint32_t> times(labels.size(), 1);
  scores.value[at] = labels.macro_f1(times);
  PythonRandom random(options.seed);
  std::vector<double> values;
  for (int draw = 0; draw < options.draws && !times.empty(); ++draw) {
    std::ranges::fill(times, 0);
    for (std::size_t i = 0; i < times.size(); ++i) ++times[random.randrange(static_cast<std::uint32_t>(times.size()))];
    values.push_back(labels.macro_f1(times));
  }
  std::ranges::sort(values);
  const auto count = static_cast<double>(values.size());
  if (values.empty()) return;
  scores.low[at] = values[static_cast<std::size_t>(0.025 * count)];
  scores.high[at] = values[static_cast<std::size_t>(0.975 * count)];
}

constexpr Scorer kScorers[] = {{"restore", kRestoreInfos, count_words},
                               {"correct", kRestoreInfos, count_words},
                               {"segment", kSegmentInfos, count_segments},
                               {"label", kLabelInfos, count_label},
                               {"exact", kExactInfos, count_exact}};
}  // namespace

const Scorer* find_scorer(std::string_view name) {
  for (const Scorer& scorer : kScorers)
    if (scorer.name == name) return &scorer;
  return nullptr;
}

std::span<const Scorer> scorers() { return kScorers; }

Result<GroupScores> score_cases(const Scorer& scorer, std::span<const Case* const> cases,
                                std::span<const std::string_view> outputs, const BootstrapOptions& options) {
  if (cases.size() != outputs.size())
    return Error{Errc::invalid_argument, fmt::format("{} cases, {} outputs", cases.size(), outputs.size()), "outputs"};
  std::vector<Series> series(scorer.metrics.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::vector<Ratio> counts = scorer.count(*cases[i], outputs[i]);
    for (std::size_t m = 0; m < counts.size(); ++m) series[m].push_back(counts[m]);
  }
  DAU_TRY(const std::vector<Interval> intervals, bootstrap(series, options));
  GroupScores scores;
  for (std::size_t m = 0; m < series.size(); ++m) {
    Ratio sum;
    for (const Ratio& one : series[m]) sum += one;
    scores.counts.push_back(sum);
    scores.value.push_back(sum.value());
    scores.low.push_back(intervals[m].low);
    scores.high.push_back(intervals[m].high);
  }
  if (scorer.name == "label") score_macro_f1(Labels(cases, outputs), 1, options, scores);
  return scores;
}
}  // namespace dau::eval
