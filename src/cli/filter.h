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
#include "dau/unicode/legacy.h"

namespace dau::cli {
enum class OnError : std::uint8_t { stop, skip, replace };

// How lines in other encodings become UTF-8. Of a JSON line, which is UTF-8, the member that is read is decoded.
struct Decoding {
  // Says how a line is to be read, from its bytes and those before it in its input. Called by one thread, line after
  // line; not for JSON lines.
  std::function<unicode::Reading(std::string_view bytes, std::size_t input)> choose;
  // The same for a text that stands alone.
  std::function<unicode::Reading(std::string_view text)> choose_alone;
  unicode::DecodeOptions options;
  std::string_view tried = {};  // what a message about bytes that stay undecided says more

  explicit operator bool() const { return choose != nullptr; }
};

struct FilterOptions {
  std::string command;             // the member that --jsonl adds
  std::vector<std::string> files;  // none, or "-": standard input
  std::string output;              // a path; empty or "-": standard output
  OnError on_error = OnError::stop;
  int threads = 1;
  bool json_lines = false;     // input lines are JSON objects …
  std::string field = "text";  // … and this member of them is read
  bool json_results = false;   // the work writes JSON
  bool labels = false;         // the work writes a label, and no form of the line: none of a line that is skipped
  bool whole_lines = false;    // no line is worked on in pieces; it may be as long as one of JSON
  // The work gives for lines with their line ends between them what it gives for each: it may be handed many at once.
  bool joins_lines = false;
  Decoding decoding = {};  // for inputs that are not all UTF-8
};

// --jsonl, --field, --threads, --on-error, --output.
std::vector<Option> filter_options();

// Fills in all but `json_results`. Errors: invalid_argument (--field without --jsonl, an empty --output); those of
// check_files.
Result<FilterOptions> filter_options(std::string_view command, const Args& args);

struct LineInput {
  std::string_view text;   // well-formed UTF-8 without its last line end; of a JSON line, the member that is read
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
