// SPDX-License-Identifier: Apache-2.0
// log_database.h — the dau log commands on a log in PostgreSQL, whose place is postgresql://…
#pragma once
#include "cli/args.h"
#include "dau/ledger/note.h"
#include "dau/result.h"

namespace dau::cli {
// Whether the first operand is such a place.
bool is_database_log(const Args& args);

Result<void> init_database(const Args& args);
Result<void> append_database(const Args& args);
Result<void> checkpoint_database(const Args& args);
Result<void> prove_database(const Args& args);
Result<void> verify_database(const Args& args, const ledger::NoteKey& key);
}  // namespace dau::cli
