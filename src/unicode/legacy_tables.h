// SPDX-License-Identifier: Apache-2.0
// legacy_tables.h — the one-byte encodings as tables.
#pragma once
#include <array>
#include <cstddef>

#include "dau/unicode/legacy.h"

namespace dau::unicode {
// The character of each byte; 0 for what is not defined, and for NUL.
using ByteTable = std::array<char16_t, 256>;

// `encoding`: tcvn3, tcvn5712, viscii or cp1258.
const ByteTable& byte_table(Encoding encoding) noexcept;

// Windows-1252, the five bytes that it lacks being the control characters of Latin-1 as browsers have it.
const ByteTable& windows_1252() noexcept;
}  // namespace dau::unicode
