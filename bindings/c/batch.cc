// SPDX-License-Identifier: Apache-2.0
// batch.cc — threads that take the next few indices until there are none.
#include "bindings/c/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

namespace dau::bindings {
namespace {
constexpr std::size_t kTaken = 8;  // indices at a time: few, as texts differ in length
constexpr int kMaxThreads = 64;

class Batch {
 public:
  Batch(std::size_t count, const std::function<Result<void>(std::size_t)>& work) : count_(count), work_(work) {}

  // Indices are handed out in ascending order and each block is worked on up to its first error, so that the lowest
  // error of all is always met.
  void run() noexcept {
    while (!failed_.load(std::memory_order_relaxed)) {
      const std::size_t begin = next_.fetch_add(kTaken, std::memory_order_relaxed);
      if (begin >= count_) return;
      for (std::size_t i = begin; i < std::min(begin + kTaken, count_); ++i)
        if (!try_one(i)) return;
    }
  }

  Result<void> outcome() && {
    if (!error_) return {};
    error_->at = fmt::format("{}:{}", first_bad_, error_->at);
    return *std::move(error_);
  }

 private:
  bool try_one(std::size_t index) noexcept {
    try {
      auto done = work_(index);
      return done ? true : fail(index, std::move(done).error());
    } catch (const std::exception& fault) {
      return fail(index, {Errc::internal, fault.what()});
    } catch (...) {
      return fail(index, {Errc::internal, "an unknown exception"});
    }
  }

  bool fail(std::size_t index, Error error) {
    const std::lock_guard lock(mutex_);
    failed_ = true;
    if (index < first_bad_) {
      first_bad_ = index;
      error_ = std::move(error);
    }
    return false;
  }

  const std::size_t count_;
  const std::function<Result<void>(std::size_t)>& work_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;  // guards what follows
  std::size_t first_bad_ = std::numeric_limits<std::size_t>::max();
  std::optional<Error> error_;
};
}  // namespace

Result<void> for_each_index(std::size_t count, int threads, const std::function<Result<void>(std::size_t)>& work) {
  if (threads < 0 || threads > kMaxThreads)
    return Error{Errc::invalid_argument, fmt::format("{} is not a number from 0 to {}", threads, kMaxThreads),
                 "threads"};
  const std::size_t wanted =
      threads > 0 ? static_cast<std::size_t>(threads) : std::clamp(std::thread::hardware_concurrency(), 1u, 64u);
  const std::size_t useful = std::min(wanted, (count + kTaken - 1) / kTaken);
  Batch batch(count, work);
  {
    std::vector<std::jthread> helpers;
    helpers.reserve(useful);
    try {
      for (std::size_t i = 1; i < useful; ++i) helpers.emplace_back([&batch] { batch.run(); });
    } catch (const std::system_error&) {  // no more threads to be had: those that are there do it
    }
    batch.run();
  }
  return std::move(batch).outcome();
}
}  // namespace dau::bindings
