// SPDX-License-Identifier: Apache-2.0
// profile.h — the Vietnamese mark (data/marks) and the visible notices, as data.
#pragma once
#include <string>
#include <string_view>

#include "dau/mark/add.h"
#include "mark/cbor.h"

namespace dau::mark {
struct ProfileMark {
  std::string label;  // of the assertion; empty: no mark is wanted
  cbor::Value value;
};

// Errors: corrupt (a profile that lacks what it must have).
Result<ProfileMark> make_profile_mark(const AddOptions& options, const std::string& when);

std::string_view builtin_mark_file(std::string_view name);  // "vn-ai-mark-1.yaml"; empty: there is none
}  // namespace dau::mark
