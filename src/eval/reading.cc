// SPDX-License-Identifier: Apache-2.0
// reading.cc — answers to questions: words shared with a right answer, and the letter of a choice.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "eval/python_text.h"
#include "eval/tally.h"
#include "eval/task_counts.h"

namespace dau::eval {
namespace {
struct Overlap {
  double f1 = 0;
  bool exact = false;
};

Overlap overlap(const std::vector<std::string>& answer, const std::vector<std::string>& gold) {
  if (answer.empty() || gold.empty()) {
    const bool both = answer.empty() && gold.empty();
    return {both ? 1.0 : 0.0, both};
  }
  std::map<std::string_view, std::size_t> left;
  for (const std::string& word : gold) ++left[word];
  std::size_t shared = 0;
  for (const std::string& word : answer) {
    const auto found = left.find(word);
    if (found == left.end() || found->second == 0) continue;
    --found->second;
    ++shared;
  }
  return {2.0 * static_cast<double>(shared) / static_cast<double>(answer.size() + gold.size()), answer == gold};
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// A letter that stands by itself: neither another letter, a digit nor a byte of a character beyond ASCII beside it.
bool stands_alone(std::string_view text, std::size_t at) {
  const auto joins = [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || (c & 0x80) != 0 || c == '_'; };
  return is_letter(text[at]) && (at == 0 || !joins(text[at - 1])) && (at + 1 == text.size() || !joins(text[at + 1]));
}

// The letter of an answer: the first thing said, when that is a letter by itself; else the last capital by itself
// ("Đáp án đúng là B."). A small letter counts only where it is all that is said.
std::optional<char> chosen(std::string_view output) {
  constexpr std::string_view kAround = " \t\r\n([{*\"'`";
  const std::size_t first = output.find_first_not_of(kAround);
  if (first == std::string_view::npos) return std::nullopt;
  const bool alone = stands_alone(output, first);
  const bool only = output.find_first_not_of(" \t\r\n)]}*\"'`.:", first + 1) == std::string_view::npos;
  if (alone && (only || (output[first] <= 'Z' && output.find_first_of(".):*\n", first + 1) == first + 1)))
    return upper(output[first]);
  for (std::size_t at = output.size(); at-- > 0;)
    if (output[at] <= 'Z' && stands_alone(output, at)) return output[at];
  return std::nullopt;
}
}  // namespace

std::vector<Ratio> count_reading(const Case& one, std::string_view output) {
  const std::vector<std::string> answer = word_runs(output);
  Overlap best = overlap(answer, word_runs(one.reference));
  for (const std::string& reference : one.references) {
    const Overlap other = overlap(answer, word_runs(reference));
    best = {std::max(best.f1, other.f1), best.exact || other.exact};
  }
  return {share_of_case(best.f1), {best.exact ? std::uint64_t{1} : 0, 1}};
}

std::vector<Ratio> count_choice(const Case& one, std::string_view output) {
  const std::optional<char> letter = chosen(output);
  const bool right = letter && !one.reference.empty() && *letter == upper(one.reference.front());
  return {{right ? std::uint64_t{1} : 0, 1}, {letter ? std::uint64_t{1} : 0, 1}};
}

Result<void> check_choice(const Case& one) {
  if (!one.reference.empty() && stands_alone(one.reference, 0)) return {};
  return Error{Errc::corrupt, fmt::format("the right answer \"{}\" is no letter", one.reference), one.id};
}
}  // namespace dau::eval
