// SPDX-License-Identifier: Apache-2.0
// section.h — a model's sections as arrays of numbers whose sizes are known.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "dau/model/container.h"
#include "dau/result.h"

namespace dau::nn {
// A reader over section `name`. Errors: corrupt, when the model has none.
inline Result<ByteReader> section_reader(const model::Container& container, std::string_view name) {
  DAU_TRY(const auto bytes, container.section(name));
  return ByteReader(bytes, std::string(container.path()) + " section " + std::string(name));
}

// Section `name`, which must hold exactly `count` values of type T.
template <class T>
Result<std::span<const T>> whole_section(const model::Container& container, std::string_view name, std::size_t count) {
  DAU_TRY(ByteReader reader, section_reader(container, name));
  DAU_TRY(const std::span<const T> values, reader.take_array<T>(count, name));
  DAU_CHECK(reader.expect_end());
  return values;
}
}  // namespace dau::nn
