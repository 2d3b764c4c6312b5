// SPDX-License-Identifier: Apache-2.0
// task_scoring.cc — the scorers by name, and the intervals of a selection of cases.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dau/eval/metrics.h"
#include "dau/eval/score.h"
#include "dau/eval/task_metrics.h"
#include "eval/pair_counts.h"
#include "eval/tally.h"
#include "eval/task_counts.h"

namespace dau::eval {
namespace {
constexpr std::array<MetricInfo, 6> kRestoreInfos = {{{"word_accuracy", true, true},
                                                      {"nom_word_accuracy", true, false},
                                                      {"nom_word_accuracy_folded", true, false},
                                                      {"sentence_exact", true, false},
                                                      {"syllable_accuracy", true, false},
                                                      {"character_error_rate", false, false}}};

std::vector<Ratio> count_words(const Case& one, std::string_view output) {
  TextForms pred(output), gold(one.reference);
  const AlignedWords words = aligned_words(pred, gold, Placement::as_written);
  return {words.accuracy(),
          nom_words(pred, gold, Placement::as_written).accuracy(),
          nom_words(pred, gold, Placement::folded).accuracy(),
          words.sentence_exact(),
          syllables(pred, gold).accuracy(),
          characters(pred, gold).error_rate()};
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

// Macro-F1 is no sum over cases: Tally makes it of the counts of each label.
constexpr std::array<MetricInfo, 2> kLabelInfos = {{{"accuracy", true, false}, {"macro_f1", true, true}}};

constexpr std::array<MetricInfo, 2> kReadingInfos = {{{"f1", true, true}, {"exact_match", true, false}}};
constexpr std::array<MetricInfo, 2> kChoiceInfos = {{{"accuracy", true, true}, {"answered", true, false}}};
constexpr std::array<MetricInfo, 2> kTranslationInfos = {{{"chrf", true, true}, {"length_ratio", true, false}}};
constexpr std::array<MetricInfo, 3> kSummaryInfos = {
    {{"rouge_l", true, true}, {"novel_numbers", false, false}, {"texts_with_novel_numbers", false, false}}};
constexpr std::array<MetricInfo, 6> kRankingInfos = {{{"ndcg_at_10", true, true},
                                                      {"hit_at_1", true, false},
                                                      {"hit_at_10", true, false},
                                                      {"recall_at_10", true, false},
                                                      {"mrr_at_10", true, false},
                                                      {"f2", true, false}}};
constexpr std::array<MetricInfo, 2> kInstructionInfos = {{{"followed", true, true}, {"demands_met", true, false}}};
constexpr std::array<MetricInfo, 10> kPageInfos = {{{"character_error_rate", false, true},
                                                    {"word_error_rate", false, false},
                                                    {"inserted", false, false},
                                                    {"deleted", false, false},
                                                    {"base_letter", false, false},
                                                    {"tone", false, false},
                                                    {"mark", false, false},
                                                    {"tone_and_mark", false, false},
                                                    {"letter_case", false, false},
                                                    {"base_character_error_rate", false, false}}};
constexpr std::array<MetricInfo, 11> kSpeechInfos = {{{"word_error_rate", false, true},
                                                      {"character_error_rate", false, false},
                                                      {"inserted", false, false},
                                                      {"deleted", false, false},
                                                      {"base_letter", false, false},
                                                      {"tone", false, false},
                                                      {"mark", false, false},
                                                      {"tone_and_mark", false, false},
                                                      {"letter_case", false, false},
                                                      {"base_character_error_rate", false, false},
                                                      {"sentence_exact", true, false}}};

constexpr Scorer kScorers[] = {{"restore", kRestoreInfos, count_words, nullptr, nullptr, kMaxSentenceBytes},
                               {"correct", kRestoreInfos, count_words, nullptr, nullptr, kMaxSentenceBytes},
                               {"segment", kSegmentInfos, count_segments},
                               {"label", kLabelInfos, nullptr},
                               {"exact", kExactInfos, count_exact},
                               {"reading", kReadingInfos, count_reading},
                               {"choice", kChoiceInfos, count_choice, nullptr, check_choice},
                               {"translation", kTranslationInfos, count_translation, chrf_of},
                               {"summary", kSummaryInfos, count_summary},
                               {"ranking", kRankingInfos, count_ranking},
                               {"page", kPageInfos, count_page, nullptr, nullptr, kMaxSentenceBytes},
                               {"speech", kSpeechInfos, count_speech, nullptr, nullptr, kMaxSentenceBytes},
                               {"instruction", kInstructionInfos, count_instruction, nullptr, check_instruction}};

}  // namespace

Result<void> check_scorable(const Scorer& scorer, const Case& one, std::string_view output) {
  for (const std::size_t size : {output.size(), one.reference.size()})
    if (size > scorer.max_bytes)
      return Error{Errc::unsupported, fmt::format("{} bytes; at most {} can be scored", size, scorer.max_bytes),
                   one.id};
  return scorer.check == nullptr ? Result<void>() : scorer.check(one);
}

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
  for (std::size_t i = 0; i < cases.size(); ++i) DAU_CHECK(check_scorable(scorer, *cases[i], outputs[i]));
  const Tally tally(scorer, cases, outputs);
  DAU_TRY(const std::vector<Interval> intervals, bootstrap(tally, options));
  const std::vector<Ratio> sums = tally.sum();
  GroupScores scores;
  scores.value = tally.values(sums);
  for (std::size_t m = 0; m < scores.value.size(); ++m) {
    const bool is_ratio = m < sums.size() && sums[m].value() == scores.value[m];
    scores.counts.push_back(is_ratio ? sums[m] : Ratio{});
    scores.low.push_back(intervals[m].low);
    scores.high.push_back(intervals[m].high);
  }
  return scores;
}
}  // namespace dau::eval
