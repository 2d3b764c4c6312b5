// SPDX-License-Identifier: Apache-2.0
// written.h — number words in figures: "hai mươi lăm phần trăm" → "25%", the way back from spoken.h.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/result.h"
#include "dau/text/forms.h"

namespace dau::text {
struct WrittenOptions {
  FormConvention convention = FormConvention::standard;
  FormKinds kinds = kAllFormKinds;  // spans of other kinds stay as they are
  // Every number in plain figures: no points between thousands, no triệu or tỷ left in words, and single digits too,
  // as "một người" → "1 người". For what is known to be numbers: năm is also year, ba father, tư private, chín ripe.
  bool plain = false;
};

// Returns the edits that put the number words of `line` into figures, sorted and not overlapping. Words that may be
// something else than a number stay, unless the words around them decide it.
// `line`: UTF-8 in any normalisation form and letter case.
// Errors: invalid_utf8.
// Thread safety: no state; any number of threads.
// Cost: time and memory O(bytes). Source: docs/methods/forms.md.
DAU_API Result<std::vector<FormEdit>> written(std::string_view line, const WrittenOptions& options = {});

// Appends apply_edits(line, *written(line, options)).
DAU_API Result<void> written_to(std::string_view line, std::string& out, const WrittenOptions& options = {});
}  // namespace dau::text
