// SPDX-License-Identifier: Apache-2.0
// file.cc — POSIX files behind Result.
#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <system_error>

namespace dau {
namespace {
Error os_error(int code, std::string_view action, const std::string& path) {
  const bool absent = code == ENOENT || code == ENOTDIR;
  return {absent ? Errc::not_found : Errc::io,
          fmt::format("cannot {}: {}", action, std::generic_category().message(code)), shown_path(path)};
}

class Descriptor {
 public:
  explicit Descriptor(int value) noexcept : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const noexcept { return value_; }

 private:
  int value_;
};

struct OpenFile {
  Descriptor descriptor;
  std::uint64_t size_bytes;
};

Result<OpenFile> open_regular(const std::string& path) {
  // Without O_NONBLOCK the mere opening of a named pipe would wait for its writer.
  Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (descriptor.get() < 0) return os_error(errno, "open", path);
  struct stat status = {};
  if (::fstat(descriptor.get(), &status) != 0) return os_error(errno, "examine", path);
  if (S_ISDIR(status.st_mode)) return os_error(EISDIR, "read", path);
  if (!S_ISREG(status.st_mode)) return Error{Errc::io, "cannot read: not a regular file", path};
  return OpenFile{std::move(descriptor), static_cast<std::uint64_t>(status.st_size)};
}

Result<void> write_all(int descriptor, std::uint64_t offset, std::span<const std::byte> bytes,
                       const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return os_error(errno, "write", path);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return {};
}

// The paths of the temporaries that are there. Whoever takes a path out of its place owns it, so that a signal handler
// never reads what another thread has freed.
static_assert(std::atomic<char*>::is_always_lock_free);
std::array<std::atomic<char*>, kListedTemporaries> temporaries;

// The place of `path` in the list; kListedTemporaries when there is none left.
std::size_t list_temporary(const std::string& path) {
  char* copy = ::strdup(path.c_str());
  for (std::size_t i = 0; copy != nullptr && i < temporaries.size(); ++i) {
    char* free_place = nullptr;
    if (temporaries[i].compare_exchange_strong(free_place, copy)) return i;
  }
  std::free(copy);
  return kListedTemporaries;
}

void unlist_temporary(std::size_t place) {
  if (place < temporaries.size()) std::free(temporaries[place].exchange(nullptr));
}

// No signal reaches this thread between the begin of a file and its place in the list.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  ~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_ = {};
};

// A rename is on the medium once its folder is.
Result<void> sync_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() < 0) return os_error(errno, "open folder", folder);
  // Some file systems (EINVAL) have no such call for folders; nothing better can be done there.
  if (::fsync(descriptor.get()) != 0 && errno != EINVAL) return os_error(errno, "sync folder", folder);
  return {};
}
}  // namespace

Result<MappedFile> MappedFile::open(const std::string& path, Pages pages) {
  DAU_TRY(const OpenFile file, open_regular(path));
  if (file.size_bytes == 0) return MappedFile(std::span<const std::byte>{});
  const auto size = static_cast<std::size_t>(file.size_bytes);
  // Whoever maps a file here reads all of it for its checksum: one call instead of a fault every few pages.
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | (pages == Pages::all ? MAP_POPULATE : 0),
                      file.descriptor.get(), 0);
  if (data == MAP_FAILED) return os_error(errno, "map", path);
  return MappedFile({static_cast<const std::byte*>(data), size});
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

Result<std::string> read_file(const std::string& path, std::uint64_t max_bytes) {
  DAU_TRY(const OpenFile file, open_regular(path));
  std::string content;
  char buffer[65536];
  // Read to the end rather than to the size: files of /proc say 0.
  for (;;) {
    const ssize_t count = ::read(file.descriptor.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return os_error(errno, "read", path);
    if (count == 0) return content;
    content.append(buffer, static_cast<std::size_t>(count));
    if (content.size() > max_bytes) return Error{Errc::corrupt, fmt::format("larger than {} bytes", max_bytes), path};
  }
}

AtomicFile::AtomicFile(std::string path, std::string temporary, int descriptor)
    : path_(std::move(path)),
      temporary_(std::move(temporary)),
      place_(list_temporary(temporary_)),
      descriptor_(descriptor) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      place_(std::exchange(other.place_, kListedTemporaries)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_) {}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  unlist_temporary(place_);
}

Result<AtomicFile> AtomicFile::create(const std::string& path) {
  // What is there and is no file would be gone for good: a device, a pipe.
  struct stat there = {};
  if (::lstat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode) && !S_ISLNK(there.st_mode))
    return Error{Errc::io,
                 S_ISDIR(there.st_mode) ? "cannot write: Is a directory" : "cannot replace: not a regular file",
                 shown_path(path)};
  static std::atomic<unsigned> count = 0;
  // What replaces a file may be read by those who could read the file: never by more, not for a moment.
  struct stat replaced = {};
  const bool replaces = ::stat(path.c_str(), &replaced) == 0 && S_ISREG(replaced.st_mode);
  for (;;) {
    const SignalsHeld held;
    std::string temporary = fmt::format("{}.part-{}-{}", path, ::getpid(), count++);
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, replaces ? 0600 : 0666);
    if (descriptor < 0) {
      if (errno == EEXIST) continue;
      return os_error(errno, "create", path);
    }
    AtomicFile file(path, std::move(temporary), descriptor);
    if (replaces && ::fchmod(descriptor, replaced.st_mode & 0777) != 0) return os_error(errno, "set the mode of", path);
    return file;
  }
}

Result<void> AtomicFile::append(std::span<const std::byte> bytes) {
  DAU_CHECK(write_at(size_, bytes));
  size_ += bytes.size();
  return {};
}

Result<void> AtomicFile::write_at(std::uint64_t offset, std::span<const std::byte> bytes) {
  return write_all(descriptor_, offset, bytes, path_);
}

Result<MappedFile> AtomicFile::map() const { return MappedFile::open(temporary_); }

Result<void> AtomicFile::sync() {
  if (::fsync(descriptor_) != 0) return os_error(errno, "sync", path_);
  return {};
}

Result<void> AtomicFile::commit() {
  DAU_CHECK(sync());
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return os_error(errno, "rename to", path_);
  temporary_.clear();
  unlist_temporary(std::exchange(place_, kListedTemporaries));
  return sync_folder_of(path_);
}

void remove_temporaries() noexcept {
  // To free a path would not be safe in a signal handler: it goes back to its place, and its owner frees it.
  for (std::atomic<char*>& place : temporaries) {
    char* path = place.exchange(nullptr);
    if (path == nullptr) continue;
    ::unlink(path);
    char* empty = nullptr;
    place.compare_exchange_strong(empty, path);
  }
}

Result<void> write_file_atomically(const std::string& path, std::span<const std::byte> bytes) {
  DAU_TRY(AtomicFile file, AtomicFile::create(path));
  DAU_CHECK(file.append(bytes));
  return file.commit();
}
}  // namespace dau
