// SPDX-License-Identifier: Apache-2.0
// errc.cc — the table of error codes.
#include "dau/base/errc.h"

#include <algorithm>
#include <array>

namespace dau {
namespace {
// Over HTTP the caller's own bytes arrive in the request, so that a file that is damaged or cannot be read is the
// server's: 500. A route that takes files from the caller answers 422 for `corrupt` itself.
constexpr std::array<ErrcRow, 9> kTable = {{
    {Errc::invalid_argument, "invalid_argument", 2, 400, "InvalidArgumentError"},
    {Errc::invalid_utf8, "invalid_utf8", 3, 422, "InvalidUtf8Error"},
    {Errc::not_found, "not_found", 4, 404, "NotFoundError"},
    {Errc::corrupt, "corrupt", 4, 500, "CorruptError"},
    {Errc::unsupported, "unsupported", 4, 501, "UnsupportedError"},
    {Errc::io, "io", 4, 500, "IoError"},
    {Errc::backend, "backend", 5, 502, "BackendError"},
    {Errc::internal, "internal", 70, 500, "InternalError"},
    {Errc::invalid_input, "invalid_input", 3, 422, "InvalidInputError"},
}};

// A code from outside the list can only come from a cast gone wrong: that is a bug too.
const ErrcRow& row(Errc code) noexcept {
  const auto found = std::ranges::find(kTable, code, &ErrcRow::code);
  return found == kTable.end() ? *std::ranges::find(kTable, Errc::internal, &ErrcRow::code) : *found;
}
}  // namespace

std::span<const ErrcRow> errc_table() noexcept { return kTable; }
std::string_view errc_name(Errc code) noexcept { return row(code).name; }
int exit_code(Errc code) noexcept { return row(code).exit_code; }
int http_status(Errc code) noexcept { return row(code).http_status; }

std::optional<Errc> errc_from_name(std::string_view name) noexcept {
  const auto found = std::ranges::find(kTable, name, &ErrcRow::name);
  if (found == kTable.end()) return std::nullopt;
  return found->code;
}
}  // namespace dau
