// SPDX-License-Identifier: Apache-2.0
// text.h — results to read on a terminal.
#pragma once
#include <string>

#include "dau/api.h"
#include "dau/eval/result.h"

namespace dau::eval {
// A table for each cell, in per cent; cells that hold every case are left out, but the first.
DAU_API std::string to_text(const RunResult& result);
}  // namespace dau::eval
