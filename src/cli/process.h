// SPDX-License-Identifier: Apache-2.0
// process.h — another program as a filter: bytes in, bytes out, and what it took.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"

namespace dau::cli {
struct ProcessOutcome {
  std::string output;
  int exit_code = 0;  // 128 + signal where one ended it
  double seconds = 0;
  std::uint64_t peak_memory_bytes = 0;  // of the process itself
};

// What comes, as it comes. Errors end the program.
using OnOutput = std::function<Result<void>(std::string_view)>;

// Runs `arguments` (the first is the program, looked for in PATH) with `input` as its standard input. Its standard
// error is ours. Errors: not_found; io; corrupt when more than `max_output` bytes come; those of `on_output`.
Result<ProcessOutcome> run_process(const std::vector<std::string>& arguments, std::string_view input,
                                   std::uint64_t max_output, const OnOutput& on_output = {});
}  // namespace dau::cli
