// SPDX-License-Identifier: Apache-2.0
// files.h — which files say something, by their names, and their heads.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"

namespace dau::licence {
enum class FileKind : std::uint8_t {
  other,  // says nothing
  card,
  licence,
  package_json,
  pyproject,
  debian_copyright,
  source,  // may have an SPDX line
  gguf,
  safetensors,
  onnx,
  dau,
  plain_weights,  // .bin, .pt, .tflite …: weights of which nothing is read
};

FileKind kind_of(std::string_view path);
inline bool is_weights(FileKind kind) { return kind >= FileKind::gguf; }

// .git and the like: nothing in them is part of what is looked at.
bool is_passed_over(std::string_view folder_name);

// A build tree, a cache, a virtual environment: `files` are the names in it.
bool is_made_by_machine(const std::vector<std::string>& files);

// The first `size` bytes of a file. Errors: not_found; io.
Result<std::string> read_head(const std::string& path, std::uint64_t size);
}  // namespace dau::licence
