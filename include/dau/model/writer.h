// SPDX-License-Identifier: Apache-2.0
// writer.h — write a model file (docs/formats/model.md).
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "dau/api.h"
#include "dau/model/container.h"
#include "dau/result.h"

namespace dau::model {
struct NamedBytes {
  std::string name;  // 1 to 24 characters out of a-z 0-9 . _ -
  std::vector<std::byte> bytes;
};

// All that a model file holds.
struct Contents {
  std::string kind;  // 1 to 16 characters out of a-z 0-9 . _ -
  Card card;
  std::vector<NamedBytes> sections;  // without the card; at most 63
};

// The bytes of the file. Equal contents give equal bytes.
// Errors: invalid_argument (a name, too many sections, what is wrong with the card); invalid_utf8 (a text of the card).
DAU_API Result<std::vector<std::byte>> to_bytes(const Contents& contents);

// Writes the file as a whole: `path` appears or is replaced at the end, or stays as it was.
// Errors: those of to_bytes; not_found (the folder); io.
DAU_API Result<void> write(const Contents& contents, const std::string& path);
}  // namespace dau::model
