// SPDX-License-Identifier: Apache-2.0
// printable.h — a text that anyone may have written, made safe to show.
#pragma once
#include <string>
#include <string_view>

namespace dau {
// Control characters as \xNN, those of C1, invisible marks and marks that turn the line round as U+FFFD; all else as it
// is.
std::string to_printable(std::string_view text);
}  // namespace dau
