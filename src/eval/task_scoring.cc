// SPDX-License-Identifier: Apache-2.0
// task_scoring.cc — the scorers by name, and the intervals of a selection of cases.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dau/eval/metrics.h"
#include "dau/eval/task_metrics.h"

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

constexpr std::array<MetricInfo, 3> kSegmentInfos = {{{"f1", true, true}, {"precision", true, false}, {"recall", true, false}}};

std::vector<Ratio> count_segments(const Case& one, std::string_view output) {
  const Segmentation counts = segmentation(output, one.reference);
  return {counts.f1(), counts.precision(), counts.recall()};
}

constexpr std::array<MetricInfo, 1> kExactInfos = {{{"exact", true, true}}};

std::vector<Ratio> count_exact(const Case& one, std::string_view output) {
  const std::string answer = normalize_punct(output);
  const bool right = answer == normalize_punct(one.reference) ||
                     std::ranges::any_of(one.references, [&](const std::string& r) { return answer == normalize_punct(r); });
  return {{right ? std::uint64_t{1} : 0, 1}};
}

constexpr std::array<MetricInfo, 1> kLabelInfos = {{{"accuracy", true, true}}};

constexpr Scorer kScorers[] = {{"restore", kRestoreInfos, count_words},
                               {"correct", kRestoreInfos, count_words},
                               {"segment", kSegmentInfos, count_segments},
                               {"label", kLabelInfos, count_exact},
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
  return scores;
}
}  // namespace dau::eval
