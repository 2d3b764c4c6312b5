// SPDX-License-Identifier: Apache-2.0
// tiny_correct.h — a small correct model that goes with tiny_restore_model(), for tests and fuzzers.
//
// Written from docs/formats/correct-model.md, apart from training/correct/export.py.
#pragma once
#include "dau/model/writer.h"

namespace dau::testing {
model::Contents tiny_correct_model();
}  // namespace dau::testing
