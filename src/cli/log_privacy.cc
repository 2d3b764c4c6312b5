// SPDX-License-Identifier: Apache-2.0
// log_privacy.cc — dau log erase, hold, keep, show: what a log keeps beside its commitments, and how that ends.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/clock.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/log.h"
#include "cli/log_content.h"
#include "cli/output.h"
#include "dau/ledger/log.h"

namespace dau::cli {
namespace {
constexpr std::string_view kEraseAbout =
    "Destroys salts and keys, so that nobody can show any more which events entries\n"
    "stand for; that it was done is an entry itself, and every proof stays valid.";

constexpr std::string_view kEraseExamples = R"(  $ dau log init nhat-ky --origin cty-a.vn/nhat-ky >key
  $ echo '{"ten": "Lan"}' | dau log append nhat-ky >receipts
  $ dau log erase nhat-ky --index 0 | cut -c 1-11
  {"index":1,
)";

std::vector<Option> erase_options() {
  return {{"index", "N", "one entry, from 0"},
          {"subject", "NAME", "all that was kept about whom, and his key"},
          {"expired", "", "what is older than the rule (dau log keep)"},
          {"reason", "TEXT", "kept in the log, for all to read"},
          {"wait", "SECONDS", "for another writer to end", "10", Range{0, 86'400, true}}};
}

// The entry that says so comes first, then what it says is done: what is erased is never erased without a trace.
Result<void> log_and_print(ledger::Log& log, json::Value entry, const std::string& reason,
                           const std::function<Result<void>()>& done) {
  if (!reason.empty()) entry["reason"] = reason;
  DAU_TRY(const std::string text, json::dump_checked(entry));
  DAU_TRY(const ledger::Receipt receipt, log.append(text));
  DAU_CHECK(done());
  DAU_CHECK(log.publish());
  return print(receipt_line(receipt));
}

Result<void> zero_salts(const std::string& folder, const std::vector<std::uint64_t>& indices) {
  const Salt none[] = {Salt{}};
  for (const std::uint64_t index : indices) DAU_CHECK(keep_salts(folder, index, none));
  return {};
}

Result<void> refuse_held(const Subjects& subjects, const std::string& id, const std::string& name) {
  DAU_TRY(const std::optional<std::string> hold, subjects.hold_on(id));
  if (!hold) return {};
  return with_hint({Errc::invalid_argument, "is under a hold: " + *hold, name},
                   "dau log hold FOLDER --subject NAME --lift");
}

// Whom each entry is about, and since when. (Of two lines for one index the older was never acknowledged.)
struct Owner {
  std::string subject;
  std::int64_t at = 0;
};
Result<std::map<std::uint64_t, Owner>> owners(const std::string& folder, std::uint64_t size) {
  std::map<std::uint64_t, Owner> out;
  DAU_CHECK(read_content_of(folder, [&](const Kept& kept) -> Result<void> {
    if (kept.index < size) out[kept.index] = {kept.subject, kept.at};
    return {};
  }));
  return out;
}

Result<void> erase_subject(ledger::Log& log, const std::string& folder, const std::string& name,
                           const std::string& reason) {
  const Subjects subjects(folder);
  DAU_TRY(const std::string id, subjects.id_of(name));
  DAU_CHECK(refuse_held(subjects, id, name));
  DAU_CHECK(subjects.key_of(id));
  DAU_TRY(const auto entries, owners(folder, log.checkpoint().size));
  std::vector<std::uint64_t> indices;
  for (const auto& [index, owner] : entries)
    if (owner.subject == id) indices.push_back(index);
  return log_and_print(log, {{"erased_entries", indices}}, reason, [&]() -> Result<void> {
    DAU_CHECK(subjects.destroy_key(id));
    return zero_salts(folder, indices);
  });
}

// Keys whose newest content is older than the rule, and that no hold keeps. What is newer keeps its whole subject.
Result<void> erase_expired(ledger::Log& log, const std::string& folder, const std::string& reason) {
  DAU_TRY(const std::optional<std::int64_t> days, retention_days(folder));
  if (!days)
    return with_hint({Errc::invalid_argument, "the log has no rule", "--expired"}, "dau log keep FOLDER --days N");
  const std::int64_t limit = seconds_now() - *days * 86'400;
  const Subjects subjects(folder);
  struct Part {
    std::int64_t newest = 0;
    std::vector<std::uint64_t> indices;
  };
  std::map<std::string, Part> parts;
  DAU_TRY(const auto entries, owners(folder, log.checkpoint().size));
  for (const auto& [index, owner] : entries) {
    Part& part = parts[owner.subject];
    part.newest = std::max(part.newest, owner.at);
    part.indices.push_back(index);
  }
  std::vector<std::string> gone;
  std::vector<std::uint64_t> indices;
  for (const auto& [id, part] : parts) {
    DAU_TRY(const std::optional<std::string> hold, subjects.hold_on(id));
    if (part.newest > limit || hold || !subjects.key_of(id)) continue;
    gone.push_back(id);
    indices.insert(indices.end(), part.indices.begin(), part.indices.end());
  }
  std::ranges::sort(indices);
  return log_and_print(log, {{"erased_entries", indices}, {"kept_days", *days}}, reason, [&]() -> Result<void> {
    for (const std::string& id : gone) DAU_CHECK(subjects.destroy_key(id));
    return zero_salts(folder, indices);
  });
}

// The key of whom it is about holds for all of his content: of one entry of many, the salt alone goes.
Result<void> erase_entry(ledger::Log& log, const std::string& folder, const std::string& index_text,
                         const std::string& reason) {
  DAU_TRY(const std::uint64_t index, entry_number(index_text, "--index"));
  DAU_CHECK(salt_of(folder, index));
  DAU_TRY(const auto entries, owners(folder, log.checkpoint().size));
  if (entries.count(index) != 0)
    return with_hint(
        {Errc::invalid_argument, "its content is kept under a person's key", fmt::format("entry {}", index)},
        "dau log erase FOLDER --subject NAME");
  return log_and_print(log, {{"erased", index}}, reason, [&] { return zero_salts(folder, {index}); });
}

Result<void> erase(const Args& args) {
  const int asked =
      (args.text("index").empty() ? 0 : 1) + (args.text("subject").empty() ? 0 : 1) + (args.flag("expired") ? 1 : 0);
  if (args.operands().size() != 1 || asked != 1)
    return with_hint({Errc::invalid_argument, "expects one log, and --index, --subject or --expired", "log erase"},
                     "dau log erase --help");
  const std::string& folder = args.operands().front();
  const std::string& reason = args.text("reason");
  DAU_TRY(ledger::Log log, ledger::Log::open(folder, {args.integer("wait")}));
  if (args.flag("expired")) return erase_expired(log, folder, reason);
  if (!args.text("subject").empty()) return erase_subject(log, folder, args.text("subject"), reason);
  return erase_entry(log, folder, args.text("index"), reason);
}

constexpr std::string_view kHoldAbout =
    "Keeps what is kept about someone from being erased, by request or by rule, until\n"
    "the hold is lifted. Both are entries of the log, which do not tell the name.";

constexpr std::string_view kHoldExamples = R"(  $ dau log init n --origin a.vn/n >key
  $ echo 'Lan gọi' | dau log append n --subject Lan >receipts
  $ dau log hold n --subject Lan --reason 'vụ kiện 12' | cut -c 1-11
  {"index":1,
)";

std::vector<Option> hold_options() {
  return {{"subject", "NAME", "about whom"},
          {"reason", "TEXT", "kept in the log, for all to read"},
          {"lift", "", "end the hold"},
          {"wait", "SECONDS", "for another writer to end", "10", Range{0, 86'400, true}}};
}

Result<void> hold(const Args& args) {
  if (args.operands().size() != 1 || args.text("subject").empty())
    return with_hint({Errc::invalid_argument, "expects one log, and --subject", "log hold"}, "dau log hold --help");
  const std::string& folder = args.operands().front();
  DAU_TRY(ledger::Log log, ledger::Log::open(folder, {args.integer("wait")}));
  const Subjects subjects(folder);
  DAU_TRY(const std::string id, subjects.id_of(args.text("subject")));
  const bool lift = args.flag("lift");
  if (lift) {
    DAU_TRY(const std::optional<std::string> there, subjects.hold_on(id));
    if (!there) return Error{Errc::not_found, "there is no hold", args.text("subject")};
  } else {
    DAU_CHECK(subjects.key_of(id));
  }
  // Which person it is, is known to whoever has the log's private folder alone.
  return log_and_print(log, {{lift ? "hold_lifted" : "hold", id}}, args.text("reason"), [&]() -> Result<void> {
    return lift ? subjects.lift_hold(id) : subjects.set_hold(id, args.text("reason"));
  });
}

constexpr std::string_view kKeepAbout =
    "Sets for how many days content is kept; dau log erase --expired then destroys\n"
    "the keys of all that is older and under no hold. Without --days: shows the rule.";

constexpr std::string_view kKeepExamples =
    R"(  $ dau log init n --origin a.vn/n >key; dau log keep n --days 180 | cut -c 1-11
  {"index":0,
  $ dau log keep n
  180 days
)";

std::vector<Option> keep_options() {
  return {{"days", "N", "from when it was logged"},
          {"wait", "SECONDS", "for another writer to end", "10", Range{0, 86'400, true}}};
}

Result<void> keep(const Args& args) {
  if (args.operands().size() != 1)
    return with_hint({Errc::invalid_argument, "expects one log", "log keep"}, "dau log keep --help");
  const std::string& folder = args.operands().front();
  if (args.text("days").empty()) {
    DAU_CHECK(ledger::own_key(folder));
    DAU_TRY(const std::optional<std::int64_t> days, retention_days(folder));
    return print(days ? fmt::format("{} days\n", *days) : "for good\n");
  }
  DAU_TRY(const std::uint64_t days, entry_number(args.text("days"), "--days"));
  if (days > 100'000) return Error{Errc::invalid_argument, "more than 100,000 days", "--days"};
  DAU_TRY(ledger::Log log, ledger::Log::open(folder, {args.integer("wait")}));
  return log_and_print(log, {{"keep_days", days}}, {},
                       [&] { return set_retention_days(folder, static_cast<std::int64_t>(days)); });
}

constexpr std::string_view kShowAbout =
    "Shows the event that an entry stands for, where it was kept (dau log append\n"
    "--subject) and has not been erased.";

constexpr std::string_view kShowExamples = R"(  $ dau log init n --origin a.vn/n >key
  $ echo 'Lan gọi' | dau log append n --subject Lan >receipts
  $ dau log show n --index 0
  Lan gọi
)";

std::vector<Option> show_options() { return {{"index", "N", "of the entry, from 0"}}; }

Result<void> show(const Args& args) {
  if (args.operands().size() != 1 || args.text("index").empty())
    return with_hint({Errc::invalid_argument, "expects one log, and --index", "log show"}, "dau log show --help");
  DAU_TRY(const std::uint64_t index, entry_number(args.text("index"), "--index"));
  DAU_CHECK(ledger::own_key(args.operands().front()));
  DAU_TRY(const std::string event, kept_event(args.operands().front(), index));
  return print(event + "\n");
}
}  // namespace

extern const Command kLogErase, kLogHold, kLogKeep, kLogShow;
constinit const Command kLogErase{
    "log erase", "make an entry tell nothing for good", "FOLDER", kEraseAbout, erase_options, kEraseExamples, erase};
constinit const Command kLogHold{
    "log hold", "keep someone's content from being erased", "FOLDER", kHoldAbout, hold_options, kHoldExamples, hold};
constinit const Command kLogKeep{
    "log keep", "for how long content is kept", "FOLDER", kKeepAbout, keep_options, kKeepExamples, keep};
constinit const Command kLogShow{"log show",   "the event of an entry", "FOLDER", kShowAbout,
                                 show_options, kShowExamples,           show};
}  // namespace dau::cli
