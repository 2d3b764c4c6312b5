// SPDX-License-Identifier: Apache-2.0
// content.h — a file that is read as a whole: of any kind, so that a pipe or a process substitution will do.
#pragma once
#include <cstdint>
#include <string>

#include "dau/result.h"

namespace dau::cli {
struct Content {
  std::string name;  // what errors call it: the path, or "standard input"
  std::string bytes;
};

// "-" is standard input. Errors, `at` being the name: not_found; io; corrupt when there are more than `max_bytes`, of
// which no more are read.
Result<Content> read_content(const std::string& path, std::uint64_t max_bytes);
}  // namespace dau::cli
