// SPDX-License-Identifier: Apache-2.0
// option.h — one option of a tool: set by name from a text, and told as JSON.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "dau/result.h"

namespace dau::bindings {
// A member of the options struct of a tool, under the name of the command's flag.
template <class Options>
struct Option {
  std::string_view name;
  json::Value form;                                                  // "type" and what values there are
  std::function<std::string(const Options&)> get;                    // as it would be set
  std::function<Result<void>(Options&, std::string_view text)> set;  // errors: invalid_argument
};

// The whole text as a number in [low, high]. Errors: invalid_argument, `at` = the option.
Result<double> parse_number(std::string_view option, std::string_view text, double low, double high, bool whole);

Error not_one_of(std::string_view option, std::string_view text, const std::vector<std::string>& words);
std::string number_text(double number);

template <class Options, class Enum>
Option<Options> choice(std::string_view name, Enum Options::*member, std::vector<std::pair<std::string, Enum>> values) {
  std::vector<std::string> words;
  for (const auto& [word, value] : values) words.push_back(word);
  const auto get = [=](const Options& options) {
    for (const auto& [word, value] : values)
      if (options.*member == value) return word;
    return std::string();
  };
  const auto set = [=](Options& options, std::string_view text) -> Result<void> {
    for (const auto& [word, value] : values)
      if (text == word) return options.*member = value, Result<void>();
    return not_one_of(name, text, words);
  };
  return {name, {{"type", "choice"}, {"values", words}}, get, set};
}

template <class Options>
Option<Options> toggle(std::string_view name, bool Options::*member) {
  return choice<Options, bool>(name, member, {{"false", false}, {"true", true}});
}

// A number of any type; whole numbers where that type is one of them.
template <class Options, class Number>
Option<Options> number(std::string_view name, Number Options::*member, Number low, Number high) {
  constexpr bool kWhole = std::is_integral_v<Number>;
  const auto get = [=](const Options& options) { return number_text(static_cast<double>(options.*member)); };
  const auto set = [=](Options& options, std::string_view text) -> Result<void> {
    DAU_TRY(const double value, parse_number(name, text, static_cast<double>(low), static_cast<double>(high), kWhole));
    options.*member = static_cast<Number>(value);
    return {};
  };
  return {name, {{"type", kWhole ? "integer" : "number"}, {"low", low}, {"high", high}}, get, set};
}

// A text that the tool checks itself, such as a list of words.
template <class Options>
Option<Options> text(std::string_view name, std::string Options::*member) {
  const auto set = [=](Options& options, std::string_view value) -> Result<void> {
    options.*member = std::string(value);
    return {};
  };
  return {name, {{"type", "text"}}, [=](const Options& options) { return options.*member; }, set};
}
}  // namespace dau::bindings
