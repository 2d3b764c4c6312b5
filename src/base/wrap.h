// SPDX-License-Identifier: Apache-2.0
// wrap.h — text for a terminal of 80 columns.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace dau {
// `text` (UTF-8, NFC) broken at spaces into lines of at most 80 characters, each ended; a word that is longer stays
// whole. The first line begins with `indent` spaces, the others with `hanging`, which is `indent` when it is 0.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t hanging = 0);
}  // namespace dau
