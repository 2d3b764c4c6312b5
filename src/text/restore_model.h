// SPDX-License-Identifier: Apache-2.0
// restore_model.h — a restore model opened and checked: vocabulary, net, trigram and how they are weighed.
#pragma once
#include "dau/model/container.h"
#include "dau/result.h"
#include "nn/context_net.h"
#include "nn/trigram.h"
#include "text/vocabulary.h"

namespace dau::text {
struct SearchWeights {
  float net = 1, ngram = 1;
  float prune = 8;  // candidates this many nats worse than the best by the net are dropped before the search
};

struct RestoreModel {
  model::Container container;  // the others read its bytes
  Vocabulary vocabulary;
  nn::ContextNet net;
  nn::Trigram trigram;
  SearchWeights weights;

  // Errors: corrupt, when the parts do not fit each other (docs/formats/restore-model.md).
  static Result<RestoreModel> from(model::Container container);
};
}  // namespace dau::text
