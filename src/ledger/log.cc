// SPDX-License-Identifier: Apache-2.0
// log.cc — the writer: of the threads that wait one writes for all; another publishes.
#include "dau/ledger/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
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
constexpr std::size_t kMaxPending = std::size_t{32} << 20;     // of tiles and bundles that wait to be published
constexpr std::size_t kTooMuchPending = 4 * kMaxPending;
constexpr const char* kSpare = "spare.new";
constexpr auto kPublishEvery = std::chrono::seconds(1);
constexpr Clock::duration kMostWait = std::chrono::milliseconds(2);
constexpr std::size_t kMaxNoteFrame = 4096;  // of a checkpoint

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

Result<void> write_zeros(int file, std::uint64_t begin, std::uint64_t end, const std::string& path) {
  static const std::string zeros(std::size_t{1} << 20, '\0');
  for (std::uint64_t at = begin; at < end; at += zeros.size())
    DAU_CHECK(
        write_all(file, std::string_view(zeros).substr(0, std::min<std::uint64_t>(zeros.size(), end - at)), at, path));
  return {};
}

// The file of a segment to come, beside the others. Its blocks are written, not only reserved: on a reserved one the
// first write changes what the file system knows of the file, and every sync would wait for its journal.
Result<Descriptor> make_spare(const std::string& folder) {
  const std::string path = folder + "/segments/" + kSpare;
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.get() < 0) return system_error("cannot make", path);
  if (const int failed = ::posix_fallocate(file.get(), 0, static_cast<off_t>(kSegmentBytes)); failed != 0) {
    errno = failed;
    return system_error("cannot reserve space", path);
  }
  DAU_CHECK(write_zeros(file.get(), 0, kSegmentBytes, path));
  if (::fsync(file.get()) != 0) return system_error("cannot sync", path);
  return file;
}

// It becomes the segment that begins with entry `first`, and is one, whatever happens, from then on.
Result<void> begin_segment(const std::string& folder, const Descriptor& spare, std::uint64_t first) {
  const std::string made = folder + "/segments/" + kSpare, path = folder + "/" + segment_name(first);
  DAU_CHECK(write_all(spare.get(), segment_head(first), 0, made));
  if (::fdatasync(spare.get()) != 0) return system_error("cannot sync", made);
  if (::rename(made.c_str(), path.c_str()) != 0) return system_error("cannot rename", made);
  return sync_folder(folder + "/segments");
}

// The next batch must not meet what an unfinished one has left.
Result<void> clear_from(int file, std::uint64_t offset, const std::string& path) {
  struct ::stat status {};
  if (::fstat(file, &status) != 0) return system_error("cannot look at", path);
  DAU_CHECK(write_zeros(file, offset, static_cast<std::uint64_t>(status.st_size), path));
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
  std::condition_variable arrived, answered, woken;
  std::deque<Request*> queue;
  bool writing = false;  // somebody is at it
  bool stopping = false;
  std::size_t last_count = 0;   // requests of the last batch
  std::optional<Error> broken;  // the disk failed
  Checkpoint last;

  // Of the thread that writes, and of whoever holds `state`.
  std::mutex state;
  Edge edge;
  std::string note;
  Descriptor segment;
  std::uint64_t segment_first = 0, offset = 0;
  std::vector<std::pair<std::string, std::string>> pending;  // full tiles and bundles, not published
  std::atomic<std::size_t> pending_bytes = 0;

  std::mutex sparing;  // taken after `state`, never before it
  Descriptor spare;    // the next segment, where it is there

  std::mutex publishing;
  std::uint64_t published = 0;
  std::string frames;  // of the batch that is being written
  Clock::duration last_sync{};
  std::thread publisher;

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
    DAU_CHECK(need_space(kMaxNoteFrame));
    last = {note_key.name, edge.frontier.size(), edge.frontier.root()};
    publisher = std::thread([this] { publish_loop(); });
    return {};
  }

  Result<void> need_space(std::size_t bytes) {
    if (segment.get() >= 0 && offset + bytes <= kSegmentBytes) return {};
    const std::lock_guard hold(sparing);  // waits for one that is being made
    if (spare.get() < 0) {
      DAU_TRY(spare, make_spare(folder));
    }
    DAU_CHECK(begin_segment(folder, spare, edge.frontier.size()));
    segment = std::exchange(spare, Descriptor());
    segment_first = edge.frontier.size();
    offset = kSegmentHead;
    return {};
  }

  // So that nobody waits for the next segment.
  Result<void> prepare_spare() {
    {
      const std::lock_guard hold(state);
      if (offset < kSegmentBytes / 4) return {};
    }
    const std::lock_guard hold(sparing);
    if (spare.get() >= 0) return {};
    DAU_TRY(spare, make_spare(folder));
    return {};
  }

  void fail(const Error& error) {
    const std::lock_guard hold(mutex);
    if (!broken) broken = error;
  }

  // Publishes within a second or so, or when much has come together.
  void publish_loop() {
    std::unique_lock hold(mutex);
    while (!stopping) {
      woken.wait_for(hold, kPublishEvery, [&] { return stopping || pending_bytes > kMaxPending; });
      if (stopping) return;
      hold.unlock();
      static_cast<void>(publish());  // a failure is told by the next call
      if (const auto done = prepare_spare(); !done) fail(done.error());
      hold.lock();
    }
  }

  std::optional<Error> failure() const {
    const std::lock_guard hold(mutex);
    return broken;
  }

  // Of the requests that wait, as many as a batch holds. Where several callers came together last time the others are
  // given a moment to come again, so that batches of one do not alternate with batches of all.
  std::vector<Request*> take_batch(std::unique_lock<std::mutex>& hold) {
    if (last_count > 1)
      arrived.wait_for(hold, std::min(last_sync / 2, kMostWait), [&] { return queue.size() >= last_count; });
    std::vector<Request*> batch;
    for (std::size_t bytes = 0; !queue.empty() && bytes < kMaxBatchBytes; queue.pop_front()) {
      for (const std::string& entry : queue.front()->entries) bytes += entry.size() + kFrameHead;
      batch.push_back(queue.front());
    }
    last_count = batch.size();
    return batch;
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
  }

  // The entries and the checkpoint of the tree with them in one write, one sync. When either fails the log is broken,
  // and what the state is then is of no matter: it is made anew when the log is opened again.
  Result<void> commit(const std::vector<Request*>& batch) {
    frames.clear();
    std::size_t bytes = kMaxNoteFrame;
    for (const Request* request : batch)
      for (const std::string& entry : request->entries) bytes += entry.size() + kFrameHead;
    DAU_CHECK(need_space(bytes));
    for (Request* request : batch)
      for (const std::string& entry : request->entries) {
        append_frame(frames, FrameType::entry, entry);
        const Hash leaf = leaf_hash(as_bytes(entry));
        request->receipts.push_back({edge.frontier.size(), leaf, nullptr});
        add_entry(edge, leaf, entry, [&](std::string file, std::string content) {
          pending_bytes += content.size();
          pending.emplace_back(std::move(file), std::move(content));
        });
      }
    const Checkpoint next{note_key.name, edge.frontier.size(), edge.frontier.root()};
    DAU_TRY(note, sign_note(to_body(next), note_key.name, signing));
    append_frame(frames, FrameType::checkpoint, note);
    const std::string name = path(segment_name(segment_first));
    const auto begin = Clock::now();
    DAU_CHECK(write_all(segment.get(), frames, offset, name));
    if (::fdatasync(segment.get()) != 0) return system_error("cannot sync", name);
    last_sync = Clock::now() - begin;
    offset += frames.size();
    const auto shared = std::make_shared<const std::string>(note);
    for (Request* request : batch)
      for (Receipt& receipt : request->receipts) receipt.checkpoint = shared;
    {
      const std::lock_guard hold(mutex);
      last = next;
    }
    if (pending_bytes > kMaxPending) woken.notify_one();
    return {};
  }

  // What readers are to see is taken in a moment; while it is written the log goes on.
  struct View {
    std::vector<std::pair<std::string, std::string>> full;
    std::vector<std::vector<Hash>> tiles;
    std::string bundle, note;
    std::uint64_t size = 0;
  };

  View take_view() {
    const std::lock_guard hold(state);
    View view{std::exchange(pending, {}), edge.tiles, edge.bundle, note, edge.frontier.size()};
    pending_bytes = 0;
    return view;
  }

  Result<void> publish() {
    const std::lock_guard one_at_a_time(publishing);
    if (const auto before = failure()) return *before;
    const View view = take_view();
    if (view.size == published && view.full.empty()) return {};
    const auto done = write_view(view);
    if (!done) fail(done.error());
    return done;
  }

  Result<void> write_view(const View& view) {
    for (const auto& [name, content] : view.full) {
      DAU_CHECK(write_derived(path(name), content));
      std::error_code ignored;
      fs::remove_all(path(name) + ".p", ignored);
    }
    for (std::size_t level = 0; level < view.tiles.size(); ++level) {
      if (view.tiles[level].empty()) continue;
      const std::uint64_t number = (view.size >> (static_cast<std::size_t>(kTileHeight) * level)) / kTileWidth;
      DAU_CHECK(write_derived(path(tile_path(static_cast<int>(level), number, view.tiles[level].size())),
                              tile_bytes(view.tiles[level])));
    }
    if (view.size % kTileWidth != 0)
      DAU_CHECK(write_derived(path(bundle_path(view.size / kTileWidth, view.size % kTileWidth)), view.bundle));
    if (view.note.empty()) return {};
    DAU_CHECK(write_file_atomically(path("checkpoint"), as_bytes(view.note)));
    published = view.size;
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
    arrived.notify_one();
    // Whoever finds nobody writing writes for all that wait.
    while (!request.done) {
      if (writing) {
        answered.wait(hold, [&] { return request.done || !writing; });
        continue;
      }
      writing = true;
      const std::vector<Request*> batch = take_batch(hold);
      hold.unlock();
      write_batch(batch);
      hold.lock();
      writing = false;
      answered.notify_all();
    }
    hold.unlock();
    if (request.error) return *request.error;
    if (pending_bytes > kTooMuchPending) static_cast<void>(publish());  // the disk is slower than whoever appends
    return std::move(request.receipts);
  }

  ~Body() {
    if (!publisher.joinable()) return;
    {
      const std::lock_guard hold(mutex);
      stopping = true;
    }
    woken.notify_one();
    publisher.join();
    static_cast<void>(publish());
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

Result<void> Log::publish() { return body_->publish(); }
}  // namespace dau::ledger
