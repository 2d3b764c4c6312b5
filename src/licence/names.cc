// SPDX-License-Identifier: Apache-2.0
// names.cc — folding and nearness.
#include "licence/names.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace dau::licence {
std::string folded_name(std::string_view name) {
  std::string out;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '_' || c == '\t' || c == '\n' || c == '\r') c = '-';
    if (c != '-' || (!out.empty() && out.back() != '-')) out += c;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<std::size_t> row(a.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::size_t diagonal = std::exchange(row[0], j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const std::size_t above = row[i];
      row[i] = a[i - 1] == b[j - 1] ? diagonal : 1 + std::min({diagonal, above, row[i - 1]});
      diagonal = above;
    }
    if (*std::ranges::min_element(row) > limit) return limit + 1;
  }
  return std::min(row.back(), limit + 1);
}

std::vector<std::string> nearest(std::string_view name, const std::vector<std::string>& names, std::size_t count) {
  const std::string wanted = folded_name(name);
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::vector<std::pair<std::size_t, const std::string*>> ranked;
  for (const std::string& candidate : names) {
    const std::string folded = folded_name(candidate);
    const bool part = wanted.size() >= 3 && folded.find(wanted) != std::string::npos;
    const std::size_t distance = part ? (folded.starts_with(wanted) ? 0 : 1) : 2 + edit_distance(wanted, folded, limit);
    if (distance <= 2 + limit) ranked.emplace_back(distance, &candidate);
  }
  std::ranges::stable_sort(ranked, {}, [](const auto& entry) { return entry.first; });
  std::vector<std::string> out;
  for (const auto& [distance, candidate] : ranked) {
    if (out.size() == count) break;
    if (std::ranges::find(out, *candidate) == out.end()) out.push_back(*candidate);
  }
  return out;
}
}  // namespace dau::licence
