// SPDX-License-Identifier: Apache-2.0
// log_read.cc — dau log checkpoint, prove, verify: for whoever is to be convinced.
#include <fmt/format.h>

#include <filesystem>

#include "base/bytes.h"
#include "base/json.h"
#include "base/json_members.h"
#include "base/sign.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/exit.h"
#include "cli/log.h"
#include "cli/log_database.h"
#include "cli/log_witness.h"
#include "cli/output.h"
#include "dau/ledger/log.h"

namespace dau::cli {
namespace {
constexpr std::uint64_t kMaxEvent = std::uint64_t{16} << 20;

constexpr std::string_view kCheckpointAbout =
    "Shows the published checkpoint: origin, size, root, signature. A copy kept\n"
    "elsewhere proves later that nothing was taken out.";

constexpr std::string_view kCheckpointExamples = R"(  $ dau log init nhat-ky --origin cty-a.vn/nhat-ky >key
  $ dau log checkpoint nhat-ky | head -n 2
  cty-a.vn/nhat-ky
  0
)";

std::vector<Option> no_options() { return {}; }

Result<ledger::Published> published_of(const std::string& folder) {
  DAU_TRY(const ledger::NoteKey key, ledger::own_key(folder));
  return ledger::read_published(folder, key);
}

Result<void> checkpoint(const Args& args) {
  if (args.operands().size() != 1)
    return with_hint({Errc::invalid_argument, "expects one log", "log checkpoint"}, "dau log checkpoint --help");
  if (is_database_log(args)) return checkpoint_database(args);
  DAU_TRY(const ledger::Published published, published_of(args.operands().front()));
  return print(published.note);
}

constexpr std::string_view kProveAbout =
    "Writes the proof that an entry is in the log (.tlog-proof), with the entry in it\n"
    "and, with --salt, what shows which event it stands for; or, with --from, that\n"
    "the log of N entries is the begin of the published one, or of that of --to.";

constexpr std::string_view kProveExamples = R"(  $ dau log init nhat-ky --origin cty-a.vn/nhat-ky >key
  $ echo '{"hoi": "giờ mở cửa?"}' | dau log append nhat-ky >receipts
  $ dau log prove nhat-ky --index 0 | head -n 1
  c2sp.org/tlog-proof@v1
)";

std::vector<Option> prove_options() {
  return {{"index", "N", "of the entry, from 0"},
          {"salt", "", "reveal the salt of the commitment"},
          {"from", "N", "size of an older log, instead of an entry"},
          {"to", "FILE", "a kept checkpoint, not the published one"}};
}

// A checkpoint of this log that somebody kept.
Result<ledger::Published> kept_checkpoint(const std::string& folder, const std::string& path,
                                          const ledger::Published& published) {
  DAU_TRY(const ledger::NoteKey key, ledger::own_key(folder));
  DAU_TRY(const Content note, read_content(path, ledger::kMaxNoteBytes));
  DAU_TRY(ledger::Checkpoint checkpoint, ledger::read_checkpoint(note.bytes, key, note.name));
  if (checkpoint.size > published.checkpoint.size)
    return Error{Errc::invalid_argument, "a checkpoint of more entries than are published", note.name};
  return ledger::Published{std::move(checkpoint), note.bytes};
}

Result<void> prove(const Args& args) {
  if (args.operands().size() != 1 || args.text("index").empty() == args.text("from").empty())
    return with_hint({Errc::invalid_argument, "expects one log, and --index or --from", "log prove"},
                     "dau log prove --help");
  if (is_database_log(args)) return prove_database(args);
  const std::string& folder = args.operands().front();
  DAU_TRY(const ledger::Published published, published_of(folder));
  if (!args.text("from").empty()) {
    DAU_TRY(const std::uint64_t from, entry_number(args.text("from"), "--from"));
    ledger::Published newer = published;
    if (!args.text("to").empty()) {
      DAU_TRY(newer, kept_checkpoint(folder, args.text("to"), published));
    }
    DAU_TRY(std::vector<ledger::Hash> path, ledger::prove_growth(folder, from, newer));
    return print(ledger::to_text(ledger::GrowthProof{from, std::move(path), newer.note}));
  }
  DAU_TRY(const std::uint64_t index, entry_number(args.text("index"), "--index"));
  DAU_TRY(ledger::Proof proof, ledger::prove_entry(folder, index, published));
  DAU_TRY(const std::string entry, ledger::read_entry(folder, index, published));
  json::Value extra = {{"entry", to_base64(as_bytes(entry))}};
  if (args.flag("salt")) {
    DAU_TRY(const Salt salt, salt_of(folder, index));
    extra["salt"] = to_base64(salt);
  }
  proof.extra = json::dump(extra);
  return print(ledger::to_text(proof));
}

constexpr std::string_view kVerifyAbout =
    "Checks a whole log, entry by entry, or a proof: that the key signed a log with\n"
    "that entry, and, with --event, that the entry stands for that event. Exit code 1\n"
    "when not.";

constexpr std::string_view kVerifyExamples = R"(  $ dau log init nhat-ky --origin cty-a.vn/nhat-ky >key
  $ echo '{"hoi": "giờ mở cửa?"}' | dau log append nhat-ky >receipts
  $ dau log verify nhat-ky --pub nhat-ky/pub.pem | cut -d , -f 1
  nhat-ky: whole
)";

std::vector<Option> verify_options() {
  return {{"pub", "FILE", "public key, PEM or name+hash+key"},
          {"older", "FILE", "a checkpoint that was kept"},
          {"entry", "FILE", "of a proof that has it not in it"},
          {"event", "FILE", "what the entry is said to stand for"},
          {"witness", "FILE", "keys of witnesses, whose cosignatures to show"},
          {"trust", "FILE", "roots of time-stamping authorities, PEM"}};
}

// What others say, who are asked for.
Result<std::string> said_of(const std::string& folder, const ledger::NoteKey& key, const Args& args) {
  std::vector<ledger::WitnessKey> witnesses;
  if (!args.text("witness").empty()) {
    DAU_TRY(const Content keys, read_content(args.text("witness"), 64 * 1024));
    DAU_TRY(witnesses, ledger::read_witness_keys(keys.bytes, keys.name));
  }
  std::string trust;
  if (!args.text("trust").empty()) {
    DAU_TRY(const Content content, read_content(args.text("trust"), std::uint64_t{8} << 20));
    trust = content.bytes;
  }
  if (witnesses.empty() && trust.empty()) return std::string();
  return witness_report(folder, key, witnesses, trust);
}

Result<void> verify_log(const std::string& folder, const ledger::NoteKey& key, const Args& args) {
  const std::string& older_path = args.text("older");
  std::vector<ledger::Checkpoint> older;
  if (!older_path.empty()) {
    DAU_TRY(const Content note, read_content(older_path, ledger::kMaxNoteBytes));
    DAU_TRY(ledger::Checkpoint checkpoint, ledger::read_checkpoint(note.bytes, key, note.name));
    older.push_back(std::move(checkpoint));
  }
  DAU_TRY(const ledger::Audit audit, ledger::audit(folder, key, older));
  if (audit.faults.empty()) {
    DAU_TRY(const std::string said, said_of(folder, key, args));
    return print(fmt::format("{}: whole, {} entries, {} checkpoints, root {}\n", folder, audit.entries,
                             audit.checkpoints, to_base64(audit.root)) +
                 said);
  }
  answer_no();
  std::string text = fmt::format("{}: NOT WHOLE\n", folder);
  for (const std::string& fault : audit.faults) text += fmt::format("  {}\n", fault);
  return print(text);
}

Result<std::string> member_of(const std::string& extra, const char* name, const std::string& where) {
  DAU_TRY(const json::Value value, json::parse(extra, where));
  if (!value.is_object()) return Error{Errc::corrupt, "not of this program", where};
  DAU_TRY(const std::string text, json::text_member(value, name, "extra"));
  return from_base64(text);
}

// What the proof shows; an error where it shows nothing.
Result<std::string> check(const ledger::Proof& proof, const Args& args, const ledger::NoteKey& key,
                          const std::string& name) {
  std::string entry;
  if (!args.text("entry").empty()) {
    DAU_TRY(const Content content, read_content(args.text("entry"), kMaxEvent));
    entry = content.bytes;
  } else {
    if (proof.extra.empty())
      return with_hint({Errc::invalid_argument, "the proof has no entry in it", name}, "--entry FILE");
    DAU_TRY(entry, member_of(proof.extra, "entry", name));
  }
  DAU_TRY(const ledger::Checkpoint checkpoint, ledger::check_proof(proof, entry, key, name));
  std::string text = fmt::format("{}: entry {} of {} in {}\n", name, proof.index, checkpoint.size, checkpoint.origin);
  if (args.text("event").empty()) return text + "  " + entry + "\n";
  DAU_TRY(const Content event, read_content(args.text("event"), kMaxEvent));
  std::string_view bytes = event.bytes;
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  if (entry == bytes) return text + "  it is the event\n";
  DAU_TRY(const std::string salt_bytes, member_of(proof.extra, "salt", name));
  Salt salt;
  if (salt_bytes.size() != salt.size()) return Error{Errc::corrupt, "a salt of another size", name};
  std::ranges::copy(as_bytes(salt_bytes), salt.begin());
  if (commitment_entry(bytes, salt) != entry)
    return Error{Errc::corrupt, "the entry does not stand for this event", name};
  return text + "  it stands for the event\n";
}

// What a proof of growth shows, of a checkpoint that was kept.
Result<std::string> check_growth(const ledger::GrowthProof& proof, const Args& args, const ledger::NoteKey& key,
                                 const std::string& name) {
  if (args.text("older").empty())
    return with_hint({Errc::invalid_argument, "a proof of growth is about a checkpoint that was kept", name},
                     "--older FILE");
  DAU_TRY(const Content note, read_content(args.text("older"), ledger::kMaxNoteBytes));
  DAU_TRY(const ledger::Checkpoint older, ledger::read_checkpoint(note.bytes, key, note.name));
  DAU_TRY(const ledger::Checkpoint newer, ledger::read_checkpoint(proof.checkpoint, key, name));
  if (older.origin != newer.origin || older.size != proof.old_size ||
      !ledger::is_consistent(older.size, newer.size, older.root, newer.root, proof.path))
    return Error{Errc::corrupt, "the newer log is not shown to be a continuation of the older one", name};
  return fmt::format("{}: the {} entries of {} are the first of {}\n", name, older.size, newer.origin, newer.size);
}

Result<void> verify(const Args& args) {
  if (args.operands().size() != 1 || args.text("pub").empty())
    return with_hint({Errc::invalid_argument, "expects a log or a proof, and --pub", "log verify"},
                     "dau log verify --help");
  const std::string& path = args.operands().front();
  DAU_TRY(const ledger::NoteKey key, read_key_file(args.text("pub")));
  if (is_database_log(args)) return verify_database(args, key);
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) return verify_log(path, key, args);
  DAU_TRY(const Content content, read_content(path, ledger::kMaxNoteBytes));
  auto shown = [&]() -> Result<std::string> {
    if (content.bytes.starts_with("old ")) {
      DAU_TRY(const ledger::GrowthProof growth, ledger::read_growth_proof(content.bytes, content.name));
      return check_growth(growth, args, key, content.name);
    }
    DAU_TRY(const ledger::Proof proof, ledger::read_proof(content.bytes, content.name));
    return check(proof, args, key, content.name);
  }();
  if (shown) return print(*shown);
  if (shown.error().code != Errc::corrupt) return shown.error();
  answer_no();
  return print(fmt::format("{}: SHOWS NOTHING: {}\n", content.name, shown.error().message));
}
}  // namespace

extern const Command kLogCheckpoint, kLogProve, kLogVerify;
constinit const Command kLogCheckpoint{"log checkpoint", "size and root, signed", "FOLDER",  kCheckpointAbout,
                                       no_options,       kCheckpointExamples,     checkpoint};
constinit const Command kLogProve{"log prove",   "that an entry is in it", "FOLDER", kProveAbout,
                                  prove_options, kProveExamples,           prove};
constinit const Command kLogVerify{"log verify",   "check a log or a proof", "FOLDER|PROOF", kVerifyAbout,
                                   verify_options, kVerifyExamples,          verify};
}  // namespace dau::cli
