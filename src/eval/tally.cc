// SPDX-License-Identifier: Apache-2.0
// tally.cc — rows of counts, and what they make of labels.
#include "eval/tally.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "base/parallel.h"
#include "dau/eval/metrics.h"

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
  if (cases.empty()) return;
  width_ = scorer_->count(*cases[0], outputs[0]).size();
  counts_.resize(width_ * cases.size());
  constexpr std::size_t kLeast = 256;  // cases that are worth a thread
  in_parallel(cases.size(), kLeast, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      std::ranges::copy(scorer_->count(*cases[i], outputs[i]),
                        counts_.begin() + static_cast<std::ptrdiff_t>(i * width_));
  });
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

Columns Tally::columns() const {
  Columns columns(cases());
  std::vector<std::uint64_t> counts(cases());
  for (std::size_t r = 0; r < width_; ++r)
    for (std::uint64_t Ratio::*member : {&Ratio::numerator, &Ratio::denominator}) {
      for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = counts_[i * width_ + r].*member;
      columns.add(counts);
    }
  return columns;
}

std::vector<double> Tally::values_of_draw(std::span<const std::uint64_t> sums) const {
  std::vector<Ratio> ratios;
  for (std::size_t r = 0; r < width_; ++r) ratios.push_back({sums[2 * r], sums[2 * r + 1]});
  return values(ratios);
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

Result<std::vector<std::vector<double>>> draw_values(const Tally& tally, const BootstrapOptions& options) {
  DAU_CHECK(validate(options));
  std::vector<std::vector<double>> draws;
  resample(tally.columns(), options, [&](std::span<const std::uint64_t> sums) {
    const std::vector<double> values = tally.values_of_draw(sums);
    draws.resize(values.size());
    for (std::size_t m = 0; m < values.size(); ++m) draws[m].push_back(values[m]);
  });
  return draws;
}

Result<std::vector<Interval>> bootstrap(const Tally& tally, const BootstrapOptions& options) {
  DAU_TRY(std::vector<std::vector<double>> draws, draw_values(tally, options));
  std::vector<Interval> intervals;
  for (std::vector<double>& values : draws) intervals.push_back(percentiles(std::move(values)));
  return intervals;
}
}  // namespace dau::eval
