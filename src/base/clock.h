// SPDX-License-Identifier: Apache-2.0
// clock.h — the time as records have it: seconds since 1970, UTC, and RFC 3339.
#pragma once
#include <cstdint>
#include <string>

namespace dau {
std::int64_t seconds_now();
std::string to_rfc3339(std::int64_t seconds);  // "2026-11-25T08:00:00Z"; empty where no calendar has it
}  // namespace dau
