// SPDX-License-Identifier: Apache-2.0
// option.cc — the names of an option and the values that it takes.
#include "cli/option.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dau::cli {
namespace {
bool is_one_of(std::string_view words, std::string_view text) {
  while (true) {
    const std::size_t end = words.find('|');
    if (words.substr(0, end) == text) return true;
    if (end == std::string_view::npos) return false;
    words.remove_prefix(end + 1);
  }
}

bool is_in(const Range& range, std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool digits = text.find_first_not_of("0123456789-") == std::string_view::npos;
  return fault == std::errc() && end == text.data() + text.size() && (digits || !range.whole) && number >= range.low &&
         number <= range.high;
}

std::string with(std::string_view name, char from, char to) {
  std::string out(name);
  std::ranges::replace(out, from, to);
  return out;
}
}  // namespace

std::string variable_name(const Option& option) {
  std::string name = "DAU_" + settings_key(option);
  for (char& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return name;
}

std::string settings_key(const Option& option) { return with(option.name, '-', '_'); }

Result<void> check(const Option& option, std::string_view text, const std::string& where) {
  // "FILE" and "N" stand for a value; what is in small letters is one.
  const bool words = !option.value.empty() && option.value.front() >= 'a' && option.value.front() <= 'z';
  const bool several = option.value.find('|') != std::string_view::npos;
  if (words && !is_one_of(option.value, text))
    return Error{Errc::invalid_argument,
                 fmt::format("\"{}\" is not {}{}", text, several ? "one of " : "", option.value), where};
  if (option.range && !is_in(*option.range, text))
    return Error{Errc::invalid_argument,
                 fmt::format("\"{}\" is not a {}number from {} to {}", text, option.range->whole ? "whole " : "",
                             option.range->low, option.range->high),
                 where};
  return {};
}
}  // namespace dau::cli
