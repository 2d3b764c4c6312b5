// SPDX-License-Identifier: Apache-2.0
// log_witness.h — what witnesses and time-stamping authorities say about a log: FOLDER/witness.
#pragma once
#include <string>
#include <vector>

#include "dau/ledger/note.h"
#include "dau/result.h"

namespace dau::cli {
// A line for each thing that is said rightly, with its time. `trust_pem`: roots of time-stamping authorities.
// Errors: io; corrupt (a file in the folder that is not what it should be).
Result<std::string> witness_report(const std::string& folder, const ledger::NoteKey& key,
                                   const std::vector<ledger::WitnessKey>& witnesses, const std::string& trust_pem);
}  // namespace dau::cli
