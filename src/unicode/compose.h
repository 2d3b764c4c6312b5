// SPDX-License-Identifier: Apache-2.0
// compose.h — canonical decomposition, ordering and composition of short runs of characters.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace dau::unicode {
// True when no text before `c` changes what NFC makes of it and what follows. May be false for some such characters.
bool has_boundary_before(char32_t c) noexcept;

// True when `c` has a boundary before it and NFC leaves it as it is when nothing that combines follows.
bool is_stable(char32_t c) noexcept;

// The end of the run that begins at `begin`: the next boundary after it, or the end of `text`.
std::size_t run_end(std::string_view text, std::size_t begin) noexcept;

// Appends NFC or NFD of well-formed `text`. Time O(n log n) in the longest run of combining marks, else linear.
// `scratch` keeps its memory from call to call.
void append_nfc(std::string& out, std::string_view text, std::u32string& scratch);
void append_nfd(std::string& out, std::string_view text, std::u32string& scratch);
}  // namespace dau::unicode
