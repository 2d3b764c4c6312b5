// SPDX-License-Identifier: Apache-2.0
// scan.h — a file or folder becomes a graph: every model, package and text that states a licence, with what it states.
#pragma once
#include <cstddef>
#include <string>

#include "dau/licence/catalogue.h"
#include "dau/licence/graph.h"
#include "dau/result.h"

namespace dau::licence {
struct ScanOptions {
  std::size_t max_files = 1'000'000;  // more are an error
  bool hash_models = false;           // SHA-256 of every model file; reads all of it
};

// Walks `path` (a folder, or one file) and reads, never more than a bounded head of a file:
//   Hugging Face cards (README.md with front matter: license, license_name, license_link, datasets, base_model),
//   LICENSE, COPYING, NOTICE … by the fingerprint of their text, SPDX-License-Identifier lines of source files,
//   package.json, pyproject.toml, debian/copyright, and the metadata of GGUF, ONNX, safetensors and .dau files.
// Component 0 is the folder. A licence file, card or package file speaks for the folder that it lies in and what is
// below it, unless a folder further down has its own. Symbolic links are not followed; .git, node_modules/.cache and
// build folders named in .gitignore are looked into only where they are `path` itself.
// What cannot be read is a Problem and does not end the scan.
// Errors: not_found; io; unsupported (more than max_files).
// Cost: reads directories and heads only: 10,000 files with 200 models in seconds.
DAU_API Result<Graph> scan(const std::string& path, const Catalogue& catalogue, const ScanOptions& options = {});
}  // namespace dau::licence
