// SPDX-License-Identifier: Apache-2.0
// errc.h — the one table from an error code to its name, its exit code, its HTTP status and its Python class.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "dau/api.h"
#include "dau/result.h"

namespace dau {
struct ErrcRow {
  Errc code;
  std::string_view name;  // as written in Errc; stable, used in JSON and by the bindings
  int exit_code;          // 2 usage, 3 input, 4 model or file, 5 engine, 70 bug
  int http_status;
  std::string_view python_class;  // of the module dau
};

// One row for every Errc, in ascending order.
DAU_API std::span<const ErrcRow> errc_table() noexcept;

DAU_API std::string_view errc_name(Errc code) noexcept;
DAU_API int exit_code(Errc code) noexcept;
DAU_API int http_status(Errc code) noexcept;

// The code of a name, or nothing when there is none.
DAU_API std::optional<Errc> errc_from_name(std::string_view name) noexcept;
}  // namespace dau
