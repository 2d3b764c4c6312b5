// SPDX-License-Identifier: Apache-2.0
// sign_note.h — what only the writer of a log does with a note.
#pragma once
#include <string>
#include <string_view>

#include "base/sign.h"
#include "dau/result.h"

namespace dau::ledger {
// `body` ends with a line end.
Result<std::string> sign_note(const std::string& body, std::string_view name, const SigningKey& key);

// Whether a log may be called so.
bool is_origin(std::string_view name);
}  // namespace dau::ledger
