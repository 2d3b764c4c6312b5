// SPDX-License-Identifier: Apache-2.0
// log.h — entries of a log that tell nothing of the event they stand for: docs/formats/log.md.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "dau/ledger/log.h"
#include "dau/ledger/note.h"
#include "dau/result.h"

namespace dau::cli {
using Salt = std::array<std::byte, 32>;

// {"commit": HMAC-SHA-256(salt, event) in base64}
std::string commitment_entry(std::string_view event, const Salt& salt);

// The salts of a log, 32 bytes an entry, apart from it so that they can be destroyed: private/salts in its folder.
// Zeros: the entry has none, or none any more.
Result<void> keep_salts(const std::string& folder, std::uint64_t first, std::span<const Salt> salts);
Result<Salt> salt_of(const std::string& folder, std::uint64_t index);

// Errors: invalid_argument, at = `option`.
Result<std::uint64_t> entry_number(const std::string& text, const std::string& option);

// {"index", "leaf" in hex, "checkpoint"} and a line end.
std::string receipt_line(const ledger::Receipt& receipt);

// Errors: as read_note_key; not_found.
Result<ledger::NoteKey> read_key_file(const std::string& path);
}  // namespace dau::cli
