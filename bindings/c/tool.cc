// SPDX-License-Identifier: Apache-2.0
// tool.cc — what the tools say when they are asked for something wrong.
#include "bindings/c/tool.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace dau::bindings {
namespace {
Error invalid(std::string message, std::string_view at) {
  return {Errc::invalid_argument, std::move(message), std::string(at)};
}
}  // namespace

Result<double> parse_number(std::string_view option, std::string_view text, double low, double high, bool whole) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool digits = text.find_first_not_of("0123456789-") == std::string_view::npos;
  if (fault != std::errc() || end != text.data() + text.size() || (whole && !digits) || !(number >= low) ||
      !(number <= high))
    return invalid(fmt::format("\"{}\" is not a {}number from {} to {}", text, whole ? "whole " : "", low, high),
                   option);
  return number;
}

Error not_one_of(std::string_view option, std::string_view text, const std::vector<std::string>& words) {
  return invalid(fmt::format("\"{}\" is not one of {}", text, fmt::join(words, "|")), option);
}

std::string number_text(double number) { return fmt::format("{}", static_cast<float>(number)); }

Error no_such_option(std::string_view tool, std::string_view name) {
  return invalid(fmt::format("{} has no option \"{}\"", tool, name), name.empty() ? "option" : name);
}

Error no_json(std::string_view tool) {
  return {Errc::unsupported, fmt::format("{} has no JSON form", tool), std::string(tool)};
}

Error no_model(std::string_view tool) { return invalid(fmt::format("{} needs no model", tool), "model"); }

bool same_name(std::string_view option, std::string_view given) {
  return std::ranges::equal(option, given, [](char a, char b) { return a == b || (a == '-' && b == '_'); });
}
}  // namespace dau::bindings
