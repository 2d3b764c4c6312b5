// SPDX-License-Identifier: Apache-2.0
// postgres.cc — adapter of libpq: a log whose entries, tiles and signed state are rows.
#include "dau/ledger/postgres.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/bytes.h"
#include "base/sign.h"
#include "ledger/sign_note.h"
#include "ledger/tiles.h"

namespace dau::ledger {
namespace {
constexpr std::uint64_t kStep = 4096;  // entries in one answer

constexpr const char* kTables =
    "CREATE TABLE dau_log (one boolean PRIMARY KEY DEFAULT true CHECK (one), origin text NOT NULL, key text NOT NULL,"
    " size bigint NOT NULL, frontier bytea NOT NULL, note text NOT NULL);"
    "CREATE TABLE dau_log_entries (index bigint PRIMARY KEY, entry bytea NOT NULL);"
    "CREATE TABLE dau_log_tiles (level int, number bigint, hashes bytea NOT NULL, PRIMARY KEY (level, number));";

struct FreeConnection {
  void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
struct FreeAnswer {
  void operator()(PGresult* answer) const noexcept { PQclear(answer); }
};
using Connection = std::unique_ptr<PGconn, FreeConnection>;
using Answer = std::unique_ptr<PGresult, FreeAnswer>;

std::string first_line(const char* text) {
  std::string line(text == nullptr ? "" : text);
  return line.substr(0, line.find('\n'));
}

// bytea in its text form.
std::string to_bytea(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "\\x";
  out.reserve(2 + 2 * bytes.size());
  for (const char c : bytes) {
    out += kDigits[static_cast<std::uint8_t>(c) >> 4];
    out += kDigits[static_cast<std::uint8_t>(c) & 15];
  }
  return out;
}

std::string from_bytea(const char* text) {
  std::size_t size = 0;
  unsigned char* const bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(text), &size);
  std::string out = bytes == nullptr ? "" : std::string(reinterpret_cast<char*>(bytes), size);
  PQfreemem(bytes);
  return out;
}

Hash to_hash(std::string_view bytes) {
  Hash hash{};
  std::ranges::copy(as_bytes(bytes).first(std::min(bytes.size(), hash.size())), hash.begin());
  return hash;
}

class Session {
 public:
  static Result<Session> open(const std::string& place) {
    Session out;
    out.connection_.reset(PQconnectdb(place.c_str()));
    if (PQstatus(out.connection_.get()) != CONNECTION_OK) return out.fault();
    DAU_CHECK(out.run("SET synchronous_commit = on; SET bytea_output = 'hex'"));
    return out;
  }

  Result<void> run(const char* commands) {
    const Answer answer(PQexec(connection_.get(), commands));
    const ExecStatusType status = PQresultStatus(answer.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? Result<void>() : Result<void>(fault());
  }

  Result<Answer> ask(const char* command, const std::vector<std::string>& values = {}) {
    std::vector<const char*> pointers;
    for (const std::string& value : values) pointers.push_back(value.c_str());
    Answer answer(PQexecParams(connection_.get(), command, static_cast<int>(values.size()), nullptr, pointers.data(),
                               nullptr, nullptr, 0));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return fault();
    return answer;
  }

  Error fault() const { return {Errc::io, first_line(PQerrorMessage(connection_.get())), "the database"}; }

 private:
  Connection connection_;
};

// Between BEGIN and the end of the block nobody sees anything of it; without commit() nothing of it stays.
class Transaction {
 public:
  static Result<Transaction> begin(Session& session, const char* how = "BEGIN") {
    DAU_CHECK(session.run(how));
    return Transaction(session);
  }
  Result<void> commit() {
    Session& session = *std::exchange(session_, nullptr);
    return session.run("COMMIT");
  }
  Transaction(Transaction&& other) noexcept : session_(std::exchange(other.session_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction() {
    if (session_ != nullptr) static_cast<void>(session_->run("ROLLBACK"));
  }

 private:
  explicit Transaction(Session& session) : session_(&session) {}
  Session* session_;
};

struct State {
  std::string origin, note;
  std::uint64_t size = 0;
  std::string frontier;
  NoteKey key;
};

Result<State> read_state(Session& session, const char* locking) {
  const std::string command = fmt::format("SELECT origin, key, size, frontier, note FROM dau_log {}", locking);
  DAU_TRY(const Answer answer, session.ask(command.c_str()));
  if (PQntuples(answer.get()) != 1) return Error{Errc::not_found, "there is no log in it", "the database"};
  State out;
  out.origin = PQgetvalue(answer.get(), 0, 0);
  DAU_TRY(out.key, read_note_key(PQgetvalue(answer.get(), 0, 1), "the database"));
  out.size = std::strtoull(PQgetvalue(answer.get(), 0, 2), nullptr, 10);
  out.frontier = from_bytea(PQgetvalue(answer.get(), 0, 3));
  out.note = PQgetvalue(answer.get(), 0, 4);
  return out;
}

// The tree's right edge, if it is the one that the note was signed for.
Result<Frontier> frontier_of(const State& state, const NoteKey& key) {
  std::vector<Hash> subtrees;
  for (std::size_t at = 0; at + sizeof(Hash) <= state.frontier.size(); at += sizeof(Hash))
    subtrees.push_back(to_hash(std::string_view(state.frontier).substr(at, sizeof(Hash))));
  DAU_TRY(const Checkpoint checkpoint, read_checkpoint(state.note, key, "the database"));
  auto frontier = Frontier::from(state.size, std::move(subtrees));
  if (!frontier || checkpoint.size != state.size || checkpoint.root != frontier->root() ||
      checkpoint.origin != state.origin)
    return Error{Errc::corrupt, "its state is not what its checkpoint says: nothing is signed", "the database"};
  return frontier;
}

std::string bytes_of(const Frontier& frontier) {
  std::string out;
  for (const Hash& hash : frontier.subtrees()) out += as_text(hash);
  return out;
}
}  // namespace

bool is_database(std::string_view place) {
  return place.starts_with("postgresql://") || place.starts_with("postgres://");
}

struct DatabaseLog::Body {
  Session session;
  NoteKey key;
};

DatabaseLog::DatabaseLog(std::unique_ptr<Body> body) : body_(std::move(body)) {}
DatabaseLog::DatabaseLog(DatabaseLog&&) noexcept = default;
DatabaseLog& DatabaseLog::operator=(DatabaseLog&&) noexcept = default;
DatabaseLog::~DatabaseLog() = default;
const NoteKey& DatabaseLog::key() const { return body_->key; }

Result<void> DatabaseLog::make(const std::string& place, const std::string& origin, std::string_view key_pem) {
  if (!is_origin(origin))
    return Error{Errc::invalid_argument, "an origin has no white space and no plus sign, such as cty-a.vn/nhat-ky",
                 "origin"};
  DAU_TRY(const SigningKey key, SigningKey::from_pem(key_pem, "key"));
  DAU_TRY(const std::string note, sign_note(to_body({origin, 0, empty_root()}), origin, key));
  DAU_TRY(Session session, Session::open(place));
  DAU_TRY(Transaction all, Transaction::begin(session));
  DAU_TRY(const Answer there, session.ask("SELECT to_regclass('dau_log')"));
  if (PQgetisnull(there.get(), 0, 0) == 0)
    return Error{Errc::invalid_argument, "there is a log in it already", "the database"};
  DAU_CHECK(session.run(kTables));
  DAU_CHECK(session.ask("INSERT INTO dau_log (origin, key, size, frontier, note) VALUES ($1, $2, 0, '', $3)",
                        {origin, to_text(NoteKey{origin, key.public_key()}), note}));
  return all.commit();
}

Result<DatabaseLog> DatabaseLog::open(const std::string& place) {
  DAU_TRY(Session session, Session::open(place));
  DAU_TRY(const Answer there, session.ask("SELECT to_regclass('dau_log')"));
  if (PQgetisnull(there.get(), 0, 0) != 0) return Error{Errc::not_found, "there is no log in it", "the database"};
  DAU_TRY(State state, read_state(session, ""));
  return DatabaseLog(std::make_unique<Body>(Body{std::move(session), std::move(state.key)}));
}

namespace {
// Rows of tiles that an append adds hashes to: what is added.
using TileRows = std::map<std::pair<int, std::uint64_t>, std::string>;

Result<void> write_rows(Session& session, std::uint64_t first, std::span<const std::string> entries,
                        const TileRows& tiles) {
  for (std::size_t at = 0; at < entries.size(); at += kStep) {
    std::string list = "{";
    for (std::size_t i = at; i < std::min<std::size_t>(entries.size(), at + kStep); ++i)
      list += fmt::format("{}\"\\{}\"", i == at ? "" : ",", to_bytea(entries[i]));
    DAU_CHECK(session.ask(
        "INSERT INTO dau_log_entries SELECT $1::bigint + n - 1, e FROM unnest($2::bytea[]) WITH ORDINALITY AS t(e, n)",
        {std::to_string(first + at), list + "}"}));
  }
  for (const auto& [where, hashes] : tiles)
    DAU_CHECK(
        session.ask("INSERT INTO dau_log_tiles VALUES ($1::int, $2::bigint, $3::bytea) ON CONFLICT (level, number) DO "
                    "UPDATE SET hashes = "
                    "dau_log_tiles.hashes || EXCLUDED.hashes",
                    {std::to_string(where.first), std::to_string(where.second), to_bytea(hashes)}));
  return {};
}
}  // namespace

Result<std::vector<Receipt>> DatabaseLog::append(std::span<const std::string> entries, std::string_view key_pem) {
  for (const std::string& entry : entries)
    if (entry.size() > kMaxEntry)
      return Error{Errc::invalid_argument, fmt::format("larger than {} bytes", kMaxEntry), "entry"};
  DAU_TRY(const SigningKey key, SigningKey::from_pem(key_pem, "key"));
  if (key.public_key() != body_->key.key) return Error{Errc::invalid_argument, "not the log's key", "key"};
  if (entries.empty()) return std::vector<Receipt>();
  Session& session = body_->session;
  DAU_TRY(Transaction all, Transaction::begin(session));
  DAU_TRY(const State state, read_state(session, "FOR UPDATE"));  // one writer after the other
  DAU_TRY(Frontier frontier, frontier_of(state, body_->key));
  std::vector<Receipt> receipts;
  TileRows tiles;
  for (const std::string& entry : entries) {
    const std::uint64_t index = frontier.size();
    const Hash leaf = leaf_hash(as_bytes(entry));
    frontier.append(leaf, [&](int level, const Hash& hash) {
      if (level % kTileHeight == 0) tiles[{level / kTileHeight, (index >> level) / kTileWidth}] += as_text(hash);
    });
    receipts.push_back({index, leaf, nullptr});
  }
  const Checkpoint checkpoint{state.origin, frontier.size(), frontier.root()};
  DAU_TRY(std::string note, sign_note(to_body(checkpoint), state.origin, key));
  DAU_CHECK(write_rows(session, state.size, entries, tiles));
  DAU_CHECK(session.ask("UPDATE dau_log SET size = $1::bigint, frontier = $2::bytea, note = $3",
                        {std::to_string(frontier.size()), to_bytea(bytes_of(frontier)), note}));
  DAU_CHECK(all.commit());
  const auto shared = std::make_shared<const std::string>(std::move(note));
  for (Receipt& receipt : receipts) receipt.checkpoint = shared;
  return receipts;
}

Result<Published> DatabaseLog::published() {
  DAU_TRY(State state, read_state(body_->session, ""));
  DAU_TRY(Checkpoint checkpoint, read_checkpoint(state.note, body_->key, "the database"));
  return Published{std::move(checkpoint), std::move(state.note)};
}

Result<std::string> DatabaseLog::entry(std::uint64_t index, const Published& published) {
  if (index >= published.checkpoint.size)
    return Error{Errc::invalid_argument, fmt::format("entry {} of a log of {}", index, published.checkpoint.size),
                 "index"};
  DAU_TRY(const Answer answer,
          body_->session.ask("SELECT entry FROM dau_log_entries WHERE index = $1::bigint", {std::to_string(index)}));
  if (PQntuples(answer.get()) != 1)
    return Error{Errc::corrupt, fmt::format("entry {} is missing", index), "the database"};
  return from_bytea(PQgetvalue(answer.get(), 0, 0));
}

namespace {
TileTree tree_of(Session& session, std::uint64_t size) {
  return TileTree(
      [&session](int level, std::uint64_t number, std::uint64_t) -> Result<std::string> {
        DAU_TRY(const Answer answer,
                session.ask("SELECT hashes FROM dau_log_tiles WHERE level = $1::int AND number = $2::bigint",
                            {std::to_string(level), std::to_string(number)}));
        if (PQntuples(answer.get()) != 1)
          return Error{Errc::corrupt, fmt::format("tile {} of level {} is missing", number, level), "the database"};
        return from_bytea(PQgetvalue(answer.get(), 0, 0));
      },
      size);
}
}  // namespace

Result<Proof> DatabaseLog::prove(std::uint64_t index, const Published& published) {
  TileTree tree = tree_of(body_->session, published.checkpoint.size);
  DAU_TRY(std::vector<Hash> path, prove_inclusion(index, published.checkpoint.size, tree.source()));
  return Proof{index, {}, std::move(path), published.note};
}

Result<std::vector<Hash>> DatabaseLog::prove_growth(std::uint64_t old_size, const Published& published) {
  TileTree tree = tree_of(body_->session, published.checkpoint.size);
  return prove_consistency(old_size, published.checkpoint.size, tree.source());
}

Result<void> DatabaseLog::read(const Published& published,
                               const std::function<Result<void>(const std::vector<std::string>&)>& take) {
  for (std::uint64_t at = 0; at < published.checkpoint.size; at += kStep) {
    const std::uint64_t end = std::min(at + kStep, published.checkpoint.size);
    DAU_TRY(const Answer answer,
            body_->session.ask(
                "SELECT entry FROM dau_log_entries WHERE index >= $1::bigint AND index < $2::bigint ORDER BY index",
                {std::to_string(at), std::to_string(end)}));
    if (static_cast<std::uint64_t>(PQntuples(answer.get())) != end - at)
      return Error{Errc::corrupt, fmt::format("of entries {} to {} some are missing", at, end - 1), "the database"};
    std::vector<std::string> entries;
    for (int row = 0; row < PQntuples(answer.get()); ++row)
      entries.push_back(from_bytea(PQgetvalue(answer.get(), row, 0)));
    DAU_CHECK(take(entries));
  }
  return {};
}

Result<Audit> DatabaseLog::audit(const NoteKey& key, std::span<const Checkpoint> older) {
  // One view of it all, whoever appends meanwhile.
  DAU_TRY(const Transaction view,
          Transaction::begin(body_->session, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
  DAU_TRY(const State state, read_state(body_->session, ""));
  Audit out;
  const auto checkpoint = read_checkpoint(state.note, key, "the database");
  if (!checkpoint) {
    out.faults.push_back(checkpoint.error().at + ": " + checkpoint.error().message);
    return out;
  }
  Frontier frontier;
  TileTree tree = tree_of(body_->session, checkpoint->size);
  std::vector<Checkpoint> known(older.begin(), older.end());
  known.push_back(*checkpoint);
  const auto fault = [&](std::string text) {
    if (out.faults.size() < 100) out.faults.push_back(std::move(text));
  };
  const auto done = read({*checkpoint, state.note}, [&](const std::vector<std::string>& entries) -> Result<void> {
    for (const std::string& entry : entries) {
      const std::uint64_t index = frontier.size();
      frontier.append(leaf_hash(as_bytes(entry)), [&](int level, const Hash& hash) {
        if (level % kTileHeight != 0) return;
        const std::uint64_t at = index >> level;
        const auto tile = tree.tile(level / kTileHeight, at / kTileWidth);
        if (!tile)
          fault(tile.error().at + ": " + tile.error().message);
        else if ((*tile)[at % kTileWidth] != hash)
          fault(fmt::format("the database: level {}, hash {}: another than the entries give", level / kTileHeight, at));
      });
      for (const Checkpoint& one : known)
        if (one.size == frontier.size() && one.root != frontier.root())
          fault(fmt::format("at {} entries another root than a checkpoint has", one.size));
    }
    return {};
  });
  if (!done) {
    if (done.error().code != Errc::corrupt) return done.error();
    fault(done.error().at + ": " + done.error().message);
  }
  out.entries = frontier.size();
  out.root = frontier.root();
  out.checkpoints = 1;
  for (const Checkpoint& one : known)
    if (one.size > out.entries)
      fault(fmt::format("a checkpoint of {} entries, but there are {}", one.size, out.entries));
  return out;
}
}  // namespace dau::ledger
