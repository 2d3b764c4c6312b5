// SPDX-License-Identifier: Apache-2.0
// content.cc — open(2) and read(2) to the end.
#include "cli/content.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>

namespace dau::cli {
namespace {
Error os_error(std::string_view action, const std::string& name) {
  return {errno == ENOENT || errno == ENOTDIR ? Errc::not_found : Errc::io,
          fmt::format("cannot {}: {}", action, std::generic_category().message(errno)), name};
}

Result<std::string> read_to_end(int descriptor, const std::string& name, std::uint64_t max_bytes) {
  std::string bytes;
  char buffer[65536];
  while (true) {
    const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return os_error("read", name);
    if (count == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(count));
    if (bytes.size() > max_bytes) return Error{Errc::corrupt, fmt::format("larger than {} bytes", max_bytes), name};
  }
}
}  // namespace

Result<Content> read_content(const std::string& path, std::uint64_t max_bytes) {
  const bool standard = path == "-";
  const std::string name = standard ? "standard input" : path;
  const int descriptor = standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return os_error("open", name);
  auto bytes = read_to_end(descriptor, name, max_bytes);
  if (!standard) ::close(descriptor);
  if (!bytes) return std::move(bytes).error();
  return Content{name, *std::move(bytes)};
}
}  // namespace dau::cli
