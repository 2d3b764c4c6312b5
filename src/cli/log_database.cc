// SPDX-License-Identifier: Apache-2.0
// log_database.cc — see log_database.h; and dau log copy, between a folder and a database.
#include "cli/log_database.h"

#include <fmt/format.h>

#include <functional>

#include "base/bytes.h"
#include "base/json.h"
#include "base/sign.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/exit.h"
#include "cli/line_reader.h"
#include "cli/log.h"
#include "cli/output.h"
#include "dau/ledger/log.h"
#include "dau/ledger/postgres.h"

namespace dau::cli {
namespace {
constexpr std::uint64_t kMaxKey = 64 * 1024;

Result<std::string> private_key(const Args& args, const char* command) {
  if (args.text("key").empty())
    return with_hint({Errc::invalid_argument, "is missing: a database does not hold the private key", "--key"},
                     fmt::format("dau {} --help", command));
  DAU_TRY(const Content key, read_content(args.text("key"), kMaxKey));
  return key.bytes;
}

Result<ledger::DatabaseLog> open(const Args& args) { return ledger::DatabaseLog::open(args.operands().front()); }
}  // namespace

bool is_database_log(const Args& args) {
  return args.operands().size() == 1 && ledger::is_database(args.operands().front());
}

Result<void> init_database(const Args& args) {
  DAU_TRY(const std::string key, private_key(args, "log init"));
  DAU_CHECK(ledger::DatabaseLog::make(args.operands().front(), args.text("origin"), key));
  DAU_TRY(const ledger::DatabaseLog log, open(args));
  return print(ledger::to_text(log.key()) + "\n");
}

// Salts are a machine's own; many machines have no place for them in common.
Result<void> append_database(const Args& args) {
  if (!args.flag("plain"))
    return with_hint({Errc::invalid_argument, "a log in a database takes entries as they are", "log append"},
                     "--plain, and commitments in the entries where they are about people");
  DAU_TRY(const std::string key, private_key(args, "log append"));
  DAU_TRY(ledger::DatabaseLog log, open(args));
  LineReader reader({}, true, -1);
  Batch batch;
  for (;;) {
    DAU_TRY(const bool more, reader.next(batch));
    std::vector<std::string> events;
    for (const Line& line : batch.lines) events.emplace_back(batch.text(line));
    DAU_TRY(const std::vector<ledger::Receipt> receipts, log.append(events, key));
    std::string text;
    for (const ledger::Receipt& receipt : receipts) text += receipt_line(receipt);
    DAU_CHECK(print(text));
    if (!more) return {};
  }
}

Result<void> checkpoint_database(const Args& args) {
  DAU_TRY(ledger::DatabaseLog log, open(args));
  DAU_TRY(const ledger::Published published, log.published());
  return print(published.note);
}

Result<void> prove_database(const Args& args) {
  DAU_TRY(ledger::DatabaseLog log, open(args));
  DAU_TRY(const ledger::Published published, log.published());
  if (!args.text("from").empty()) {
    DAU_TRY(const std::uint64_t from, entry_number(args.text("from"), "--from"));
    DAU_TRY(std::vector<ledger::Hash> path, log.prove_growth(from, published));
    return print(ledger::to_text(ledger::GrowthProof{from, std::move(path), published.note}));
  }
  DAU_TRY(const std::uint64_t index, entry_number(args.text("index"), "--index"));
  DAU_TRY(ledger::Proof proof, log.prove(index, published));
  DAU_TRY(const std::string entry, log.entry(index, published));
  proof.extra = json::dump({{"entry", to_base64(as_bytes(entry))}});
  return print(ledger::to_text(proof));
}

Result<void> verify_database(const Args& args, const ledger::NoteKey& key) {
  std::vector<ledger::Checkpoint> older;
  if (!args.text("older").empty()) {
    DAU_TRY(const Content note, read_content(args.text("older"), ledger::kMaxNoteBytes));
    DAU_TRY(ledger::Checkpoint checkpoint, ledger::read_checkpoint(note.bytes, key, note.name));
    older.push_back(std::move(checkpoint));
  }
  DAU_TRY(ledger::DatabaseLog log, open(args));
  DAU_TRY(const ledger::Audit audit, log.audit(key, older));
  if (audit.faults.empty())
    return print(fmt::format("the database: whole, {} entries, root {}\n", audit.entries, to_base64(audit.root)));
  answer_no();
  std::string text = "the database: NOT WHOLE\n";
  for (const std::string& fault : audit.faults) text += fmt::format("  {}\n", fault);
  return print(text);
}

namespace {
constexpr std::string_view kCopyAbout =
    "Copies all entries of a log into a new one: from a folder into a PostgreSQL\n"
    "database (postgresql://HOST/NAME) or back, by the same key, to the same root.";

constexpr std::string_view kCopyExamples =
    R"(  $ dau log init n --origin a.vn/n >key
  $ seq 9 | dau log append n --plain >receipts
  $ dau log copy n m --key n/key.pem
  m: 9 entries
)";

std::vector<Option> copy_options() {
  return {{"key", "FILE", "the log's private key, PEM"},
          {"wait", "SECONDS", "for another writer to end", "10", Range{0, 86'400, true}}};
}

using Take = std::function<Result<void>(const std::vector<std::string>&)>;

Result<void> read_folder(const std::string& folder, const ledger::Published& published, const Take& take) {
  std::vector<std::string> entries;
  for (std::uint64_t index = 0; index < published.checkpoint.size; ++index) {
    DAU_TRY(std::string entry, ledger::read_entry(folder, index, published));
    entries.push_back(std::move(entry));
    if (entries.size() == 1024 || index + 1 == published.checkpoint.size) {
      DAU_CHECK(take(entries));
      entries.clear();
    }
  }
  return {};
}

// Into a new log; gives the root that it comes to.
Result<ledger::Checkpoint> write_new(const std::string& place, const std::string& origin, const std::string& key,
                                     int wait, const std::function<Result<void>(const Take&)>& read) {
  if (ledger::is_database(place)) {
    DAU_CHECK(ledger::DatabaseLog::make(place, origin, key));
    DAU_TRY(ledger::DatabaseLog log, ledger::DatabaseLog::open(place));
    const Take take = [&](const std::vector<std::string>& entries) -> Result<void> {
      DAU_CHECK(log.append(entries, key));
      return {};
    };
    DAU_CHECK(read(take));
    DAU_TRY(const ledger::Published published, log.published());
    return published.checkpoint;
  }
  DAU_CHECK(ledger::make_log(place, origin, key));
  DAU_TRY(ledger::Log log, ledger::Log::open(place, {wait}));
  const Take take = [&](const std::vector<std::string>& entries) -> Result<void> {
    DAU_CHECK(log.append(entries));
    return {};
  };
  DAU_CHECK(read(take));
  DAU_CHECK(log.publish());
  return log.checkpoint();
}

Result<void> copy(const Args& args) {
  if (args.operands().size() != 2)
    return with_hint({Errc::invalid_argument, "expects a log and a place for the new one", "log copy"},
                     "dau log copy --help");
  const std::string& from = args.operands()[0];
  const std::string& to = args.operands()[1];
  DAU_TRY(const std::string key, private_key(args, "log copy"));
  ledger::Published source;
  Result<ledger::Checkpoint> made = ledger::Checkpoint{};
  if (ledger::is_database(from)) {
    DAU_TRY(ledger::DatabaseLog log, ledger::DatabaseLog::open(from));
    DAU_TRY(source, log.published());
    made = write_new(to, source.checkpoint.origin, key, args.integer("wait"),
                     [&](const Take& take) { return log.read(source, take); });
  } else {
    DAU_TRY(const ledger::NoteKey own, ledger::own_key(from));
    DAU_TRY(source, ledger::read_published(from, own));
    made = write_new(to, source.checkpoint.origin, key, args.integer("wait"),
                     [&](const Take& take) { return read_folder(from, source, take); });
  }
  if (!made) return made.error();
  if (made->root != source.checkpoint.root || made->size != source.checkpoint.size)
    return Error{Errc::corrupt, "the copy has another root: the log that was copied is not whole", from};
  const std::string shown = ledger::is_database(to) ? "the database" : to;
  return print(fmt::format("{}: {} entries\n", shown, made->size));
}
}  // namespace

extern const Command kLogCopy;
constinit const Command kLogCopy{
    "log copy", "into a database, or out of it", "FROM TO", kCopyAbout, copy_options, kCopyExamples, copy};
}  // namespace dau::cli
