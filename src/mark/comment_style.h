// SPDX-License-Identifier: Apache-2.0
// comment_style.h — how kinds of text write a comment of one line.
#pragma once
#include <optional>
#include <string_view>

namespace dau::mark {
struct CommentStyle {
  std::string_view begin;  // "<!-- "
  std::string_view end;    // " -->"
};

// By the ending of a file's name in small letters; nothing: a text without comments, or none of ours.
std::optional<CommentStyle> comment_style(std::string_view name);
}  // namespace dau::mark
