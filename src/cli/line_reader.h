// SPDX-License-Identifier: Apache-2.0
// line_reader.h — files and pipes as batches of lines; a line too long to keep comes in pieces.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"
#include "dau/unicode/legacy.h"

namespace dau::cli {
// A line that is longer is cut where text::Pieces cuts it, so that each piece is what the library would work on anyway.
inline constexpr std::size_t kLongLine = std::size_t{1} << 20;
// A line that must be whole (--json, --jsonl) may be this long.
inline constexpr std::size_t kLongestWholeLine = std::size_t{16} << 20;

// A line or a piece of one. In Batch::bytes its text begins at `begin`; its line end follows the text.
struct Line {
  std::size_t begin = 0;
  std::size_t size = 0;           // without the line end
  std::size_t end_size = 0;       // "\n" 1, "\r\n" 2; 0 for the last line of a file without one, and inside a long line
  std::size_t source = 0;         // index of the input
  std::uint64_t number = 1;       // in its input, from 1
  std::uint64_t offset = 0;       // of the text in its line: not 0 only for later pieces of a long line
  bool newline_before = false;    // the file before ended without one
  unicode::Reading reading = {};  // how its bytes are to be read
};

struct Batch {
  std::string bytes;
  std::vector<Line> lines;

  std::string_view text(const Line& line) const { return std::string_view(bytes).substr(line.begin, line.size); }
  std::string_view end(const Line& line) const {
    return std::string_view(bytes).substr(line.begin + line.size, line.end_size);
  }
};

// What messages call the inputs; none are standard input.
std::vector<std::string> input_names(const std::vector<std::string>& paths);

class LineReader {
 public:
  // `paths`: read one after the other; "-" is standard input, which none is too. `whole`: lines are not cut.
  // `stop`: a descriptor that becomes readable when waiting for input is over; -1 for none.
  LineReader(std::vector<std::string> paths, bool whole, int stop);
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;
  ~LineReader();

  // Fills `batch` with the next lines: as many as are there without waiting, up to some tens of KiB, less at the
  // beginning. False at the end of the last input, or when told to stop.
  // Errors: not_found; io; invalid_input (a whole line that is too long).
  Result<bool> next(Batch& batch);

 private:
  std::string_view pending() const { return std::string_view(buffer_).substr(begin_); }
  Result<void> open_next();
  Result<bool> fill();
  Result<bool> ready_or_stopped(int timeout_ms);
  Result<bool> take(Batch& batch);
  void take_rest(Batch& batch);
  void take_long(Batch& batch);
  Result<void> gather(Batch& batch);
  void put(Batch& batch, std::size_t size, std::size_t end_size);
  void close_input();

  std::vector<std::string> paths_;
  std::vector<std::string> names_;
  bool whole_;
  int stop_;
  std::size_t next_path_ = 0;
  int descriptor_ = -1;
  std::string buffer_;  // begin_ … is not taken yet
  std::size_t begin_ = 0;
  std::size_t scanned_ = 0;  // of pending(): holds no newline
  std::size_t target_;       // bytes of a batch
  std::uint64_t number_ = 1;
  std::uint64_t offset_ = 0;
  bool newline_missing_ = false;
  bool stopped_ = false;
  std::optional<Error> error_;  // to be told once the lines before it have been taken
};
}  // namespace dau::cli
