// SPDX-License-Identifier: Apache-2.0
// spoken.h — numbers, dates, money, units and signs in words: "14h30 ngày 2/9" → "mười bốn giờ ba mươi phút ngày hai
// tháng chín".
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/result.h"
#include "dau/text/forms.h"

namespace dau::text {
// Where the number words are from: nghìn, linh, hai mươi tư; or ngàn, lẻ, hai mươi bốn.
enum class Region : std::uint8_t { north, south };

struct SpokenOptions {
  Region region = Region::north;
  FormConvention convention = FormConvention::standard;
  FormKinds kinds = kAllFormKinds;  // spans of other kinds stay as they are
};

// Returns the edits that put `line` into words, sorted and not overlapping. What no rule reads for certain by its form
// and the words around it stays; so do English sentences, code, paths and names in code (standard convention). All
// letters outside the edits stay. Text read again stays as it is; only symbols thrown together may bare a form that
// their neighbours hid.
// `line`: UTF-8 in any normalisation form.
// Errors: invalid_utf8.
// Thread safety: no state; any number of threads.
// Cost: time and memory O(bytes). Source: docs/methods/forms.md.
DAU_API Result<std::vector<FormEdit>> spoken(std::string_view line, const SpokenOptions& options = {});

// Appends apply_edits(line, *spoken(line, options)).
DAU_API Result<void> spoken_to(std::string_view line, std::string& out, const SpokenOptions& options = {});
}  // namespace dau::text
