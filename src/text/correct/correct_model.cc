// SPDX-License-Identifier: Apache-2.0
// correct_model.cc — see correct_model.h.
#include "text/correct/correct_model.h"

#include <utility>

namespace dau::text {
Result<CorrectModel> CorrectModel::from(model::Container container, model::Container restore) {
  DAU_TRY(RestoreModel restorer, RestoreModel::from(std::move(restore)));
  DAU_TRY(const CorrectCosts costs, CorrectCosts::open(container));
  DAU_TRY(Lexicons lexicons, Lexicons::open(container));
  DAU_TRY(const SeenWords seen, SeenWords::open(container));
  Trie trie(restorer.vocabulary, kMostLetters);
  return CorrectModel{std::move(container), std::move(restorer), costs, std::move(lexicons), seen, std::move(trie)};
}
}  // namespace dau::text
