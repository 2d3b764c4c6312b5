// SPDX-License-Identifier: Apache-2.0
// log.cc — the C interface of the log.
#include <fmt/format.h>

#include <memory>

#include "base/bytes.h"
#include "base/json.h"
#include "base/sign.h"
#include "bindings/c/handles.h"
#include "dau/ledger/log.h"

struct dau_log {
  explicit dau_log(dau::ledger::Log opened) : log(std::move(opened)) {}
  dau::ledger::Log log;
};

namespace {
using dau::Result;
using dau::bindings::guard;
using dau::bindings::need;

dau::json::Value receipt_json(const dau::ledger::Receipt& receipt) {
  std::string leaf;
  for (const std::byte byte : receipt.leaf) leaf += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return {{"index", receipt.index}, {"leaf", leaf}, {"checkpoint", *receipt.checkpoint}};
}
}  // namespace

extern "C" {
int dau_log_make(const char* folder, const char* origin, dau_error** error) {
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(folder, "folder"));
    DAU_CHECK(need(origin, "origin"));
    return dau::ledger::make_log(folder, origin);
  });
}

int dau_log_open(const char* folder, int wait_seconds, dau_log** log, dau_error** error) {
  if (log != nullptr) *log = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(folder, "folder"));
    DAU_CHECK(need(log, "log"));
    DAU_TRY(dau::ledger::Log opened, dau::ledger::Log::open(folder, {wait_seconds}));
    *log = new dau_log(std::move(opened));
    return {};
  });
}

int dau_log_append(dau_log* log, const char* const* entries, const size_t* sizes, size_t count, dau_text** receipts,
                   dau_error** error) {
  if (receipts != nullptr) *receipts = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(log, "log"));
    if (count > 0) DAU_CHECK(need(entries, "entries"));
    if (count > 0) DAU_CHECK(need(sizes, "sizes"));
    std::vector<std::string> list;
    list.reserve(count);
    for (size_t i = 0; i < count; ++i)
      list.emplace_back(sizes[i] > 0 ? std::string(entries[i], sizes[i]) : std::string());
    DAU_TRY(const std::vector<dau::ledger::Receipt> made, log->log.append(list));
    if (receipts == nullptr) return {};
    dau::json::Value out = dau::json::Value::array();
    for (const dau::ledger::Receipt& one : made) out.push_back(receipt_json(one));
    *receipts = new dau_text{dau::json::dump(out)};
    return {};
  });
}

int dau_log_publish(dau_log* log, dau_error** error) {
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(log, "log"));
    return log->log.publish();
  });
}

void dau_log_free(dau_log* log) { delete log; }

int dau_log_prove(const char* folder, unsigned long long index, dau_text** proof, dau_error** error) {
  if (proof != nullptr) *proof = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(folder, "folder"));
    DAU_CHECK(need(proof, "proof"));
    DAU_TRY(const dau::ledger::NoteKey key, dau::ledger::own_key(folder));
    DAU_TRY(const dau::ledger::Published published, dau::ledger::read_published(folder, key));
    DAU_TRY(dau::ledger::Proof made, dau::ledger::prove_entry(folder, index, published));
    DAU_TRY(const std::string entry, dau::ledger::read_entry(folder, index, published));
    made.extra = dau::json::dump({{"entry", dau::to_base64(dau::as_bytes(entry))}});
    *proof = new dau_text{dau::ledger::to_text(made)};
    return {};
  });
}
}
