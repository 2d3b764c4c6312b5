// SPDX-License-Identifier: Apache-2.0
// log_write.cc — dau log init, dau log append.
#include <fmt/format.h>

#include "base/bytes.h"
#include "base/json.h"
#include "base/sign.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/line_reader.h"
#include "cli/log.h"
#include "cli/output.h"
#include "dau/ledger/log.h"

namespace dau::cli {
namespace {
constexpr std::string_view kInitAbout =
    "Makes an append-only log in a new folder. Its origin is its name for good,\n"
    "without white space, such as cty-a.vn/nhat-ky. Keep a copy of pub.pem elsewhere.";

constexpr std::string_view kInitExamples = R"(  $ dau log init nhat-ky --origin cty-a.vn/nhat-ky | cut -d + -f 1
  cty-a.vn/nhat-ky
)";

std::vector<Option> init_options() {
  return {{"origin", "NAME", "the name of the log, for good"},
          {"key", "FILE", "private Ed25519 key, PEM; else one is made"}};
}

Result<void> init(const Args& args) {
  if (args.operands().size() != 1)
    return with_hint({Errc::invalid_argument, "expects one folder", "log init"}, "dau log init --help");
  if (args.text("origin").empty())
    return with_hint({Errc::invalid_argument, "is missing", "--origin"}, "dau log init --help");
  std::string pem;
  if (!args.text("key").empty()) {
    DAU_TRY(const Content key, read_content(args.text("key"), 64 * 1024));
    pem = key.bytes;
  }
  DAU_CHECK(ledger::make_log(args.operands().front(), args.text("origin"), pem));
  DAU_TRY(const ledger::NoteKey key, ledger::own_key(args.operands().front()));
  return print(ledger::to_text(key) + "\n");
}

constexpr std::string_view kAppendAbout =
    "Reads events, a line each, and writes a receipt for each once it is on the\n"
    "medium. The log gets a salted commitment to the event; the event stays yours.";

constexpr std::string_view kAppendExamples =
    R"(  $ dau log init nhat-ky --origin cty-a.vn/nhat-ky >key
  $ echo '{"hoi": "giờ mở cửa?"}' | dau log append nhat-ky | cut -c 1-11
  {"index":0,
)";

std::vector<Option> append_options() {
  return {{"plain", "", "log the events themselves"},
          {"wait", "SECONDS", "for another writer to end", "10", Range{0, 86'400, true}}};
}

std::string receipt_line(const ledger::Receipt& receipt) {
  std::string leaf;
  for (const std::byte byte : receipt.leaf) leaf += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return json::dump({{"index", receipt.index}, {"leaf", leaf}, {"checkpoint", *receipt.checkpoint}}) + "\n";
}

// The lines that have come, in one go: their salts first, so that no commitment is ever without.
Result<void> append_lines(ledger::Log& log, const std::string& folder, const std::vector<std::string>& events,
                          bool plain) {
  std::vector<std::string> entries = events;
  if (!plain) {
    std::vector<Salt> salts;
    for (std::string& entry : entries) {
      DAU_TRY(const Salt salt, random_32());
      salts.push_back(salt);
      entry = commitment_entry(entry, salt);
    }
    DAU_CHECK(keep_salts(folder, log.checkpoint().size, salts));
  }
  DAU_TRY(const std::vector<ledger::Receipt> receipts, log.append(entries));
  std::string text;
  for (const ledger::Receipt& receipt : receipts) text += receipt_line(receipt);
  return print(text);
}

Result<void> append(const Args& args) {
  if (args.operands().size() != 1)
    return with_hint({Errc::invalid_argument, "expects one log", "log append"}, "dau log append --help");
  const std::string& folder = args.operands().front();
  DAU_TRY(ledger::Log log, ledger::Log::open(folder, {args.integer("wait")}));
  LineReader reader({}, true, -1);
  Batch batch;
  for (;;) {
    DAU_TRY(const bool more, reader.next(batch));
    std::vector<std::string> events;
    for (const Line& line : batch.lines) events.emplace_back(batch.text(line));
    if (!events.empty()) DAU_CHECK(append_lines(log, folder, events, args.flag("plain")));
    if (!more) return log.publish();
  }
}
constexpr std::string_view kEraseAbout =
    "Destroys the salt of an entry, so that nobody can show any more which event it\n"
    "stands for; that it was done is an entry itself, and every proof stays valid.";

constexpr std::string_view kEraseExamples = R"(  $ dau log init nhat-ky --origin cty-a.vn/nhat-ky >key
  $ echo '{"ten": "Lan"}' | dau log append nhat-ky >receipts
  $ dau log erase nhat-ky --index 0 | cut -c 1-11
  {"index":1,
)";

std::vector<Option> erase_options() {
  return {{"index", "N", "of the entry, from 0"},
          {"reason", "TEXT", "kept in the log, for all to read"},
          {"wait", "SECONDS", "for another writer to end", "10", Range{0, 86'400, true}}};
}

// First the entry that says so, then the salt: what is erased is never erased without a trace.
Result<void> erase(const Args& args) {
  if (args.operands().size() != 1 || args.text("index").empty())
    return with_hint({Errc::invalid_argument, "expects one log, and --index", "log erase"}, "dau log erase --help");
  const std::string& folder = args.operands().front();
  DAU_TRY(const std::uint64_t index, entry_number(args.text("index"), "--index"));
  DAU_TRY(ledger::Log log, ledger::Log::open(folder, {args.integer("wait")}));
  DAU_CHECK(salt_of(folder, index));
  json::Value entry = {{"erased", index}};
  if (!args.text("reason").empty()) entry["reason"] = args.text("reason");
  DAU_TRY(const std::string text, json::dump_checked(entry));
  DAU_TRY(const ledger::Receipt receipt, log.append(text));
  const Salt none[] = {Salt{}};
  DAU_CHECK(keep_salts(folder, index, none));
  DAU_CHECK(log.publish());
  return print(receipt_line(receipt));
}
}  // namespace

extern const Command kLogInit, kLogAppend, kLogErase;
constinit const Command kLogInit{"log init", "make a log", "FOLDER", kInitAbout, init_options, kInitExamples, init};
constinit const Command kLogAppend{"log append",   "events in, receipts out", "FOLDER", kAppendAbout,
                                   append_options, kAppendExamples,           append};
constinit const Command kLogErase{
    "log erase", "make an entry tell nothing for good", "FOLDER", kEraseAbout, erase_options, kEraseExamples, erase};
}  // namespace dau::cli
