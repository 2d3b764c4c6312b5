// SPDX-License-Identifier: Apache-2.0
// filter.h — what all text filters share: one line out for each line in, in order, whatever happens in between.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/args.h"
#include "cli/option.h"
#include "dau/result.h"

namespace dau::cli {
enum class OnError : std::uint8_t { stop, skip, replace };

struct FilterOptions {
  std::string command;             // the member that --jsonl adds
  std::vector<std::string> files;  // none, or "-": standard input
  std::string output;              // a path; empty or "-": standard output
  OnError on_error = OnError::stop;
  int threads = 1;
  bool json_lines = false;     // input lines are JSON objects …
  std::string field = "text";  // … and this member of them is read
  bool json_results = false;   // the work writes JSON
  bool whole_lines = false;    // no line is worked on in pieces; it may be as long as one of JSON
};

// --jsonl, --field, --threads, --on-error, --output.
std::vector<Option> filter_options();

// Fills in all but `json_results`. Errors: invalid_argument (--field without --jsonl, an empty --output); those of
// check_files.
Result<FilterOptions> filter_options(std::string_view command, const Args& args);

struct LineInput {
  std::string_view text;   // well-formed UTF-8 without its line end; of a JSON line, the member that is read
  std::string_view given;  // the bytes that were mended to give `text`; `text` itself where nothing was
};

// Where the work on a line puts what becomes of it.
struct LineOutput {
  std::string& text;  // to be appended to

  // For results many times as long as their line: hands on what is there when it is much, so that it need not be kept.
  // What has been handed on cannot be taken back: no error may follow.
  std::function<void()> hand_on;
};

// Appends what becomes of `line` to `out`. Called by several threads.
using LineWork = std::function<Result<void>(const LineInput& line, LineOutput& out)>;

// Reads all files, and writes one line for each of theirs. A line of more than 1 MiB is worked on in pieces, unless
// JSON is read or written or `whole_lines` is set. Errors: what the work gives, and invalid_utf8 or invalid_input, with
// `at` = "<file>:<line>"; those of reading and writing.
Result<void> run_filter(const FilterOptions& options, const LineWork& work);
}  // namespace dau::cli
