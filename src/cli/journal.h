// SPDX-License-Identifier: Apache-2.0
// journal.h — the answers of a run as they come, so that one that is cut short goes on where it stopped.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/json.h"
#include "dau/eval/result.h"
#include "dau/result.h"

namespace dau::cli {
struct Reply {
  eval::Answer answer;
  double seconds = 0;  // 0: not known
  std::uint64_t prompt_tokens = 0, completion_tokens = 0;
};

// "<result>.partial": a line of JSON that says which run it is, then one for each answer, written when it is there.
// Failed answers are not kept: whoever goes on asks again. Any number of threads may add.
class Journal {
 public:
  // Begins a file, or with `resume` goes on with the one that is there: a last line that was cut off is dropped.
  // Errors: invalid_argument (a file is there and `resume` is not asked for; it is of another run); corrupt; io.
  static Result<Journal> open(const std::string& path, const json::Value& run, bool resume);

  const Reply* find(const std::string& id) const;
  std::size_t size() const { return known_.size() + added_; }  // of answers in the file

  Result<void> add(const Reply& reply);
  void remove();  // the run is done, and its result written

  Journal(Journal&&) noexcept;
  Journal& operator=(Journal&&) = delete;
  ~Journal();

 private:
  struct File;
  Journal(std::string path, std::map<std::string, Reply> known, std::unique_ptr<File> file);
  std::string path_;
  std::map<std::string, Reply> known_;
  std::size_t added_ = 0;
  std::unique_ptr<File> file_;
};
}  // namespace dau::cli
