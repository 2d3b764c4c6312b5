// SPDX-License-Identifier: Apache-2.0
// bmff.h — the boxes at the root of an ISO base media file.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"
#include "mark/container.h"

namespace dau::mark {
struct MediaBox {
  Range range;
  std::uint64_t header = 8;  // bytes before the content (of uuid: before the 16 of its name)
  std::string_view type;
  bool is_store(std::string_view asset) const;  // C2PA's own uuid
};

// Errors: corrupt (a box that is longer than the file; more than kMaxBoxes).
Result<std::vector<MediaBox>> root_boxes(std::string_view asset, const std::string& name);
}  // namespace dau::mark
