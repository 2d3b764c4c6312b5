// SPDX-License-Identifier: Apache-2.0
// format.h — the file formats that can hold a manifest store, and how one tells which a file is of.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "dau/api.h"

namespace dau::mark {
enum class Format : std::uint8_t {
  png,
  jpeg,
  wav,
  webp,
  avi,
  mp3,
  mp4,  // and MOV, M4A, M4V, HEIF, AVIF: ISO base media files
  pdf,
  svg,
  html,
  structured_text,  // Markdown, YAML, XML, source code: what has comments
  plain_text,       // the store in invisible characters, where one asks for it
  store,            // a manifest store alone: a sidecar
  other,            // anything else: the store goes into a sidecar
};

// By the content where it tells, else by the ending of `name`, a file's name or path.
DAU_API Format format_of(std::string_view asset, std::string_view name);
DAU_API std::string_view format_name(Format format);  // "png"

// "image/png"; of what is not known "application/octet-stream".
DAU_API std::string media_type(Format format, std::string_view asset, std::string_view name);
}  // namespace dau::mark
