// SPDX-License-Identifier: Apache-2.0
// log_witness.cc — dau log cosign, attach: what others say about a log's checkpoints, and where the log keeps it.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/bytes.h"
#include "base/certificate.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/sign.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/log.h"
#include "cli/log_witness.h"
#include "cli/output.h"
#include "dau/ledger/log.h"

namespace dau::cli {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kCosignAbout =
    "For a witness: checks that a checkpoint is signed and goes on the one seen last,\n"
    "and writes it with the witness's own signature and time (C2SP tlog-cosignature).";

constexpr std::string_view kCosignExamples = R"(  $ dau log init n --origin a.vn/n >key; dau log checkpoint n >c
  $ openssl genpkey -algorithm ed25519 -out w.pem
  $ dau log cosign c --pub key --key w.pem --name w.vn/1 | grep -c w.vn/1
  1
)";

std::vector<Option> cosign_options() {
  return {{"pub", "FILE", "key of the log"},
          {"key", "FILE", "private Ed25519 key of the witness, PEM"},
          {"name", "NAME", "of the witness"},
          {"older", "FILE", "the checkpoint seen last"},
          {"growth", "FILE", "the proof from there (dau log prove --from)"},
          {"show-key", "", "write the witness's public key instead"}};
}

Result<void> check_growth(const Args& args, const ledger::NoteKey& key, const ledger::Checkpoint& newer) {
  if (args.text("older").empty()) return {};
  DAU_TRY(const Content older_note, read_content(args.text("older"), ledger::kMaxNoteBytes));
  DAU_TRY(const ledger::Checkpoint older, ledger::read_checkpoint(older_note.bytes, key, older_note.name));
  if (older == newer) return {};
  if (args.text("growth").empty()) return Error{Errc::invalid_argument, "is missing", "--growth"};
  DAU_TRY(const Content text, read_content(args.text("growth"), ledger::kMaxNoteBytes));
  DAU_TRY(const ledger::GrowthProof proof, ledger::read_growth_proof(text.bytes, text.name));
  if (older.origin != newer.origin || proof.old_size != older.size ||
      !ledger::is_consistent(older.size, newer.size, older.root, newer.root, proof.path))
    return Error{Errc::corrupt, "the log is not shown to go on what was seen before: not cosigned", text.name};
  return {};
}

Result<void> cosign(const Args& args) {
  const auto wrong = [](std::string why) {
    return with_hint({Errc::invalid_argument, std::move(why), "log cosign"}, "dau log cosign --help");
  };
  if (args.text("key").empty() || args.text("name").empty()) return wrong("expects --key and --name");
  DAU_TRY(const Content pem, read_content(args.text("key"), 64 * 1024));
  if (args.flag("show-key")) {
    DAU_TRY(const SigningKey key, SigningKey::from_pem(pem.bytes, pem.name));
    return print(ledger::to_text(ledger::WitnessKey{args.text("name"), key.public_key()}) + "\n");
  }
  if (args.operands().size() != 1 || args.text("pub").empty()) return wrong("expects a checkpoint, and --pub");
  DAU_TRY(const ledger::NoteKey key, read_key_file(args.text("pub")));
  DAU_TRY(const Content note, read_content(args.operands().front(), ledger::kMaxNoteBytes));
  DAU_TRY(const ledger::Checkpoint checkpoint, ledger::read_checkpoint(note.bytes, key, note.name));
  DAU_CHECK(check_growth(args, key, checkpoint));
  DAU_TRY(const std::string line, ledger::cosign(note.bytes, args.text("name"), pem.bytes, seconds_now(), note.name));
  return print(note.bytes + line);
}

constexpr std::string_view kAttachAbout =
    "Keeps with a log what others say about a checkpoint of its: a note with\n"
    "cosignatures, or an RFC 3161 time stamp of the checkpoint's file (--to).";

constexpr std::string_view kAttachExamples = R"(  $ dau log init n --origin a.vn/n >key; dau log checkpoint n >c
  $ openssl genpkey -algorithm ed25519 -out w.pem
  $ dau log cosign c --pub key --key w.pem --name w.vn/1 >d; dau log attach n d
  d: with the checkpoint of 0 entries
)";

std::vector<Option> attach_options() { return {{"to", "FILE", "the checkpoint that was stamped, as it was"}}; }

// Of this log: signed by its key, with the root that its first entries have.
Result<ledger::Checkpoint> own_checkpoint(const std::string& folder, const Content& note) {
  DAU_TRY(const ledger::NoteKey key, ledger::own_key(folder));
  DAU_TRY(const ledger::Published published, ledger::read_published(folder, key));
  DAU_TRY(ledger::Checkpoint checkpoint, ledger::read_checkpoint(note.bytes, key, note.name));
  if (checkpoint.size > published.checkpoint.size)
    return Error{Errc::invalid_argument, "a checkpoint of more entries than are published", note.name};
  if (checkpoint.size > 0 && checkpoint.size < published.checkpoint.size) {
    DAU_TRY(const std::vector<ledger::Hash> path, ledger::prove_growth(folder, checkpoint.size, published));
    if (!ledger::is_consistent(checkpoint.size, published.checkpoint.size, checkpoint.root, published.checkpoint.root,
                               path))
      return Error{Errc::corrupt, "a checkpoint that is not of this log", note.name};
  }
  return checkpoint;
}

Result<void> keep_note(const std::string& path, const Content& note) {
  std::string merged = note.bytes;
  if (const auto there = read_file(path, ledger::kMaxNoteBytes)) {
    DAU_TRY(merged, ledger::merge_notes(*there, note.bytes, note.name));
  }
  return write_file_atomically(path, as_bytes(merged));
}

Result<void> attach(const Args& args) {
  if (args.operands().size() != 2)
    return with_hint({Errc::invalid_argument, "expects a log and a file", "log attach"}, "dau log attach --help");
  const std::string& folder = args.operands()[0];
  DAU_TRY(const Content file, read_content(args.operands()[1], ledger::kMaxNoteBytes));
  std::error_code failed;
  const std::string kept = folder + "/witness";
  if (args.text("to").empty()) {
    DAU_TRY(const ledger::Checkpoint checkpoint, own_checkpoint(folder, file));
    fs::create_directories(kept, failed);
    DAU_CHECK(keep_note(fmt::format("{}/{}.note", kept, checkpoint.size), file));
    return print(fmt::format("{}: with the checkpoint of {} entries\n", file.name, checkpoint.size));
  }
  DAU_TRY(const Content note, read_content(args.text("to"), ledger::kMaxNoteBytes));
  DAU_TRY(const ledger::Checkpoint checkpoint, own_checkpoint(folder, note));
  const TimeStamp stamp = check_time_stamp(as_bytes(file.bytes), as_bytes(note.bytes), {});
  if (stamp.state == TimeStamp::State::malformed || stamp.state == TimeStamp::State::mismatch)
    return Error{Errc::corrupt, "no time stamp token (RFC 3161, DER) of that file", file.name};
  fs::create_directories(kept, failed);
  DAU_CHECK(write_file_atomically(fmt::format("{}/{}.stamped", kept, checkpoint.size), as_bytes(note.bytes)));
  DAU_CHECK(write_file_atomically(fmt::format("{}/{}.tst", kept, checkpoint.size), as_bytes(file.bytes)));
  return print(fmt::format("{}: with the checkpoint of {} entries\n", file.name, checkpoint.size));
}

}  // namespace

// What witnesses and time stamps say of a log, a line each.
Result<std::string> witness_report(const std::string& folder, const ledger::NoteKey& key,
                                   const std::vector<ledger::WitnessKey>& witnesses, const std::string& trust_pem) {
  std::vector<Certificate> anchors;
  if (!trust_pem.empty()) {
    DAU_TRY(anchors, Certificate::from_pem(trust_pem, "--trust"));
  }
  std::string out;
  std::error_code failed;
  std::vector<fs::path> files;
  for (fs::directory_iterator at(folder + "/witness", failed), end; !failed && at != end; at.increment(failed))
    files.push_back(at->path());
  std::ranges::sort(files);
  for (const fs::path& path : files) {
    if (path.extension() == ".note") {
      DAU_TRY(const std::string note, read_file(path.string(), ledger::kMaxNoteBytes));
      DAU_TRY(const ledger::Checkpoint checkpoint, ledger::read_checkpoint(note, key, path.string()));
      DAU_TRY(const auto seen, ledger::read_cosignatures(note, witnesses, path.string()));
      for (const ledger::Cosignature& one : seen)
        out += fmt::format("  {} saw {} entries at {}\n", one.name, checkpoint.size, to_rfc3339(one.time));
    } else if (path.extension() == ".tst") {
      DAU_TRY(const std::string token, read_file(path.string(), ledger::kMaxNoteBytes));
      fs::path stamped = path;
      stamped.replace_extension(".stamped");
      DAU_TRY(const std::string note, read_file(stamped.string(), ledger::kMaxNoteBytes));
      DAU_TRY(const ledger::Checkpoint checkpoint, ledger::read_checkpoint(note, key, stamped.string()));
      const TimeStamp stamp = check_time_stamp(as_bytes(token), as_bytes(note), anchors);
      if (stamp.state == TimeStamp::State::trusted)
        out +=
            fmt::format("  {} entries were there at {} ({})\n", checkpoint.size, to_rfc3339(stamp.time), stamp.signer);
      else
        out += fmt::format("  a time stamp of {} entries that nobody of --trust vouches for\n", checkpoint.size);
    }
  }
  return out;
}

extern const Command kLogCosign, kLogAttach;
constinit const Command kLogCosign{
    "log cosign", "for witnesses: sign what was seen", "[CHECKPOINT]", kCosignAbout, cosign_options, kCosignExamples,
    cosign};
constinit const Command kLogAttach{
    "log attach", "keep what others say about it", "FOLDER FILE", kAttachAbout, attach_options, kAttachExamples,
    attach};
}  // namespace dau::cli
