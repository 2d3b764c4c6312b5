// SPDX-License-Identifier: Apache-2.0
// journal.cc — lines of JSON, each written by one call so that no two are mixed.
#include "cli/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "cli/command.h"

namespace dau::cli {
namespace {
constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 30;

Error os_error(const std::string& path) {
  return {Errc::io, "cannot write: " + std::generic_category().message(errno), path};
}

Result<void> write_all(int descriptor, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno != EINTR) return os_error(path);
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

json::Value line_of(const Reply& reply) {
  json::Value line = {{"id", reply.answer.id}, {"output", reply.answer.output}};
  if (reply.seconds > 0) line["seconds"] = reply.seconds;
  if (reply.prompt_tokens > 0) line["prompt_tokens"] = reply.prompt_tokens;
  if (reply.completion_tokens > 0) line["completion_tokens"] = reply.completion_tokens;
  return line;
}

std::uint64_t count_member(const json::Value& line, const char* name) {
  const auto found = line.find(name);
  return found != line.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

Result<Reply> reply_of(const json::Value& line, const std::string& where) {
  Reply reply;
  DAU_TRY(reply.answer.id, json::text_member(line, "id", where));
  DAU_TRY(reply.answer.output, json::text_member(line, "output", where));
  if (line.contains("seconds")) {
    DAU_TRY(reply.seconds, json::number_member(line, "seconds", where));
  }
  reply.prompt_tokens = count_member(line, "prompt_tokens");
  reply.completion_tokens = count_member(line, "completion_tokens");
  return reply;
}

struct Kept {
  std::map<std::string, Reply> replies;
  std::size_t bytes = 0;  // of whole lines
};

Result<Kept> read_kept(const std::string& path, const std::string& first_line) {
  DAU_TRY(const std::string text, read_file(path, kMaxBytes));
  Kept kept;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) break;
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    begin = end + 1;
    if (++number == 1) {
      if (line != first_line)
        return with_hint({Errc::invalid_argument, "is of another run", path}, "remove it, or give another --output");
    } else {
      const std::string where = fmt::format("{}:{}", path, number);
      DAU_TRY(const json::Value value, json::parse(line, where));
      DAU_TRY(Reply reply, reply_of(value, where));
      kept.replies[reply.answer.id] = std::move(reply);
    }
    kept.bytes = begin;
  }
  return kept;
}
}  // namespace

struct Journal::File {
  explicit File(int d) : descriptor(d) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(descriptor); }
  int descriptor;
  std::mutex mutex;
};

Journal::Journal(std::string path, std::map<std::string, Reply> known, std::unique_ptr<File> file)
    : path_(std::move(path)), known_(std::move(known)), file_(std::move(file)) {}
Journal::Journal(Journal&&) noexcept = default;
Journal::~Journal() = default;

Result<Journal> Journal::open(const std::string& path, const json::Value& run, bool resume) {
  const std::string first_line = json::dump(run);
  std::error_code failed;
  const bool there = std::filesystem::exists(path, failed);
  if (there && !resume)
    return with_hint({Errc::invalid_argument, "a run that was cut short left it", path},
                     "--resume goes on with it; remove it to begin again");
  Kept kept;
  if (there) {
    DAU_TRY(kept, read_kept(path, first_line));
  }
  auto file = std::make_unique<File>(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
  if (file->descriptor < 0) return os_error(path);
  if (::ftruncate(file->descriptor, static_cast<off_t>(kept.bytes)) != 0 || ::lseek(file->descriptor, 0, SEEK_END) < 0)
    return os_error(path);
  if (kept.bytes == 0) DAU_CHECK(write_all(file->descriptor, first_line + "\n", path));
  return Journal(path, std::move(kept.replies), std::move(file));
}

const Reply* Journal::find(const std::string& id) const {
  const auto found = known_.find(id);
  return found == known_.end() ? nullptr : &found->second;
}

Result<void> Journal::add(const Reply& reply) {
  if (!reply.answer.error.empty()) return {};
  const std::string line = json::dump(line_of(reply)) + "\n";
  const std::lock_guard lock(file_->mutex);
  ++added_;
  return write_all(file_->descriptor, line, path_);
}

void Journal::remove() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}
}  // namespace dau::cli
