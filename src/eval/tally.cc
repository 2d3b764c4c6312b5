// SPDX-License-Identifier: Apache-2.0
// tally.cc — rows of counts, and what they make of labels.
#include "eval/tally.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "dau/eval/metrics.h"
#include "eval/python_random.h"

namespace dau::eval {
namespace {
constexpr std::string_view kLabel = "label";
constexpr std::size_t kLabelMetrics = 2;  // accuracy, macro_f1

// Each label of a reference, in the order of the names, as the reference implementation adds them up.
std::map<std::string, std::size_t> labels_of(std::span<const Case* const> cases) {
  std::map<std::string, std::size_t> labels;
  for (const Case* one : cases) labels.emplace(one->reference, 0);
  std::size_t number = 0;
  for (auto& [name, at] : labels) at = number++;
  return labels;
}

// The mean of the F1 of each label that a reference of the sum has. Two ratios a label: F1, and {times wanted, 0}.
double macro_f1(std::span<const Ratio> labels) {
  double sum = 0;
  std::size_t wanted = 0;
  for (std::size_t i = 0; i + 1 < labels.size(); i += 2) {
    if (labels[i + 1].numerator == 0) continue;
    sum += labels[i].value();
    ++wanted;
  }
  return wanted == 0 ? 0 : sum / static_cast<double>(wanted);
}
}  // namespace

Ratio share_of_case(double score) noexcept {
  return {static_cast<std::uint64_t>(std::llround(score * static_cast<double>(kWhole))), kWhole};
}

Tally::Tally(const Scorer& scorer, std::span<const Case* const> cases, std::span<const std::string_view> outputs)
    : scorer_(&scorer) {
  if (scorer.name == kLabel)
    count_labels(cases, outputs);
  else
    count(cases, outputs);
}

void Tally::count(std::span<const Case* const> cases, std::span<const std::string_view> outputs) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::vector<Ratio> row = scorer_->count(*cases[i], outputs[i]);
    width_ = row.size();
    counts_.insert(counts_.end(), row.begin(), row.end());
  }
}

void Tally::count_labels(std::span<const Case* const> cases, std::span<const std::string_view> outputs) {
  const std::map<std::string, std::size_t> labels = labels_of(cases);
  width_ = kLabelMetrics + 2 * labels.size();
  counts_.resize(width_ * cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::span<Ratio> row = std::span(counts_).subspan(i * width_, width_);
    const std::string answer = normalize_punct(outputs[i]);
    const std::size_t wanted = kLabelMetrics + 2 * labels.at(cases[i]->reference);
    const bool right = answer == cases[i]->reference;
    row[0] = {right ? std::uint64_t{1} : 0, 1};
    row[wanted] = right ? Ratio{2, 2} : Ratio{0, 1};
    row[wanted + 1].numerator = 1;
    if (const auto found = labels.find(answer); !right && found != labels.end())
      row[kLabelMetrics + 2 * found->second] = {0, 1};
  }
}

std::vector<Ratio> Tally::sum() const {
  std::vector<Ratio> sums(width_);
  for (std::size_t i = 0; i < counts_.size(); ++i) sums[i % width_] += counts_[i];
  return sums;
}

std::vector<Ratio> Tally::sum(std::span<const std::uint32_t> times) const {
  std::vector<Ratio> sums(width_);
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (times[i] == 0) continue;
    const Ratio* row = &counts_[i * width_];
    for (std::size_t m = 0; m < width_; ++m) {
      sums[m].numerator += row[m].numerator * times[i];
      sums[m].denominator += row[m].denominator * times[i];
    }
  }
  return sums;
}

std::vector<double> Tally::values(std::span<const Ratio> sums) const {
  std::vector<double> values(scorer_->metrics.size());
  if (sums.empty()) return values;
  for (std::size_t m = 0; m < values.size(); ++m) values[m] = sums[m].value();
  const std::span<const Ratio> rest = sums.subspan(values.size());
  if (scorer_->name == kLabel) values[1] = macro_f1(rest);
  if (scorer_->derive != nullptr) values[0] = scorer_->derive(rest);
  return values;
}

Result<std::vector<Interval>> bootstrap(const Tally& tally, const BootstrapOptions& options) {
  DAU_CHECK(validate(options));
  PythonRandom random(options.seed);
  std::vector<std::uint32_t> times(tally.cases());
  std::vector<std::vector<double>> draws;
  for (int draw = 0; draw < options.draws; ++draw) {
    std::ranges::fill(times, 0);
    for (std::size_t i = 0; i < times.size(); ++i) ++times[random.randrange(static_cast<std::uint32_t>(times.size()))];
    draws.push_back(tally.values(tally.sum(times)));
  }
  std::vector<Interval> intervals;
  for (std::size_t m = 0; m < draws.front().size(); ++m) {
    std::vector<double> values;
    for (const std::vector<double>& one : draws) values.push_back(one[m]);
    intervals.push_back(percentiles(std::move(values)));
  }
  return intervals;
}
}  // namespace dau::eval
