// SPDX-License-Identifier: Apache-2.0
// task_counts.h — what one answer adds to the metrics of each kind of task; docs/methods/metrics.md defines them.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "dau/eval/cases.h"
#include "dau/eval/ratio.h"
#include "dau/result.h"

namespace dau::eval {
std::vector<Ratio> count_reading(const Case& one, std::string_view output);      // f1, exact_match
std::vector<Ratio> count_choice(const Case& one, std::string_view output);       // accuracy, answered
std::vector<Ratio> count_translation(const Case& one, std::string_view output);  // chrf, length_ratio; n-grams
std::vector<Ratio> count_summary(const Case& one, std::string_view output);      // rouge_l, novel_numbers, …
std::vector<Ratio> count_ranking(const Case& one, std::string_view output);      // ndcg_at_10, hit_at_1, …
std::vector<Ratio> count_page(const Case& one, std::string_view output);         // character_error_rate, …
std::vector<Ratio> count_speech(const Case& one, std::string_view output);       // word_error_rate, …
std::vector<Ratio> count_instruction(const Case& one, std::string_view output);  // followed, demands

// chrF of the sums of n-grams that count_translation gives after its metrics.
double chrf_of(std::span<const Ratio> sums);

Result<void> check_choice(const Case& one);
Result<void> check_instruction(const Case& one);
}  // namespace dau::eval
