// SPDX-License-Identifier: Apache-2.0
// postgres.h — the same log in a PostgreSQL database, for several machines that share one: docs/formats/log.md.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/ledger/log.h"

namespace dau::ledger {
// Whether a log's place is a database: postgresql://… or postgres://…
DAU_API bool is_database(std::string_view place);

// A connection to the one log that a database (or a schema: ?options=-csearch_path%3Dname) holds. Not for several
// threads at once; each machine and thread has its own, and they take turns at a lock of the database.
class DAU_API DatabaseLog {
 public:
  // Makes the tables and an empty log. The private key is not stored: who appends has it.
  // Errors: invalid_argument (origin; there is a log already); corrupt (key); io (what the database says).
  static Result<void> make(const std::string& place, const std::string& origin, std::string_view key_pem);
  // Errors: not_found (no log in it); io.
  static Result<DatabaseLog> open(const std::string& place);
  DatabaseLog(DatabaseLog&&) noexcept;
  DatabaseLog& operator=(DatabaseLog&&) noexcept;
  ~DatabaseLog();

  const NoteKey& key() const;  // the public one that the database says is the log's

  // All of them or none, and returns when the database has committed (synchronous_commit = on). `key_pem`: the log's
  // private key. Errors: invalid_argument (too large; another key); corrupt (the stored state is not what its note
  // says: nothing is signed); io.
  Result<std::vector<Receipt>> append(std::span<const std::string> entries, std::string_view key_pem);

  Result<Published> published();
  // Of the state that `published` is of. Errors: invalid_argument; corrupt; io.
  Result<std::string> entry(std::uint64_t index, const Published& published);
  Result<Proof> prove(std::uint64_t index, const Published& published);
  Result<std::vector<Hash>> prove_growth(std::uint64_t old_size, const Published& published);
  // Entries in order, some thousand at a time.
  Result<void> read(const Published& published,
                    const std::function<Result<void>(const std::vector<std::string>&)>& take);
  // As ledger::audit, of entries, tiles and checkpoint.
  Result<Audit> audit(const NoteKey& key, std::span<const Checkpoint> older);

 private:
  struct Body;
  explicit DatabaseLog(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};
}  // namespace dau::ledger
