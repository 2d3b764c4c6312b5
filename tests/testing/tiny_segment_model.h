// SPDX-License-Identifier: Apache-2.0
// tiny_segment_model.h — a small segmentation model for tests and fuzzers: it knows the word "học sinh".
//
// Written from docs/formats/segment-model.md, apart from training/segment.
#pragma once
#include "dau/model/writer.h"

namespace dau::testing {
model::Contents tiny_segment_model();
}  // namespace dau::testing
