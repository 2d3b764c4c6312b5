// SPDX-License-Identifier: Apache-2.0
// file.h — files read whole or in place, and files written so that a reader sees all of them or nothing.
//
// Errors of all functions: not_found (no such file or folder); io (the operating system refused, or it is not a
// regular file). `at` is the path as given (shown_path), the message ends in the system's own words.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "dau/result.h"

namespace dau {
// How messages show a path: as it is, but the empty one as ''.
inline std::string shown_path(const std::string& path) { return path.empty() ? "''" : path; }

// A file mapped for reading. Whoever shortens the file meanwhile makes reads beyond its new end fatal (SIGBUS), so map
// only files that are replaced by renaming, as AtomicFile does.
class MappedFile {
 public:
  // `Pages::all` has the system read the whole file at once; `touched` only what is looked at.
  enum class Pages : std::uint8_t { all, touched };
  static Result<MappedFile> open(const std::string& path, Pages pages = Pages::all);

  std::span<const std::byte> bytes() const& noexcept { return bytes_; }  // page-aligned; as long as the MappedFile
  std::span<const std::byte> bytes() && = delete;

  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MappedFile();

 private:
  explicit MappedFile(std::span<const std::byte> bytes) noexcept : bytes_(bytes) {}
  std::span<const std::byte> bytes_;
};

// The whole content of a regular file. Errors: also corrupt when it is larger than `max_bytes`.
Result<std::string> read_file(const std::string& path, std::uint64_t max_bytes = UINT64_MAX);

// A file that appears under its name only when commit() succeeds. Until then the bytes are in a temporary beside it,
// "<path>.part-<process>-<count>", which the destructor removes, or remove_temporaries() when a signal ends the
// process; one that is killed (SIGKILL) leaves it behind. A symbolic link at `path` is replaced, not followed.
class AtomicFile {
 public:
  // A file that is replaced keeps its permissions. Errors: also io when something that is no file is there.
  static Result<AtomicFile> create(const std::string& path);

  Result<void> append(std::span<const std::byte> bytes);
  Result<void> write_at(std::uint64_t offset, std::span<const std::byte> bytes);
  Result<void> sync();    // what was written so far is on the medium
  Result<MappedFile> map() const;  // what was written so far, to look at before it is committed
  Result<void> commit();  // sync, rename, sync the folder; nothing may be written after it

  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

 private:
  AtomicFile(std::string path, std::string temporary, int descriptor);
  std::string path_;
  std::string temporary_;  // empty once it has been renamed
  std::size_t place_;      // in the list of temporaries
  int descriptor_;
  std::uint64_t size_ = 0;
};

// Removes the temporaries of all AtomicFiles that are under way (of the first kListedTemporaries of them), so that none
// of these can be committed any more: for the handler of a signal that ends the process. Async-signal-safe.
inline constexpr std::size_t kListedTemporaries = 64;
void remove_temporaries() noexcept;

// Replaces the content of `path` as a whole.
Result<void> write_file_atomically(const std::string& path, std::span<const std::byte> bytes);
}  // namespace dau
