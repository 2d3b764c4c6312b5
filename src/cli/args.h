// SPDX-License-Identifier: Apache-2.0
// args.h — what a command was asked to do: operands, switches, and the value of each option with where it came from.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option.h"

namespace dau::cli {
// What stands on the command line, not yet checked.
struct CommandLine {
  std::map<std::string, std::string, std::less<>> options;  // by name; a switch has the value "1"
  std::vector<std::string> operands;
  bool help = false;
};

struct Value {
  std::string text;
  std::string source;  // "--threads", "DAU_THREADS", the settings file's path, "default"
};

// Every value has been checked against its option. Asking for an option that the command does not have is a bug.
class Args {
 public:
  Args(std::map<std::string, Value, std::less<>> values, std::vector<std::string> operands)
      : values_(std::move(values)), operands_(std::move(operands)) {}

  const Value& value(std::string_view name) const { return values_.find(name)->second; }
  const std::string& text(std::string_view name) const { return value(name).text; }
  bool flag(std::string_view name) const { return text(name) == "1"; }
  double real(std::string_view name) const;
  long long whole(std::string_view name) const;
  int integer(std::string_view name) const { return static_cast<int>(whole(name)); }
  const std::vector<std::string>& operands() const { return operands_; }

 private:
  std::map<std::string, Value, std::less<>> values_;
  std::vector<std::string> operands_;
};
}  // namespace dau::cli
