// SPDX-License-Identifier: Apache-2.0
// cells.cc — see cells.h.
#include "eval/cells.h"

#include <fmt/format.h>

#include <algorithm>

namespace dau::eval {
namespace {
// The values in the order in which they come first.
std::vector<std::string> values_of(std::span<const Case> cases, std::string Case::*member) {
  std::vector<std::string> values;
  for (const Case& one : cases)
    if (!(one.*member).empty() && std::ranges::find(values, one.*member) == values.end()) values.push_back(one.*member);
  return values;
}
}  // namespace

std::vector<Cell> cells_of(std::span<const Case> cases) {
  std::vector<Cell> cells(1);
  for (const std::string& value : values_of(cases, &Case::register_name)) cells.push_back({value, "", {}});
  for (const std::string& value : values_of(cases, &Case::dialect)) cells.push_back({"", value, {}});
  for (const std::string& reg : values_of(cases, &Case::register_name))
    for (const std::string& dialect : values_of(cases, &Case::dialect)) cells.push_back({reg, dialect, {}});
  for (Cell& cell : cells)
    for (std::size_t i = 0; i < cases.size(); ++i)
      if ((cell.register_name.empty() || cell.register_name == cases[i].register_name) &&
          (cell.dialect.empty() || cell.dialect == cases[i].dialect))
        cell.members.push_back(i);
  std::erase_if(cells, [](const Cell& cell) { return cell.members.empty(); });
  return cells;
}

std::string cell_name(std::string_view register_name, std::string_view dialect) {
  if (register_name.empty() && dialect.empty()) return "all";
  if (register_name.empty() || dialect.empty()) return std::string(register_name.empty() ? dialect : register_name);
  return fmt::format("{} × {}", register_name, dialect);
}
}  // namespace dau::eval
