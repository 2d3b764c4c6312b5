// SPDX-License-Identifier: Apache-2.0
// log.h — an append-only log whose every entry can be proved, and which survives loss of power: docs/formats/log.md.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/ledger/merkle.h"
#include "dau/ledger/note.h"
#include "dau/result.h"

namespace dau::ledger {
inline constexpr std::size_t kMaxEntry = 65'535;  // bytes; of what is larger the hash is logged

struct Receipt {
  std::uint64_t index = 0;
  Hash leaf{};
  std::shared_ptr<const std::string> checkpoint;  // the signed note of a log that has the entry
};

// Makes a log in `folder`, which is made too, or is empty. `key_pem`: Ed25519, PKCS #8; empty: a new key. The private
// key is kept in key.pem, which only the owner may read, the public one in pub.pem and, as notes name it, in log.vkey.
// Errors: invalid_argument (origin; the folder is not empty); corrupt (key); io.
DAU_API Result<void> make_log(const std::string& folder, const std::string& origin, std::string_view key_pem = {});

// The one writer of a log: whoever opens it while another has it waits, or is refused. Any number of threads may
// append; what comes while the disk is busy is written together (group commit).
class DAU_API Log {
 public:
  struct Options {
    int wait_seconds = 10;  // for another writer to end; 0: not at all
  };

  // Recovers what was acknowledged. What a loss of power left unfinished is dropped; anything else that is not as it
  // was written makes the log one that is only read: Errors: corrupt, naming the place. Also not_found; io; unsupported
  // (another writer has it). Cost: milliseconds, whatever the size; when the tiles are lost some seconds a million
  // entries.
  static Result<Log> open(const std::string& folder, const Options& options);
  Log(Log&&) noexcept;
  Log& operator=(Log&&) noexcept;
  ~Log();  // publishes

  // Returns when the entry is on the medium, in a tree whose checkpoint is signed. Errors: invalid_argument (too
  // large); io (the disk failed: nothing more is written until the log is opened again).
  Result<Receipt> append(std::string_view entry);

  // The same of several in one go: all of them, or none.
  Result<std::vector<Receipt>> append(std::span<const std::string> entries);

  Checkpoint checkpoint() const;

  // Writes tiles, bundles and checkpoint, which readers see. Done without being asked within a second or so of an
  // entry, and at the end. Errors: io.
  Result<void> publish();

 private:
  struct Body;
  explicit Log(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

// ---- for readers: they see what is published, hold no lock and write nothing.

struct Published {
  Checkpoint checkpoint;
  std::string note;
};
// Errors: not_found; io; corrupt (not signed by `key`).
DAU_API Result<Published> read_published(const std::string& folder, const NoteKey& key);

// The key that the log in `folder` says is its own. Errors: not_found; io; corrupt.
DAU_API Result<NoteKey> own_key(const std::string& folder);

// Errors: invalid_argument (index beyond the checkpoint); io; corrupt.
DAU_API Result<std::string> read_entry(const std::string& folder, std::uint64_t index, const Published& published);
DAU_API Result<Proof> prove_entry(const std::string& folder, std::uint64_t index, const Published& published);

// The published tiles and bundles, one after the other, as tlog-tiles names them; with the checkpoint and the key they
// are a copy of the log that can be audited. Errors: io; corrupt; those of `take`.
DAU_API Result<void> read_tiles(
    const std::string& folder, const Published& published,
    const std::function<Result<void>(const std::string& path, std::string_view bytes)>& take);

// The hashes that lead from an older log to the published one. Errors: as above.
DAU_API Result<std::vector<Hash>> prove_growth(const std::string& folder, std::uint64_t old_size,
                                               const Published& published);

// What is wrong with a log, a line each with its place; none: every entry, tile, bundle and checkpoint is as it should
// be. `older`: checkpoints seen before, of which the log must be a continuation. Reads all of it, a part at a time.
// Errors: not_found; io.
struct Audit {
  std::uint64_t entries = 0;
  std::uint64_t checkpoints = 0;  // in the segments
  Hash root{};
  std::vector<std::string> faults;
};
DAU_API Result<Audit> audit(const std::string& folder, const NoteKey& key, std::span<const Checkpoint> older = {});

// Whether a proof shows that `entry` is in the log of `key`. Errors: corrupt (why not).
DAU_API Result<Checkpoint> check_proof(const Proof& proof, std::string_view entry, const NoteKey& key,
                                       const std::string& name);
}  // namespace dau::ledger
