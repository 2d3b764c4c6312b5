// SPDX-License-Identifier: Apache-2.0
// comparable.h — the form in which word metrics compare two sentences.
#pragma once
#include <string>
#include <string_view>

#include "dau/eval/metrics.h"
#include "dau/unicode/syllable.h"

namespace dau::eval {
inline std::string comparable(std::string_view text, Placement placement) {
  std::string normal = normalize_punct(text);
  if (placement == Placement::as_written) return normal;
  return unicode::place_tones(normal, unicode::TonePlacement::old_style);
}
}  // namespace dau::eval
