// SPDX-License-Identifier: Apache-2.0
// classify.cc — one pass over a line, in pieces, so that memory stays bounded.
#include "text/classify.h"

#include <algorithm>

#include "text/pieces.h"
#include "text/self_test.h"

namespace dau::text {
std::vector<LabelScore> classify(const LinearModel& model, std::string_view nfc, const AppendFeatures& append,
                                 std::uint64_t* known) {
  thread_local std::vector<Feature> features;
  LinearModel::Sums sums = model.begin();
  Pieces pieces(nfc);
  while (const auto piece = pieces.next()) {
    features.clear();
    append(nfc.substr(piece->begin, piece->end - piece->begin), features);
    model.add(features, sums);
  }
  if (known != nullptr) *known = sums.known;
  const std::vector<float> probabilities = model.probabilities(sums);
  std::vector<LabelScore> scores;
  for (std::size_t i = 0; i < probabilities.size(); ++i) scores.push_back({model.labels()[i], probabilities[i]});
  std::stable_sort(scores.begin(), scores.end(),
                   [](const LabelScore& a, const LabelScore& b) { return a.score > b.score; });
  return scores;
}

Result<LinearModel> open_linear(model::Container container, std::string_view features) {
  const std::string path(container.path());
  return of_file(LinearModel::from(std::move(container), features), path);
}
}  // namespace dau::text
