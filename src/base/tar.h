// SPDX-License-Identifier: Apache-2.0
// tar.h — tar files (POSIX ustar/pax), written; by libarchive (archive.cc).
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "dau/result.h"

namespace dau {
// The same files in the same order give the same bytes: no times, owners or modes of this machine.
class TarWriter {
 public:
  // What is made goes to `sink` in pieces. Errors: io (libarchive refuses); those of the sink.
  static Result<TarWriter> open(std::function<Result<void>(std::string_view)> sink);
  // `path`: relative, UTF-8.
  Result<void> add(const std::string& path, std::string_view content, bool executable = false);
  Result<void> finish();  // nothing may be added after it

  TarWriter(TarWriter&&) noexcept;
  TarWriter& operator=(TarWriter&&) noexcept;
  ~TarWriter();

  struct Body;

 private:
  explicit TarWriter(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};
}  // namespace dau
