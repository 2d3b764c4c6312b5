// SPDX-License-Identifier: Apache-2.0
// summary.cc — ROUGE-L, and the numbers of a summary that its source does not have.
// Source: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", ACL 2004.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "eval/python_text.h"
#include "eval/tally.h"
#include "eval/task_counts.h"

namespace dau::eval {
namespace {
using Words = std::vector<std::string>;

// The length of the longest common subsequence, 64 places of `a` at a time.
// Source: Hyyrö, "Bit-parallel LCS-length computation revisited", AWOCA 2004.
std::size_t common_length(const Words& a, const Words& b) {
  std::map<std::string_view, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < a.size(); ++i) places[a[i]].push_back(i);
  std::vector<std::uint64_t> open((a.size() + 63) / 64, ~std::uint64_t{0}), match(open.size());
  for (const std::string& word : b) {
    const auto found = places.find(word);
    if (found == places.end()) continue;
    for (const std::size_t at : found->second) match[at / 64] |= std::uint64_t{1} << (at % 64);
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      const std::uint64_t both = open[i] & match[i];
      const std::uint64_t sum = open[i] + both;
      const std::uint64_t all = sum + carry;
      carry = (sum < both ? 1u : 0u) | (all < sum ? 1u : 0u);
      open[i] = all | (open[i] & ~match[i]);
    }
    for (const std::size_t at : found->second) match[at / 64] = 0;
  }
  std::size_t length = 0;
  for (std::size_t i = 0; i < a.size(); ++i) length += (open[i / 64] >> (i % 64) & 1) == 0 ? 1 : 0;
  return length;
}

double rouge_l(const Words& answer, const Words& gold) {
  if (answer.empty() || gold.empty()) return answer.empty() && gold.empty() ? 1 : 0;
  return 2.0 * static_cast<double>(common_length(gold, answer)) / static_cast<double>(answer.size() + gold.size());
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without_zeros(std::string whole) {
  while (whole.size() > 1 && whole.front() == '0') whole.erase(0, 1);
  return whole;
}

// One spelling of a number: "1.234,50", "1,234.5" and "1234.5" are 1234.5; "05" is 5. Separators of one kind of which
// the last stands before three digits part thousands, unless the number begins with 0; else the last is the decimal
// point.
std::string plain_number(std::string_view text) {
  const std::size_t last = text.find_last_of(".,");
  if (last == std::string_view::npos) return without_zeros(std::string(text));
  const std::string_view after = text.substr(last + 1);
  const bool one_kind = text.find(text[last] == '.' ? ',' : '.') == std::string_view::npos;
  const bool thousands = after.size() == 3 && one_kind && text.front() != '0';
  std::string whole;
  for (const char c : text.substr(0, thousands ? text.size() : last))
    if (is_digit(c)) whole += c;
  if (thousands) return whole;
  std::string decimals(after);
  while (decimals.ends_with('0')) decimals.pop_back();
  return without_zeros(whole) + (decimals.empty() ? "" : "." + decimals);
}

// Runs of ASCII digits with single points and commas between digits.
std::vector<std::string> numbers_of(std::string_view text) {
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') &&
                                                         end + 1 < text.size() && is_digit(text[end + 1]))))
      ++end;
    numbers.push_back(plain_number(text.substr(i, end - i)));
    i = end;
  }
  return numbers;
}
}  // namespace

std::vector<Ratio> count_summary(const Case& one, std::string_view output) {
  const Words answer = word_runs(output);
  double best = rouge_l(answer, word_runs(one.reference));
  for (const std::string& reference : one.references) best = std::max(best, rouge_l(answer, word_runs(reference)));
  const std::vector<std::string> known = numbers_of(one.input);
  const std::set<std::string> source(known.begin(), known.end());
  const std::vector<std::string> said = numbers_of(output);
  const auto novel = static_cast<std::uint64_t>(
      std::ranges::count_if(said, [&](const std::string& number) { return !source.contains(number); }));
  return {share_of_case(best), {novel, said.size()}, {novel != 0 ? std::uint64_t{1} : 0, 1}};
}
}  // namespace dau::eval
