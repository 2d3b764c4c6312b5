// SPDX-License-Identifier: Apache-2.0
// mark.cc — see mark.h.
#include "cli/mark.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "base/bytes.h"
#include "cli/content.h"

namespace dau::cli {
namespace {
constexpr std::uint64_t kMaxPiped = std::uint64_t{1} << 30;
constexpr std::uint64_t kMaxSidecar = std::uint64_t{64} << 20;
}  // namespace

Result<Asset> Asset::open(const std::string& path) {
  Asset out;
  out.name_ = path;
  std::error_code failed;
  if (path != "-" && std::filesystem::is_regular_file(path, failed)) {
    DAU_TRY(MappedFile mapped, MappedFile::open(path, MappedFile::Pages::touched));
    out.mapped_.emplace(std::move(mapped));
    return out;
  }
  DAU_TRY(Content content, read_content(path, kMaxPiped));
  out.name_ = content.name;
  out.owned_ = std::move(content.bytes);
  return out;
}

std::string_view Asset::bytes() const& { return mapped_ ? as_text(mapped_->bytes()) : std::string_view(owned_); }

Result<std::optional<std::string>> sidecar_of(const std::string& path) {
  for (const std::string& beside : {path + ".c2pa", std::filesystem::path(path).replace_extension(".c2pa").string()}) {
    std::error_code failed;
    if (beside == path || !std::filesystem::is_regular_file(beside, failed)) continue;
    DAU_TRY(const Content content, read_content(beside, kMaxSidecar));
    return std::optional(content.bytes);
  }
  return std::optional<std::string>();
}

void bound_memory(std::uint64_t more) {
#if defined(__SANITIZE_ADDRESS__)
  static_cast<void>(more);
#else
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return;
#endif
#endif
  // The sixth number: data and stack, in pages.
  const auto statm = read_file("/proc/self/statm", 4096);
  std::istringstream numbers(statm ? *statm : "");
  std::uint64_t pages = 0;
  for (int i = 0; i < 6; ++i) numbers >> pages;
  if (!numbers) return;
  rlimit limit = {};
  if (::getrlimit(RLIMIT_DATA, &limit) != 0) return;
  const auto most = static_cast<rlim_t>(pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) + more);
  limit.rlim_cur = std::min(limit.rlim_max, most);
  ::setrlimit(RLIMIT_DATA, &limit);
#endif
}

}  // namespace dau::cli
