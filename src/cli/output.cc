// SPDX-License-Identifier: Apache-2.0
// output.cc — bytes out, through write(2) or into an AtomicFile.
#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/bytes.h"

namespace dau::cli {
namespace {
Error os_error(int code, std::string_view action, const std::string& name) {
  return {code == ENOENT ? Errc::not_found : Errc::io,
          fmt::format("cannot {}: {}", action, std::generic_category().message(code)), shown_path(name)};
}

bool is_standard_output(const std::string& path) { return path.empty() || path == "-"; }

// What stat says of a path, or of a standard stream; nothing when it is not there.
std::optional<struct stat> status_of(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

std::optional<struct stat> status_of(int stream) {
  struct stat status = {};
  if (::fstat(stream, &status) != 0) return std::nullopt;
  return status;
}

bool same_regular_file(const struct stat& a, const struct stat& b) {
  return S_ISREG(a.st_mode) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

// Of the file that the user gave, whatever it is a link to.
Error named(Error error, const std::string& name) {
  error.at = name;
  return error;
}
}  // namespace

std::string behind_links(const std::string& path) {
  std::error_code failed;
  const auto target = std::filesystem::canonical(path, failed);
  return failed ? path : target.string();
}

bool is_written_directly(const std::string& path) {
  if (is_standard_output(path)) return true;
  const auto there = status_of(path);
  return there && !S_ISREG(there->st_mode) && !S_ISDIR(there->st_mode);
}

Output::Output(std::string name, int descriptor, std::optional<AtomicFile> file)
    : name_(std::move(name)), descriptor_(descriptor), file_(std::move(file)) {}

Output::Output(Output&& other) noexcept
    : name_(std::move(other.name_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      file_(std::exchange(other.file_, std::nullopt)) {}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

Result<Output> Output::open(const std::string& path) {
  if (is_standard_output(path)) return Output("standard output", STDOUT_FILENO, std::nullopt);
  const auto there = status_of(path);
  if (there && S_ISDIR(there->st_mode)) return os_error(EISDIR, "write", path);
  if (there && !S_ISREG(there->st_mode)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return os_error(errno, "open", path);
    return Output(path, descriptor, std::nullopt);
  }
  auto file = AtomicFile::create(behind_links(path));
  if (!file) return named(std::move(file).error(), path);
  return Output(path, -1, *std::move(file));
}

Result<bool> Output::write(std::string_view text) {
  if (file_) {
    auto done = file_->append(as_bytes(text));
    if (!done) return named(std::move(done).error(), name_);
    return true;
  }
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EPIPE) return false;
    if (written < 0) return os_error(errno, "write", name_);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Result<void> Output::commit() {
  if (!file_) return {};
  auto done = file_->commit();
  if (!done) return named(std::move(done).error(), name_);
  return done;
}

Result<void> print(std::string_view text) {
  DAU_TRY(Output out, Output::open("-"));
  DAU_CHECK(out.write(text));
  return out.commit();
}

void tell(std::string_view kind, std::string_view text) {
  const std::string line = fmt::format("dau: {}: {}\n", kind, text);
  // Nobody is left to be told when this fails.
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, line.data(), line.size());
}

void tell(const Error& error) {
  const std::size_t end = error.message.find('\n');
  const std::string_view message = std::string_view(error.message).substr(0, end);
  tell("error", error.at.empty() ? std::string(message) : fmt::format("{}: {}", error.at, message));
  if (end != std::string::npos) tell("hint", error.message.substr(end + 1));
}

Result<void> check_files(const std::vector<std::string>& inputs, const std::string& output) {
  const auto target = is_standard_output(output) ? status_of(STDOUT_FILENO) : status_of(output);
  const std::vector<std::string> standard = {"-"};
  for (const std::string& input : inputs.empty() ? standard : inputs) {
    const bool standard_input = input == "-";
    const auto source = standard_input ? status_of(STDIN_FILENO) : status_of(input);
    if (!source && !standard_input) return os_error(errno, "open", input);
    if (source && target && same_regular_file(*source, *target))
      return Error{Errc::invalid_argument, "input and output are the same file",
                   standard_input ? "standard input" : input};
  }
  return {};
}
}  // namespace dau::cli
