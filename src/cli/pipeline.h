// SPDX-License-Identifier: Apache-2.0
// pipeline.h — batches worked on by several threads and handed out in their order; memory stays bounded.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cli/line_reader.h"
#include "dau/result.h"

namespace dau::cli {
// What has become of a batch: the text to write, up to the line that could not be worked on, if there is one.
struct Outcome {
  std::string text;
  std::optional<Error> error;
  std::uint64_t bad_lines = 0;          // passed on or mended
  std::optional<Error> first_bad_line;  // says what was bad about it
};

// Hands the first part of an outcome's text to the sink, and empties it: for what would be too large to keep. Waits
// until all batches before this one have been handed out.
using HandOn = std::function<void(std::string& text)>;

class Pipeline {
 public:
  using Work = std::function<Outcome(const Batch&, const HandOn&)>;  // called by any thread
  using Sink = std::function<Result<bool>(const Outcome&)>;          // by one thread at a time; false: wants no more

  // One thread is the caller's own: nothing is started.
  Pipeline(Work work, Sink sink, int threads);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline();

  // Takes a batch, and waits while too many are under way. False when the sink wants no more or has failed.
  bool push(Batch batch);

  // Waits until everything has reached the sink. Gives the sink's first error.
  Result<void> finish();

  // Becomes readable when push() would give false; -1 with one thread.
  int stop_descriptor() const { return stop_descriptor_; }

 private:
  struct Slot {
    Batch batch;
    Outcome outcome;
    bool done = false;
  };

  void run_worker();
  void hand_out(std::unique_lock<std::mutex>& lock);
  void hand_on(const Slot& slot, std::string& text);
  void accept(const Outcome& outcome);
  void accept_part(std::string& text);

  Work work_;
  Sink sink_;
  std::size_t limit_;  // slots
  int stop_descriptor_ = -1;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Slot>> slots_;  // the first is the next for the sink
  std::size_t taken_ = 0;                    // of slots_: a worker has or had them
  bool closed_ = false;
  bool stopped_ = false;
  bool handing_out_ = false;
  std::optional<Error> error_;
  std::vector<std::jthread> workers_;
};
}  // namespace dau::cli
