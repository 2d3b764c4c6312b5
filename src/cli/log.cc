// SPDX-License-Identifier: Apache-2.0
// log.cc — see log.h.
#include "cli/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/bytes.h"
#include "base/json.h"
#include "base/sign.h"
#include "cli/content.h"

namespace dau::cli {
namespace {
constexpr std::uint64_t kMaxKey = 64 * 1024;

std::string salts_path(const std::string& folder) { return folder + "/private/salts"; }

Error system_error(const std::string& what, const std::string& path) {
  return {Errc::io, fmt::format("{}: {}", what, std::strerror(errno)), path};
}
}  // namespace

std::string commitment_entry(std::string_view event, const Salt& salt) {
  return json::dump({{"commit", to_base64(hmac_sha256(salt, as_bytes(event)))}});
}

Result<void> keep_salts(const std::string& folder, std::uint64_t first, std::span<const Salt> salts) {
  std::error_code failed;
  std::filesystem::create_directories(folder + "/private", failed);
  if (failed) return Error{Errc::io, "cannot make the folder: " + failed.message(), folder + "/private"};
  const std::string path = salts_path(folder);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return system_error("cannot open", path);
  const std::string_view bytes(reinterpret_cast<const char*>(salts.data()), salts.size_bytes());
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t now =
        ::pwrite(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(first * sizeof(Salt) + done));
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) break;
    done += static_cast<std::size_t>(now);
  }
  const bool kept = done == bytes.size() && ::fdatasync(file) == 0;
  const Error error = system_error("cannot write", path);
  ::close(file);
  return kept ? Result<void>() : Result<void>(error);
}

Result<Salt> salt_of(const std::string& folder, std::uint64_t index) {
  const std::string path = salts_path(folder);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{Errc::not_found, "there are no salts", path};
  Salt salt{};
  const ssize_t size = ::pread(file, salt.data(), salt.size(), static_cast<off_t>(index * sizeof(Salt)));
  ::close(file);
  if (size != static_cast<ssize_t>(salt.size()) || salt == Salt{})
    return Error{Errc::not_found, fmt::format("entry {} has no salt, or none any more", index), path};
  return salt;
}

Result<std::uint64_t> entry_number(const std::string& text, const std::string& option) {
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string::npos)
    return Error{Errc::invalid_argument, fmt::format("\"{}\" is no number of entries", text), option};
  return std::stoull(text);
}

Result<ledger::NoteKey> read_key_file(const std::string& path) {
  DAU_TRY(const Content content, read_content(path, kMaxKey));
  return ledger::read_note_key(content.bytes, content.name);
}
std::string receipt_line(const ledger::Receipt& receipt) {
  std::string leaf;
  for (const std::byte byte : receipt.leaf) leaf += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return json::dump({{"index", receipt.index}, {"leaf", leaf}, {"checkpoint", *receipt.checkpoint}}) + "\n";
}
}  // namespace dau::cli
