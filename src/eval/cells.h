// SPDX-License-Identifier: Apache-2.0
// cells.h — the cells of a set: all cases, each register, each dialect, each pair of both.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/eval/cases.h"

namespace dau::eval {
struct Cell {
  std::string register_name, dialect;  // empty: all
  std::vector<std::size_t> members;    // numbers of cases
};

// In the order in which registers and dialects come first; without those that have no case.
std::vector<Cell> cells_of(std::span<const Case> cases);

// "all", "legal", "north", "legal × north".
std::string cell_name(std::string_view register_name, std::string_view dialect);
}  // namespace dau::eval
