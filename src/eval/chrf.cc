// SPDX-License-Identifier: Apache-2.0
// chrf.cc — chrF: the F-score of shared runs of 1 to 6 characters, recall counting double.
// Source: Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015; counted as sacreBLEU does.
#include <algorithm>
#include <string>
#include <unordered_map>

#include "dau/unicode/normalize.h"
#include "eval/python_text.h"
#include "eval/task_counts.h"

namespace dau::eval {
namespace {
constexpr std::size_t kLongest = 6;
constexpr double kBetaSquared = 4;
constexpr std::size_t kMetrics = 2;

// Characters of the NFC text but white space.
std::u32string characters_of(std::string_view text) {
  std::u32string out = decode(unicode::to_nfc(text));
  std::erase_if(out, is_space);
  return out;
}

// For each length of runs two ratios: shared of those of the answer, shared of those of the reference.
std::vector<Ratio> shared_runs(const std::u32string& answer, const std::u32string& gold) {
  std::vector<Ratio> counts;
  for (std::size_t n = 1; n <= kLongest; ++n) {
    std::unordered_map<std::u32string_view, std::uint64_t> left;
    for (std::size_t i = 0; i + n <= gold.size(); ++i) ++left[std::u32string_view(gold).substr(i, n)];
    std::uint64_t shared = 0;
    for (std::size_t i = 0; i + n <= answer.size(); ++i) {
      const auto found = left.find(std::u32string_view(answer).substr(i, n));
      if (found == left.end() || found->second == 0) continue;
      --found->second;
      ++shared;
    }
    const auto runs = [n](const std::u32string& text) { return text.size() < n ? 0 : text.size() - n + 1; };
    // Runs of an answer that no reference is long enough for are not held against it.
    counts.push_back({shared, runs(gold) == 0 ? 0 : runs(answer)});
    counts.push_back({shared, runs(gold)});
  }
  return counts;
}
}  // namespace

double chrf_of(std::span<const Ratio> sums) {
  double precision = 0, recall = 0;
  std::size_t lengths = 0;
  for (std::size_t i = 0; i + 1 < sums.size(); i += 2) {
    if (sums[i].denominator == 0 || sums[i + 1].denominator == 0) continue;
    precision += sums[i].value();
    recall += sums[i + 1].value();
    ++lengths;
  }
  if (lengths == 0 || precision + recall == 0) return 0;
  precision /= static_cast<double>(lengths);
  recall /= static_cast<double>(lengths);
  return (1 + kBetaSquared) * precision * recall / (kBetaSquared * precision + recall);
}

std::vector<Ratio> count_translation(const Case& one, std::string_view output) {
  const std::u32string answer = characters_of(output);
  std::u32string gold = characters_of(one.reference);
  std::vector<Ratio> best = shared_runs(answer, gold);
  for (const std::string& reference : one.references) {
    std::u32string other_gold = characters_of(reference);
    std::vector<Ratio> other = shared_runs(answer, other_gold);
    if (chrf_of(other) <= chrf_of(best)) continue;
    best = std::move(other);
    gold = std::move(other_gold);
  }
  std::vector<Ratio> counts(kMetrics);
  counts[1] = {answer.size(), gold.size()};
  counts.insert(counts.end(), best.begin(), best.end());
  return counts;
}
}  // namespace dau::eval
