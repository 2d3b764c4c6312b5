// SPDX-License-Identifier: Apache-2.0
// linear_model.h — a linear classifier over hashed features with whole-number weights (docs/formats/linear-model.md).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/model/container.h"
#include "dau/result.h"
#include "text/features.h"

namespace dau::text {
class LinearModel {
 public:
  // A feature lies in one of this many slots from its own on.
  static constexpr std::size_t kProbes = 8;
  static constexpr std::size_t kMostLabels = 64;

  // `features`: the name of the feature set that the model must have been trained on.
  // Errors: corrupt (docs/formats/linear-model.md).
  static Result<LinearModel> from(model::Container container, std::string_view features);

  // What has been added up of a line.
  struct Sums {
    std::vector<std::int64_t> of_label;
    std::uint64_t known = 0;  // features that the model has
  };
  Sums begin() const { return {std::vector<std::int64_t>(labels_.size()), 0}; }
  void add(std::span<const Feature> features, Sums& sums) const noexcept;

  // Probabilities, one per label; they add up to 1. The same on every machine.
  std::vector<float> probabilities(const Sums& sums) const;

  const std::vector<std::string>& labels() const noexcept { return labels_; }
  float threshold() const noexcept { return threshold_; }  // below this probability the best label is not given
  const model::Container& container() const noexcept { return container_; }

 private:
  explicit LinearModel(model::Container container) : container_(std::move(container)) {}
  Result<void> read_config(std::string_view features);
  Result<void> read_weights();

  model::Container container_;
  std::vector<std::string> labels_;
  std::size_t slots_ = 0;
  float scale_ = 0;
  float threshold_ = 0;
  std::span<const std::uint16_t> fingerprints_;  // slots_ + kProbes − 1; 0: nothing there
  std::span<const std::int8_t> weights_;         // as many rows of labels_.size()
};

// Where the feature is looked for first, and what stands there when it is found.
inline std::size_t slot_of(Feature feature, std::size_t slots) noexcept {
  return static_cast<std::size_t>(static_cast<std::uint64_t>(feature) * slots >> 32);
}
inline std::uint16_t fingerprint_of(Feature feature) noexcept {
  const std::uint32_t mixed = (feature * 0x9E3779B1u) >> 16;
  return mixed == 0 ? 1 : static_cast<std::uint16_t>(mixed);
}
}  // namespace dau::text
