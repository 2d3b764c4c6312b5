// SPDX-License-Identifier: Apache-2.0
// linear_model.cc — reading the sections, looking features up, adding weights.
#include "text/linear_model.h"

#include <algorithm>
#include <cmath>

#include "base/bytes.h"
#include "base/json.h"
#include "nn/exact_math.h"
#include "nn/section.h"

namespace dau::text {
namespace {
constexpr std::size_t kMostSlots = std::size_t{1} << 22;

Error bad_config(const std::string& message) { return Error{Errc::corrupt, "config: " + message}; }

Result<std::vector<std::string>> read_labels(const json::Value& config) {
  DAU_TRY(const json::Value* list, json::array_member(config, "labels", "config"));
  std::vector<std::string> labels;
  for (const json::Value& label : *list) {
    if (!label.is_string() || label.get_ref<const std::string&>().empty()) return bad_config("a label is no text");
    labels.push_back(label.get<std::string>());
    if (std::count(labels.begin(), labels.end(), labels.back()) > 1) return bad_config("a label is there twice");
  }
  if (labels.empty() || labels.size() > LinearModel::kMostLabels) return bad_config("no or too many labels");
  return labels;
}

Result<float> read_number(const json::Value& config, const char* name, double low, double high) {
  DAU_TRY(const double value, json::number_member(config, name, "config"));
  if (!(value >= low && value <= high)) return bad_config(std::string("\"") + name + "\" is out of range");
  return static_cast<float>(value);
}
}  // namespace

Result<LinearModel> LinearModel::from(model::Container container, std::string_view features) {
  LinearModel model(std::move(container));
  DAU_CHECK(model.read_config(features));
  DAU_CHECK(model.read_weights());
  return model;
}

Result<void> LinearModel::read_config(std::string_view features) {
  DAU_TRY(const auto bytes, container_.section("config"));
  DAU_TRY(const json::Value config, json::parse(as_text(bytes), std::string(container_.path()) + " section config"));
  if (!config.is_object()) return bad_config("not an object");
  DAU_TRY(const std::string trained_on, json::text_member(config, "features", "config"));
  if (trained_on != features)
    return Error{Errc::unsupported, "features \"" + trained_on + "\", this build has \"" + std::string(features) + '"'};
  DAU_TRY(labels_, read_labels(config));
  DAU_TRY(const double slots, json::number_member(config, "slots", "config"));
  if (!(slots >= 1 && slots <= static_cast<double>(kMostSlots))) return bad_config("\"slots\" is out of range");
  slots_ = static_cast<std::size_t>(slots);
  DAU_TRY(scale_, read_number(config, "scale", 0, 1000));
  DAU_TRY(threshold_, read_number(config, "threshold", 0, 1));
  return {};
}

Result<void> LinearModel::read_weights() {
  const std::size_t rows = slots_ + kProbes - 1;
  DAU_TRY(fingerprints_, nn::whole_section<std::uint16_t>(container_, "fingerprints", rows));
  DAU_TRY(weights_, nn::whole_section<std::int8_t>(container_, "weights", rows * labels_.size()));
  return {};
}

void LinearModel::add(std::span<const Feature> features, Sums& sums) const noexcept {
  const std::size_t labels = labels_.size();
  std::int64_t* const of_label = sums.of_label.data();
  for (const Feature feature : features) {
    const std::uint16_t wanted = fingerprint_of(feature);
    const std::size_t first = slot_of(feature, slots_);
    for (std::size_t row = first; row < first + kProbes; ++row) {
      if (fingerprints_[row] != wanted) continue;
      const std::int8_t* const weights = weights_.data() + row * labels;
      for (std::size_t label = 0; label < labels; ++label) of_label[label] += weights[label];
      ++sums.known;
      break;
    }
  }
}

std::vector<float> LinearModel::probabilities(const Sums& sums) const {
  const double divisor = std::sqrt(static_cast<double>(std::max<std::uint64_t>(sums.known, 1)));
  const std::int64_t best = *std::max_element(sums.of_label.begin(), sums.of_label.end());
  std::vector<float> out;
  float total = 0;
  for (const std::int64_t sum : sums.of_label) {
    const double logit = static_cast<double>(sum - best) / divisor * static_cast<double>(scale_);
    out.push_back(nn::exact_exp(static_cast<float>(logit)));
    total += out.back();
  }
  for (float& p : out) p /= total;
  return out;
}
}  // namespace dau::text
