// SPDX-License-Identifier: Apache-2.0
// log.cc — the writer: one thread writes what all others ask for.
#include "dau/ledger/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "base/bytes.h"
#include "base/file.h"
#include "base/sign.h"
#include "ledger/recovery.h"
#include "ledger/segment.h"
#include "ledger/sign_note.h"
#include "ledger/tiles.h"

namespace dau::ledger {
namespace {
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kMaxKey = 64 * 1024;
constexpr std::size_t kMaxBatchBytes = std::size_t{16} << 20;  // of frames; the rest waits for the next
constexpr std::size_t kMaxPending = std::size_t{64} << 20;     // of tiles and bundles that wait to be published
constexpr auto kPublishEvery = std::chrono::seconds(1);

Error system_error(const std::string& what, const std::string& path) {
  return {Errc::io, fmt::format("{}: {}", what, std::strerror(errno)), path};
}

// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const noexcept { return number_; }

 private:
  int number_;
};

Result<void> write_all(int file, std::string_view bytes, std::uint64_t offset, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t done = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return system_error("cannot write", path);
    bytes.remove_prefix(static_cast<std::size_t>(done));
    offset += static_cast<std::uint64_t>(done);
  }
  return {};
}

Result<void> sync_folder(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) return system_error("cannot sync the folder", path);
  return {};
}

Result<Descriptor> lock(const std::string& folder, int wait_seconds) {
  const std::string path = folder + "/lock";
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (file.get() < 0) return system_error("cannot open", path);
  const auto until = Clock::now() + std::chrono::seconds(wait_seconds);
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return system_error("cannot lock", path);
    if (Clock::now() >= until) return Error{Errc::unsupported, "another program writes this log", folder};
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return file;
}

// One that appears only when it is whole: made under another name.
Result<Descriptor> make_segment(const std::string& folder, std::uint64_t first) {
  const std::string path = folder + "/" + segment_name(first), made = path + ".new";
  Descriptor file(::open(made.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.get() < 0) return system_error("cannot make", made);
  if (const int failed = ::posix_fallocate(file.get(), 0, static_cast<off_t>(kSegmentBytes)); failed != 0) {
    errno = failed;
    return system_error("cannot reserve space", made);
  }
  DAU_CHECK(write_all(file.get(), segment_head(first), 0, made));
  if (::fsync(file.get()) != 0) return system_error("cannot sync", made);
  if (::rename(made.c_str(), path.c_str()) != 0) return system_error("cannot rename", made);
  DAU_CHECK(sync_folder(folder + "/segments"));
  return file;
}

// The next batch must not meet what an unfinished one has left.
Result<void> clear_from(int file, std::uint64_t offset, const std::string& path) {
  const std::string zeros(std::size_t{1} << 20, '\0');
  struct ::stat status {};
  if (::fstat(file, &status) != 0) return system_error("cannot look at", path);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  for (std::uint64_t at = offset; at < size; at += zeros.size())
    DAU_CHECK(
        write_all(file, std::string_view(zeros).substr(0, std::min<std::uint64_t>(zeros.size(), size - at)), at, path));
  return ::fdatasync(file) == 0 ? Result<void>() : system_error("cannot sync", path);
}

// Whether anything but zeros lies behind the end of what was acknowledged.
Result<bool> is_clear_from(const std::string& path, std::uint64_t offset) {
  DAU_TRY(const MappedFile file, MappedFile::open(path, MappedFile::Pages::touched));
  const std::span<const std::byte> rest = file.bytes().subspan(std::min<std::size_t>(offset, file.bytes().size()));
  return std::ranges::all_of(rest, [](std::byte byte) { return byte == std::byte{0}; });
}

// Derived data: another file takes its place at once, but nobody waits for the medium.
Result<void> write_derived(const std::string& path, std::string_view bytes) {
  std::error_code failed;
  fs::create_directories(fs::path(path).parent_path(), failed);
  const std::string made = path + ".new";
  const Descriptor file(::open(made.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.get() < 0) return system_error("cannot make", made);
  DAU_CHECK(write_all(file.get(), bytes, 0, made));
  return ::rename(made.c_str(), path.c_str()) == 0 ? Result<void>() : system_error("cannot rename", made);
}
}  // namespace

Result<void> make_log(const std::string& folder, const std::string& origin, std::string_view key_pem) {
  if (!is_origin(origin))
    return Error{Errc::invalid_argument, "an origin has no white space and no plus sign, such as cty-a.vn/nhat-ky",
                 "origin"};
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return Error{Errc::io, "cannot make the folder: " + failed.message(), folder};
  if (!fs::is_empty(folder, failed) || failed) return Error{Errc::invalid_argument, "the folder is not empty", folder};
  DAU_TRY(const std::string pem, key_pem.empty() ? make_private_pem() : Result<std::string>(std::string(key_pem)));
  DAU_TRY(const SigningKey key, SigningKey::from_pem(pem, "key"));
  const NoteKey note_key{origin, key.public_key()};
  fs::create_directories(folder + "/segments", failed);
  if (failed) return Error{Errc::io, "cannot make the folder: " + failed.message(), folder + "/segments"};
  const std::string key_path = folder + "/key.pem";
  {
    const Descriptor file(::open(key_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.get() < 0) return system_error("cannot make", key_path);
    DAU_CHECK(write_all(file.get(), pem, 0, key_path));
    if (::fsync(file.get()) != 0) return system_error("cannot sync", key_path);
  }
  DAU_CHECK(write_file_atomically(folder + "/pub.pem", as_bytes(to_public_pem(key.public_key()))));
  DAU_CHECK(write_file_atomically(folder + "/log.vkey", as_bytes(to_text(note_key) + "\n")));
  const Checkpoint empty{origin, 0, empty_root()};
  DAU_TRY(const std::string note, sign_note(to_body(empty), origin, key));
  return write_file_atomically(folder + "/checkpoint", as_bytes(note));
}

struct Log::Body {
  // What one caller waits for.
  struct Request {
    std::span<const std::string> entries;
    std::vector<Receipt> receipts;
    std::optional<Error> error;
    bool done = false;
  };

  Body(std::string folder_name, Descriptor held, NoteKey key, SigningKey signer)
      : folder(std::move(folder_name)),
        lock_file(std::move(held)),
        note_key(std::move(key)),
        signing(std::move(signer)) {}

  std::string folder;
  Descriptor lock_file;
  NoteKey note_key;
  SigningKey signing;

  mutable std::mutex mutex;
  std::condition_variable asked, answered;
  std::deque<Request*> queue;
  bool stopping = false;
  std::optional<Error> broken;  // the disk failed
  Checkpoint last;

  // Of the thread that writes, and of whoever holds `state`.
  std::mutex state;
  Edge edge;
  std::string note;
  Descriptor segment;
  std::uint64_t segment_first = 0, offset = 0;
  std::vector<std::pair<std::string, std::string>> pending;  // full tiles and bundles, not published
  std::size_t pending_bytes = 0;
  std::uint64_t published = 0;
  Clock::time_point published_at = Clock::now();
  std::thread writer;

  std::string path(const std::string& name) const { return folder + "/" + name; }

  Result<void> start() {
    DAU_TRY(Recovered recovered, recover(folder, note_key));
    edge = std::move(recovered.edge);
    note = std::move(recovered.note);
    pending = std::move(recovered.lost);
    published = recovered.published;
    if (recovered.has_segment) {
      segment_first = recovered.segment;
      offset = recovered.offset;
      const std::string name = path(segment_name(segment_first));
      segment = Descriptor(::open(name.c_str(), O_RDWR | O_CLOEXEC));
      if (segment.get() < 0) return system_error("cannot open", name);
      DAU_TRY(const bool clear, is_clear_from(name, offset));
      if (!clear) DAU_CHECK(clear_from(segment.get(), offset, name));
    }
    last = {note_key.name, edge.frontier.size(), edge.frontier.root()};
    writer = std::thread([this] { write_loop(); });
    return {};
  }

  Result<void> need_space(std::size_t bytes) {
    if (segment.get() >= 0 && offset + bytes <= kSegmentBytes) return {};
    DAU_TRY(segment, make_segment(folder, edge.frontier.size()));
    segment_first = edge.frontier.size();
    offset = kSegmentHead;
    return {};
  }

  void fail(const Error& error) {
    const std::lock_guard hold(mutex);
    if (!broken) broken = error;
  }

  void write_loop() {
    for (;;) {
      std::vector<Request*> batch;
      {
        std::unique_lock hold(mutex);
        const auto is_wanted = [&] { return !queue.empty() || stopping; };
        if (!asked.wait_for(hold, kPublishEvery, is_wanted)) {
          hold.unlock();
          const std::lock_guard state_hold(state);
          if (edge.frontier.size() != published) static_cast<void>(publish_state());
          continue;
        }
        if (queue.empty() && stopping) return;
        for (std::size_t bytes = 0; !queue.empty() && bytes < kMaxBatchBytes; queue.pop_front()) {
          for (const std::string& entry : queue.front()->entries) bytes += entry.size() + kFrameHead;
          batch.push_back(queue.front());
        }
      }
      write_batch(batch);
    }
  }

  void write_batch(const std::vector<Request*>& batch) {
    Result<void> written;
    {
      const std::lock_guard hold(state);
      std::optional<Error> before;
      {
        const std::lock_guard inner(mutex);
        before = broken;
      }
      written = before ? Result<void>(*before) : commit(batch);
      if (!written) fail(written.error());
    }
    const std::lock_guard hold(mutex);
    for (Request* request : batch) {
      if (!written) request->error = written.error();
      request->done = true;
    }
    answered.notify_all();
  }

  // The entries and the checkpoint of the tree with them in one write, one sync. Nothing of the state changes before
  // both.
  Result<void> commit(const std::vector<Request*>& batch) {
    std::string frames;
    Frontier frontier = edge.frontier;
    std::vector<Hash> leaves;
    for (const Request* request : batch)
      for (const std::string& entry : request->entries) {
        append_frame(frames, FrameType::entry, entry);
        leaves.push_back(leaf_hash(as_bytes(entry)));
        frontier.append(leaves.back());
      }
    const Checkpoint next{note_key.name, frontier.size(), frontier.root()};
    DAU_TRY(std::string signed_note, sign_note(to_body(next), note_key.name, signing));
    append_frame(frames, FrameType::checkpoint, signed_note);
    DAU_CHECK(need_space(frames.size()));
    const std::string name = path(segment_name(segment_first));
    DAU_CHECK(write_all(segment.get(), frames, offset, name));
    if (::fdatasync(segment.get()) != 0) return system_error("cannot sync", name);
    offset += frames.size();
    note = std::move(signed_note);
    const auto shared = std::make_shared<const std::string>(note);
    std::size_t at = 0;
    for (Request* request : batch)
      for (const std::string& entry : request->entries) {
        request->receipts.push_back({edge.frontier.size(), leaves[at], shared});
        add_entry(edge, leaves[at++], entry, [&](std::string file, std::string content) {
          pending_bytes += content.size();
          pending.emplace_back(std::move(file), std::move(content));
        });
      }
    {
      const std::lock_guard hold(mutex);
      last = next;
    }
    // The entries are safe; what fails from here on is told by the next call.
    if (Clock::now() - published_at >= kPublishEvery || pending_bytes > kMaxPending)
      if (const auto done = publish_state(); !done) fail(done.error());
    return {};
  }

  Result<void> publish_state() {
    published_at = Clock::now();
    const std::uint64_t size = edge.frontier.size();
    if (size == published && pending.empty()) return {};
    for (const auto& [name, content] : pending) {
      DAU_CHECK(write_derived(path(name), content));
      std::error_code ignored;
      fs::remove_all(path(name) + ".p", ignored);
    }
    pending.clear();
    pending_bytes = 0;
    for (std::size_t level = 0; level < edge.tiles.size(); ++level) {
      if (edge.tiles[level].empty()) continue;
      const std::uint64_t number = (size >> (static_cast<std::size_t>(kTileHeight) * level)) / kTileWidth;
      DAU_CHECK(write_derived(path(tile_path(static_cast<int>(level), number, edge.tiles[level].size())),
                              tile_bytes(edge.tiles[level])));
    }
    if (size % kTileWidth != 0)
      DAU_CHECK(write_derived(path(bundle_path(size / kTileWidth, size % kTileWidth)), edge.bundle));
    if (note.empty()) return {};
    DAU_CHECK(write_file_atomically(path("checkpoint"), as_bytes(note)));
    published = size;
    return {};
  }

  Result<std::vector<Receipt>> ask(std::span<const std::string> entries) {
    std::size_t bytes = 0;
    for (const std::string& entry : entries) {
      if (entry.size() > kMaxEntry)
        return Error{Errc::invalid_argument, fmt::format("an entry of {} bytes, at most {}", entry.size(), kMaxEntry),
                     "entry"};
      bytes += entry.size() + kFrameHead;
    }
    if (bytes > kMaxBatchBytes)
      return Error{Errc::invalid_argument, fmt::format("{} bytes in one go, at most {}", bytes, kMaxBatchBytes),
                   "entries"};
    if (entries.empty()) return std::vector<Receipt>();
    Request request{entries, {}, {}, false};
    std::unique_lock hold(mutex);
    if (broken) return *broken;
    queue.push_back(&request);
    asked.notify_one();
    answered.wait(hold, [&] { return request.done; });
    if (request.error) return *request.error;
    return std::move(request.receipts);
  }

  ~Body() {
    if (!writer.joinable()) return;
    {
      const std::lock_guard hold(mutex);
      stopping = true;
    }
    asked.notify_one();
    writer.join();
    if (!broken) static_cast<void>(publish_state());
  }
};

Log::Log(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;
Log::~Log() = default;

Result<Log> Log::open(const std::string& folder, const Options& options) {
  DAU_TRY(NoteKey key, own_key(folder));
  DAU_TRY(const std::string pem, read_file(folder + "/key.pem", kMaxKey));
  DAU_TRY(SigningKey signing, SigningKey::from_pem(pem, folder + "/key.pem"));
  if (signing.public_key() != key.key) return Error{Errc::corrupt, "not the key of the log", folder + "/key.pem"};
  DAU_TRY(Descriptor held, lock(folder, options.wait_seconds));
  auto body = std::make_unique<Body>(folder, std::move(held), std::move(key), std::move(signing));
  DAU_CHECK(body->start());
  return Log(std::move(body));
}

Result<Receipt> Log::append(std::string_view entry) {
  const std::string one[] = {std::string(entry)};
  DAU_TRY(std::vector<Receipt> receipts, body_->ask(one));
  return std::move(receipts.front());
}

Result<std::vector<Receipt>> Log::append(std::span<const std::string> entries) { return body_->ask(entries); }

Checkpoint Log::checkpoint() const {
  const std::lock_guard hold(body_->mutex);
  return body_->last;
}

Result<void> Log::publish() {
  const std::lock_guard hold(body_->state);
  return body_->publish_state();
}
}  // namespace dau::ledger
