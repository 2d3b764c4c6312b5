// SPDX-License-Identifier: Apache-2.0
// ranking.cc — documents found for a query, best first: an answer is their ids.
#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "base/json.h"
#include "eval/python_text.h"
#include "eval/tally.h"
#include "eval/task_counts.h"

namespace dau::eval {
namespace {
constexpr std::size_t kDepth = 10;

// Separated by white space, or a JSON array of texts. An id that comes again is not counted again.
std::vector<std::string> ranked_ids(std::string_view output) {
  std::vector<std::string> ids;
  std::set<std::string, std::less<>> seen;
  const auto add = [&](std::string_view id) {
    if (seen.emplace(id).second) ids.emplace_back(id);
  };
  const std::size_t first = output.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && output[first] == '[') {
    if (const auto list = json::parse(output); list && list->is_array()) {
      for (const json::Value& id : *list)
        if (id.is_string()) add(id.get_ref<const std::string&>());
      return ids;
    }
  }
  for (const std::string_view id : split(output)) add(id);
  return ids;
}

double gain(std::size_t rank) { return 1 / std::log2(static_cast<double>(rank) + 1); }

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}
}  // namespace

std::vector<Ratio> count_ranking(const Case& one, std::string_view output) {
  std::set<std::string, std::less<>> relevant(one.references.begin(), one.references.end());
  relevant.insert(one.reference);
  const std::vector<std::string> ids = ranked_ids(output);
  double gained = 0, ideal = 0, reciprocal = 0;
  std::size_t found = 0, all_found = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!relevant.contains(ids[i])) continue;
    ++all_found;
    if (i >= kDepth) continue;
    if (found++ == 0) reciprocal = 1 / static_cast<double>(i + 1);
    gained += gain(i + 1);
  }
  for (std::size_t rank = 1; rank <= std::min(kDepth, relevant.size()); ++rank) ideal += gain(rank);
  const double precision = ratio(all_found, ids.size()), recall = ratio(all_found, relevant.size());
  const double below = 4 * precision + recall;
  return {share_of_case(gained / ideal),
          {!ids.empty() && relevant.contains(ids.front()) ? std::uint64_t{1} : 0, 1},
          {found > 0 ? std::uint64_t{1} : 0, 1},
          share_of_case(ratio(found, relevant.size())),
          share_of_case(reciprocal),
          share_of_case(below == 0 ? 0 : 5 * precision * recall / below)};
}
}  // namespace dau::eval
