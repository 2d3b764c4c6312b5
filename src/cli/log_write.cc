// SPDX-License-Identifier: Apache-2.0
// log_write.cc — dau log init, dau log append.
#include <fmt/format.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/sign.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/line_reader.h"
#include "cli/log.h"
#include "cli/log_content.h"
#include "cli/log_database.h"
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
  if (is_database_log(args)) return init_database(args);
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
          {"subject", "NAME", "whom they are about: kept too, encrypted"},
          {"wait", "SECONDS", "for another writer to end", "10", Range{0, 86'400, true}},
          {"key", "FILE", "private key, PEM, of a log in PostgreSQL"}};
}

// The lines that have come, in one go: their salts first, so that no commitment is ever without.
Result<void> append_lines(ledger::Log& log, const std::string& folder, const std::vector<std::string>& events,
                          bool plain, const std::string& subject) {
  std::vector<std::string> entries = events;
  if (!plain) {
    std::vector<Salt> salts;
    for (std::string& entry : entries) {
      DAU_TRY(const Salt salt, random_32());
      salts.push_back(salt);
      entry = commitment_entry(entry, salt);
    }
    DAU_CHECK(keep_salts(folder, log.checkpoint().size, salts));
    if (!subject.empty()) DAU_CHECK(keep_content(folder, log.checkpoint().size, subject, events, seconds_now()));
  }
  DAU_TRY(const std::vector<ledger::Receipt> receipts, log.append(entries));
  std::string text;
  for (const ledger::Receipt& receipt : receipts) text += receipt_line(receipt);
  return print(text);
}

Result<void> append(const Args& args) {
  if (args.operands().size() != 1)
    return with_hint({Errc::invalid_argument, "expects one log", "log append"}, "dau log append --help");
  if (is_database_log(args)) return append_database(args);
  const std::string& folder = args.operands().front();
  if (args.flag("plain") && !args.text("subject").empty())
    return with_hint({Errc::invalid_argument, "what is kept encrypted is not logged as it is", "--subject"},
                     "dau log append --help");
  DAU_TRY(ledger::Log log, ledger::Log::open(folder, {args.integer("wait")}));
  std::string subject;
  if (!args.text("subject").empty()) {
    DAU_TRY(subject, Subjects(folder).id_of(args.text("subject")));
  }
  LineReader reader({}, true, -1);
  Batch batch;
  for (;;) {
    DAU_TRY(const bool more, reader.next(batch));
    std::vector<std::string> events;
    for (const Line& line : batch.lines) events.emplace_back(batch.text(line));
    if (!events.empty()) DAU_CHECK(append_lines(log, folder, events, args.flag("plain"), subject));
    if (!more) return log.publish();
  }
}
}  // namespace

extern const Command kLogInit, kLogAppend;
constinit const Command kLogInit{"log init", "make a log", "FOLDER", kInitAbout, init_options, kInitExamples, init};
constinit const Command kLogAppend{"log append",   "events in, receipts out", "FOLDER", kAppendAbout,
                                   append_options, kAppendExamples,           append};
}  // namespace dau::cli
