// SPDX-License-Identifier: Apache-2.0
// correct_model.h — everything the corrector reads: its own model and the restorer's.
#pragma once
#include "dau/model/container.h"
#include "dau/result.h"
#include "text/correct/costs.h"
#include "text/correct/lexicons.h"
#include "text/correct/seen_words.h"
#include "text/correct/trie.h"
#include "text/restore_model.h"

namespace dau::text {
struct CorrectModel {
  model::Container container;
  RestoreModel restore;
  CorrectCosts costs;
  Lexicons lexicons;
  SeenWords seen;
  Trie trie;

  static Result<CorrectModel> from(model::Container container, model::Container restore);
};
}  // namespace dau::text
