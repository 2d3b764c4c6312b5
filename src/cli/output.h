// SPDX-License-Identifier: Apache-2.0
// output.h — where a command's data goes: standard output, or a file that appears when all of it is there.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "dau/result.h"

namespace dau::cli {
class Output {
 public:
  // Standard output when `path` is empty or "-". What is there and no regular file (a device, a pipe) is written to
  // directly. Errors: not_found; io.
  static Result<Output> open(const std::string& path);

  // Writes at once: nothing is kept back. False when the reader of a pipe has gone: whoever writes should stop, and
  // that is no failure. Errors: io, `at` naming the output.
  Result<bool> write(std::string_view text);

  // Makes the file appear under its name.
  Result<void> commit();

  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

 private:
  Output(std::string name, int descriptor, std::optional<AtomicFile> file);
  std::string name_;
  int descriptor_;
  std::optional<AtomicFile> file_;
};

// Writes a whole page to standard output.
Result<void> print(std::string_view text);

// One line on standard error: "dau: <kind>: <text>".
void tell(std::string_view kind, std::string_view text);

// An error, and the hint that with_hint gave it.
void tell(const Error& error);

// Whether a path is one that Output writes to directly: standard output, a device, a pipe.
bool is_written_directly(const std::string& path);

// The file that a chain of links ends in, so that the link stays a link; else the path.
std::string behind_links(const std::string& path);

// Errors: invalid_argument when the output would overwrite or follow one of the inputs; not_found when an input is not
// there. `inputs`: "-" is standard input, which no input is too.
Result<void> check_files(const std::vector<std::string>& inputs, const std::string& output);
}  // namespace dau::cli
