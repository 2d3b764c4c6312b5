// SPDX-License-Identifier: Apache-2.0
// line_reader.cc — read(2) and poll(2) below, lines above.
#include "cli/line_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "text/pieces.h"

namespace dau::cli {
namespace {
constexpr std::size_t kBlock = 65536;       // bytes asked for at a time
constexpr std::size_t kFirstTarget = 1024;  // the first lines should not wait for many others
constexpr std::size_t kLastTarget = 65536;

Error os_error(std::string_view action, const std::string& name) {
  return {errno == ENOENT || errno == ENOTDIR ? Errc::not_found : Errc::io,
          fmt::format("cannot {}: {}", action, std::generic_category().message(errno)), shown_path(name)};
}

// True when `rest` may be the begin of a character and nothing else: a lead byte and fewer bytes than it announces.
bool cut_short(std::string_view rest) {
  if (rest.empty()) return true;
  const auto lead = static_cast<unsigned char>(rest.front());
  const std::size_t announced = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  const auto follows = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  return rest.size() < announced && std::all_of(rest.begin() + 1, rest.end(), follows);
}

// The size of `block` without a character that its end may have cut.
std::size_t uncut_size(std::string_view block) {
  for (std::size_t tail = 1; tail <= 3 && tail < block.size(); ++tail)
    if (cut_short(block.substr(block.size() - tail))) return block.size() - tail;
  return block.size();
}

// The offsets in `text`, well-formed UTF-8, at which the pieces end that are complete in it.
std::vector<std::size_t> piece_ends(std::string_view text) {
  std::optional<unicode::MappedText> normalised;
  if (!unicode::is_nfc(text)) normalised = unicode::to_nfc_mapped(text);
  text::Pieces pieces(normalised ? std::string_view(normalised->text) : text);
  std::vector<std::size_t> ends;
  while (const auto piece = pieces.next())
    ends.push_back(normalised ? normalised->map.original(piece->end) : piece->end);
  if (!ends.empty()) ends.pop_back();  // the last one ended because the text did
  return ends;
}
}  // namespace

std::vector<std::string> input_names(const std::vector<std::string>& paths) {
  if (paths.empty()) return {"standard input"};
  std::vector<std::string> names;
  names.reserve(paths.size());
  for (const std::string& path : paths) names.push_back(path == "-" ? "standard input" : path);
  return names;
}

LineReader::LineReader(std::vector<std::string> paths, bool whole, int stop)
    : paths_(std::move(paths)), names_(input_names(paths_)), whole_(whole), stop_(stop), target_(kFirstTarget) {
  if (paths_.empty()) paths_.emplace_back("-");
}

LineReader::~LineReader() { close_input(); }

void LineReader::close_input() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  descriptor_ = -1;
}

Result<void> LineReader::open_next() {
  const std::string& path = paths_[next_path_++];
  descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) return os_error("open", path);
  number_ = 1;
  return {};
}

// True when a read would not wait.
Result<bool> LineReader::ready_or_stopped(int timeout_ms) {
  pollfd wanted[] = {{descriptor_, POLLIN, 0}, {stop_, POLLIN, 0}};
  int count = 0;
  do {
    count = ::poll(wanted, 2, timeout_ms);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return os_error("wait for", names_[next_path_ - 1]);
  stopped_ = wanted[1].revents != 0;
  return count > 0;
}

// Appends a block to what is pending. False at the end of the input.
Result<bool> LineReader::fill() {
  buffer_.erase(0, std::exchange(begin_, 0));
  DAU_CHECK(ready_or_stopped(-1));
  if (stopped_) return false;
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kBlock);
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, buffer_.data() + size, kBlock);
  } while (count < 0 && errno == EINTR);
  buffer_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  if (count < 0) return os_error("read", names_[next_path_ - 1]);
  return count > 0;
}

// Moves `size` bytes of text and the line end behind it from pending() to the batch.
void LineReader::put(Batch& batch, std::size_t size, std::size_t end_size) {
  const bool newline = std::exchange(newline_missing_, false);
  batch.lines.push_back({batch.bytes.size(), size, end_size, next_path_ - 1, number_, offset_, newline, {}});
  batch.bytes.append(pending().substr(0, size + end_size));
  begin_ += size + end_size;
  scanned_ = 0;
  offset_ = end_size == 0 ? offset_ + size : 0;
  if (end_size != 0) ++number_;
}

// Takes one line, or the pieces of a long one, when enough is pending.
Result<bool> LineReader::take(Batch& batch) {
  const std::string_view text = pending();
  const std::size_t newline = text.find('\n', scanned_);
  const std::size_t known = std::min(newline, text.size());
  if (whole_ && known > kLongestWholeLine)
    return Error{
        Errc::invalid_input,
        fmt::format("longer than {} MiB, the limit for a line with --json or --jsonl", kLongestWholeLine >> 20),
        fmt::format("{}:{}", names_[next_path_ - 1], number_)};
  if (!whole_ && known > kLongLine) {
    take_long(batch);
    return true;
  }
  scanned_ = known;
  if (newline == std::string_view::npos) return false;
  const bool carriage_return = newline > 0 && text[newline - 1] == '\r';
  put(batch, newline - (carriage_return ? 1 : 0), carriage_return ? 2 : 1);
  return true;
}

// Takes the pieces that are complete in the first kLongLine bytes. Only these bytes decide, whatever the reads gave, so
// that the cuts are the same every time.
void LineReader::take_long(Batch& batch) {
  const std::string_view block = pending().substr(0, kLongLine);
  const std::size_t valid = unicode::find_invalid_utf8(block).value_or(block.size());
  std::size_t done = 0;
  for (const std::size_t end : piece_ends(block.substr(0, valid))) {
    put(batch, end - done, 0);
    done = end;
  }
  if (done > 0) return;
  // One piece that goes on past these bytes (a letter under a megabyte of marks): it is cut before the character that
  // does not fit any more.
  if (valid > 0 && cut_short(block.substr(valid))) return put(batch, valid, 0);
  // Bad bytes before the first piece is complete: they make a piece together with what is there up to white space.
  put(batch, std::min(block.find_first_of(" \t", valid), uncut_size(block)), 0);
}

// Takes the last line of a file, which has no line end.
void LineReader::take_rest(Batch& batch) {
  if (!pending().empty()) put(batch, pending().size(), 0);
  newline_missing_ = newline_missing_ || offset_ > 0;
  offset_ = 0;
}

Result<bool> LineReader::next(Batch& batch) {
  batch.bytes.clear();
  batch.lines.clear();
  if (error_) return *error_;
  if (auto filled = gather(batch); !filled) error_ = std::move(filled).error();
  if (error_ && batch.lines.empty()) return *error_;  // the lines before it come first
  target_ = std::min(2 * target_, kLastTarget);
  return !batch.lines.empty() && !stopped_;
}

Result<void> LineReader::gather(Batch& batch) {
  while (batch.bytes.size() < target_ && !stopped_) {
    if (descriptor_ < 0) {
      if (next_path_ == paths_.size()) break;
      DAU_CHECK(open_next());
    }
    DAU_TRY(const bool taken, take(batch));
    if (taken) continue;
    DAU_TRY(const bool ready, ready_or_stopped(0));
    if (!ready && !batch.lines.empty()) break;  // what is there goes out before we wait
    DAU_TRY(const bool more, fill());
    if (more || stopped_) continue;
    take_rest(batch);
    close_input();
  }
  return {};
}
}  // namespace dau::cli
