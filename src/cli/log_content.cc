// SPDX-License-Identifier: Apache-2.0
// log_content.cc — see log_content.h.
#include "cli/log_content.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/bytes.h"
#include "base/file.h"
#include "base/json.h"
#include "base/sign.h"

namespace dau::cli {
namespace {
namespace fs = std::filesystem;

Error system_error(const std::string& what, const std::string& path) {
  return {Errc::io, fmt::format("{}: {}", what, std::generic_category().message(errno)), path};
}

Result<void> make_folder(const std::string& path) {
  std::error_code failed;
  fs::create_directories(path, failed);
  if (failed) return Error{Errc::io, "cannot make the folder: " + failed.message(), path};
  fs::permissions(path, fs::perms::owner_all, failed);
  return {};
}

// Writes all at the end, for the owner's eyes alone, and syncs.
Result<void> append_private(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return system_error("cannot open", path);
  while (!bytes.empty()) {
    const ssize_t now = ::write(file, bytes.data(), bytes.size());
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(now));
  }
  const bool kept = bytes.empty() && ::fdatasync(file) == 0;
  const Error error = system_error("cannot write", path);
  ::close(file);
  return kept ? Result<void>() : Result<void>(error);
}

Result<void> sync_folder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return system_error("cannot open", path);
  const bool synced = ::fsync(folder) == 0;
  ::close(folder);
  return synced ? Result<void>() : Result<void>(system_error("cannot sync", path));
}

// 32 random bytes that are there from now on; those that were there already otherwise.
Result<std::string> secret_at(const std::string& path) {
  if (auto there = read_file(path, 32); there && there->size() == 32) return there;
  DAU_TRY(const auto random, random_32());
  const std::string bytes(as_text(random));
  DAU_CHECK(write_file_atomically(path, as_bytes(bytes)));
  ::chmod(path.c_str(), 0600);
  return bytes;
}

std::string content_path(const std::string& folder) { return folder + "/private/content"; }
std::string rules_path(const std::string& folder) { return folder + "/private/retention"; }

std::span<const std::byte, 32> as_key(const std::string& bytes) {
  return std::span<const std::byte, 32>(as_bytes(bytes).data(), 32);
}
}  // namespace

std::string Subjects::path(const std::string& id, const char* ending) const {
  return folder_ + "/private/subjects/" + id + ending;
}

Result<std::string> Subjects::id_of(std::string_view name) const {
  DAU_CHECK(make_folder(folder_ + "/private/subjects"));
  DAU_TRY(const std::string secret, secret_at(folder_ + "/private/subjects/names.key"));
  std::string id;
  for (const std::byte byte : hmac_sha256(as_bytes(secret), as_bytes(name)))
    id += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
  return id.substr(0, 32);
}

Result<std::string> Subjects::key_for(const std::string& id) const { return secret_at(path(id, ".key")); }

Result<std::string> Subjects::key_of(const std::string& id) const {
  auto key = read_file(path(id, ".key"), 32);
  if (!key || key->size() != 32)
    return Error{Errc::not_found, "the key of whom it is about is not there, or not any more",
                 folder_ + "/private/subjects"};
  return key;
}

// Zeros first, so that the bytes do not stay on the medium under no name (what a journal or a backup has stays there).
Result<void> Subjects::destroy_key(const std::string& id) const {
  const std::string key = path(id, ".key");
  const int file = ::open(key.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return Error{Errc::not_found, "there is no key, or not any more", key};
  const std::string zeros(32, '\0');
  const bool gone = ::pwrite(file, zeros.data(), zeros.size(), 0) == 32 && ::fdatasync(file) == 0;
  ::close(file);
  if (!gone || ::unlink(key.c_str()) != 0) return system_error("cannot destroy", key);
  return sync_folder(folder_ + "/private/subjects");
}

Result<std::optional<std::string>> Subjects::hold_on(const std::string& id) const {
  auto reason = read_file(path(id, ".hold"), 64 * 1024);
  if (reason) return std::optional(*std::move(reason));
  if (reason.error().code == Errc::not_found) return std::optional<std::string>();
  return std::move(reason).error();
}

Result<void> Subjects::set_hold(const std::string& id, std::string_view reason) const {
  return write_file_atomically(path(id, ".hold"), as_bytes(reason));
}

Result<void> Subjects::lift_hold(const std::string& id) const {
  const std::string hold = path(id, ".hold");
  if (::unlink(hold.c_str()) != 0) return Error{Errc::not_found, "there is no hold", hold};
  return sync_folder(folder_ + "/private/subjects");
}

Result<void> keep_content(const std::string& folder, std::uint64_t first, const std::string& subject,
                          const std::vector<std::string>& events, std::int64_t now) {
  DAU_CHECK(make_folder(folder + "/private"));
  DAU_TRY(const std::string key, Subjects(folder).key_for(subject));
  std::string lines = "\n";  // what a crash cut off before ends here
  for (std::size_t i = 0; i < events.size(); ++i) {
    DAU_TRY(const std::string sealed, seal(as_key(key), events[i], std::to_string(first + i)));
    lines +=
        json::dump({{"index", first + i}, {"subject", subject}, {"at", now}, {"sealed", to_base64(as_bytes(sealed))}}) +
        "\n";
  }
  return append_private(content_path(folder), lines);
}

Result<void> read_content_of(const std::string& folder, const std::function<Result<void>(Kept)>& take) {
  auto file = MappedFile::open(content_path(folder));
  if (!file && file.error().code == Errc::not_found) return {};
  if (!file) return std::move(file).error();
  std::string_view rest = as_text(file->bytes());
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    const auto value = json::parse(line, content_path(folder));
    if (!value || !value->is_object()) continue;
    const auto text = json::text_member(*value, "subject", "content");
    const auto sealed = json::text_member(*value, "sealed", "content");
    const auto index = value->find("index");
    const auto at = value->find("at");
    if (!text || !sealed || index == value->end() || !index->is_number_unsigned() || at == value->end() ||
        !at->is_number_integer())
      continue;
    auto bytes = from_base64(*sealed);
    if (!bytes) continue;
    DAU_CHECK(take({index->get<std::uint64_t>(), *text, at->get<std::int64_t>(), *std::move(bytes)}));
  }
  return {};
}

Result<std::string> kept_event(const std::string& folder, std::uint64_t index) {
  std::optional<Kept> found;
  DAU_CHECK(read_content_of(folder, [&](Kept kept) -> Result<void> {
    if (kept.index == index) found = std::move(kept);
    return {};
  }));
  if (!found)
    return Error{Errc::not_found, fmt::format("of entry {} no content was kept", index), content_path(folder)};
  DAU_TRY(const std::string key, Subjects(folder).key_of(found->subject));
  return unseal(as_key(key), found->sealed, std::to_string(index));
}

Result<std::optional<std::int64_t>> retention_days(const std::string& folder) {
  const auto text = read_file(rules_path(folder), 4096);
  if (!text && text.error().code == Errc::not_found) return std::optional<std::int64_t>();
  if (!text) return text.error();
  DAU_TRY(const json::Value value, json::parse_unique(*text, rules_path(folder)));
  DAU_TRY(const double days, json::number_member(value, "days", "retention"));
  return std::optional(static_cast<std::int64_t>(days));
}

Result<void> set_retention_days(const std::string& folder, std::int64_t days) {
  DAU_CHECK(make_folder(folder + "/private"));
  return write_file_atomically(rules_path(folder), as_bytes(json::dump({{"days", days}})));
}
}  // namespace dau::cli
