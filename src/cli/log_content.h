// SPDX-License-Identifier: Apache-2.0
// log_content.h — what happened, beside a log that only commits to it: encrypted under a key for each person it is
// about, so that it is gone when the key is. private/content, private/subjects in the log's folder:
// docs/formats/log.md.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/result.h"

namespace dau::cli {
// A person, or whatever one asks to be forgotten by. The name stands nowhere: files have its HMAC under a key of the
// log.
class Subjects {
 public:
  explicit Subjects(std::string folder) : folder_(std::move(folder)) {}

  // The id of a name; the same each time. Errors: io.
  Result<std::string> id_of(std::string_view name) const;
  // The key of an id, made where there is none. Errors: io.
  Result<std::string> key_for(const std::string& id) const;
  // Errors: not_found (there was none, or it has been destroyed).
  Result<std::string> key_of(const std::string& id) const;
  Result<void> destroy_key(const std::string& id) const;

  // A hold keeps a subject from being erased: why, as whoever set it said. Errors: io.
  Result<std::optional<std::string>> hold_on(const std::string& id) const;
  Result<void> set_hold(const std::string& id, std::string_view reason) const;
  Result<void> lift_hold(const std::string& id) const;

 private:
  std::string path(const std::string& id, const char* ending) const;
  std::string folder_;
};

struct Kept {
  std::uint64_t index = 0;
  std::string subject;  // id
  std::int64_t at = 0;  // when it was kept, seconds since 1970
  std::string sealed;
};

// Adds encrypted events, of entries first, first + 1, …, and returns when they are on the medium. Errors: io.
Result<void> keep_content(const std::string& folder, std::uint64_t first, const std::string& subject,
                          const std::vector<std::string>& events, std::int64_t now);

// Every kept event, the newest of an index last; a line that a crash cut off is passed over. Errors: io; those of
// `take`.
Result<void> read_content_of(const std::string& folder, const std::function<Result<void>(Kept)>& take);

// The event of an entry. Errors: not_found (none was kept, or its key is gone); corrupt.
Result<std::string> kept_event(const std::string& folder, std::uint64_t index);

// Rules: how long content is kept, in days. Nothing: for good.
Result<std::optional<std::int64_t>> retention_days(const std::string& folder);
Result<void> set_retention_days(const std::string& folder, std::int64_t days);
}  // namespace dau::cli
