// SPDX-License-Identifier: Apache-2.0
// tiny_linear.h — small linear models whose features are put in by hand, for tests and fuzzers.
//
// Written from docs/formats/linear-model.md, apart from training/common/.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "dau/model/writer.h"
#include "text/linear_model.h"

namespace dau::testing {
struct TinyFeature {
  text::Feature feature;
  std::vector<std::int8_t> weights;  // one a label
};

inline std::vector<std::byte> bytes_of(const void* data, std::size_t size) {
  const auto* begin = static_cast<const std::byte*>(data);
  return {begin, begin + size};
}

// `samples`: inputs of the self-test and the labels that they must get.
inline model::Contents tiny_linear_model(const std::string& kind, const std::string& features,
                                         const std::vector<std::string>& labels, const std::vector<TinyFeature>& known,
                                         double threshold = 0.5, std::vector<model::Sample> samples = {}) {
  constexpr std::size_t kSlots = 64, kRows = kSlots + text::LinearModel::kProbes - 1;
  std::vector<std::uint16_t> fingerprints(kRows);
  std::vector<std::int8_t> weights(kRows * labels.size());
  for (const auto& [feature, of_label] : known) {
    std::size_t row = text::slot_of(feature, kSlots);
    while (fingerprints[row] != 0) ++row;
    fingerprints[row] = text::fingerprint_of(feature);
    std::memcpy(weights.data() + row * labels.size(), of_label.data(), labels.size());
  }
  std::string config = R"({"features":")" + features + R"(","labels":[)";
  for (const std::string& label : labels) config += (config.back() == '[' ? "\"" : ",\"") + label + '"';
  config += R"(],"slots":64,"scale":0.05,"threshold":)" + std::to_string(threshold) + '}';

  model::Contents contents;
  contents.kind = kind;
  contents.card.name = kind;
  contents.card.version = "0";
  contents.card.licence = "CC0-1.0";
  contents.card.samples = std::move(samples);
  contents.sections = {{"config", bytes_of(config.data(), config.size())},
                       {"fingerprints", bytes_of(fingerprints.data(), fingerprints.size() * 2)},
                       {"weights", bytes_of(weights.data(), weights.size())}};
  return contents;
}

// The features of `line`, each with the same weights.
inline std::vector<TinyFeature> features_of(std::string_view line,
                                            void (*append)(std::string_view, std::vector<text::Feature>&),
                                            const std::vector<std::int8_t>& weights) {
  std::vector<text::Feature> features;
  append(line, features);
  std::vector<TinyFeature> out;
  for (const text::Feature feature : features) out.push_back({feature, weights});
  return out;
}
}  // namespace dau::testing
