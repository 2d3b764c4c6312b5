// SPDX-License-Identifier: Apache-2.0
// mark.h — what the dau mark commands share: files, and the stores beside them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/file.h"
#include "dau/result.h"

namespace dau::cli {
// A file as a whole: mapped, or, of standard input, read.
class Asset {
 public:
  static Result<Asset> open(const std::string& path);
  std::string_view bytes() const&;
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::string owned_;
  std::optional<MappedFile> mapped_;
};

// The store beside a file: FILE.c2pa, or the name with .c2pa in place of its ending. Nothing: there is none.
// Errors: io.
Result<std::optional<std::string>> sidecar_of(const std::string& path);

// From here on the program may take so many bytes more than it has; what asks for more gets std::bad_alloc. For foreign
// files whose reader is not bounded by us (qpdf). Not under sanitizers, whose own memory would count.
void bound_memory(std::uint64_t more);
}  // namespace dau::cli
