// SPDX-License-Identifier: Apache-2.0
// pipeline.cc — a queue of slots under one lock; whoever finishes the first slot hands out all that are ready.
#include "cli/pipeline.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

namespace dau::cli {
Pipeline::Pipeline(Work work, Sink sink, int threads)
    : work_(std::move(work)), sink_(std::move(sink)), limit_(2 * static_cast<std::size_t>(threads) + 2) {
  if (threads == 1) return;
  stop_descriptor_ = ::eventfd(0, EFD_CLOEXEC);
  for (int i = 0; i < threads; ++i) workers_.emplace_back([this] { run_worker(); });
}

Pipeline::~Pipeline() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = stopped_ = true;
  }
  changed_.notify_all();
  workers_.clear();
  if (stop_descriptor_ >= 0) ::close(stop_descriptor_);
}

void Pipeline::accept(const Outcome& outcome) {
  auto wants_more = sink_(outcome);
  const bool failed = !wants_more;
  if (!failed && *wants_more) return;
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  if (failed) error_ = std::move(wants_more).error();
  // With one thread there is no descriptor, and nobody waits.
  if (stop_descriptor_ >= 0) ::eventfd_write(stop_descriptor_, 1);
}

void Pipeline::accept_part(std::string& text) {
  Outcome part;
  part.text.swap(text);
  accept(part);
  part.text.clear();
  part.text.swap(text);  // its memory is used again
}

bool Pipeline::push(Batch batch) {
  if (workers_.empty()) {
    const Outcome rest = work_(batch, [this](std::string& text) {
      if (stopped_) return text.clear();
      accept_part(text);
    });
    if (!stopped_) accept(rest);
    return !stopped_;
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return slots_.size() < limit_ || stopped_; });
  if (stopped_) return false;
  slots_.push_back(std::make_unique<Slot>());
  slots_.back()->batch = std::move(batch);
  changed_.notify_all();
  return true;
}

Result<void> Pipeline::finish() {
  std::unique_lock lock(mutex_);
  closed_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return (slots_.empty() || stopped_) && !handing_out_; });
  if (error_) return *error_;
  return {};
}

void Pipeline::run_worker() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return taken_ < slots_.size() || closed_ || stopped_; });
    if (stopped_ || taken_ == slots_.size()) return;
    Slot& slot = *slots_[taken_++];
    lock.unlock();
    slot.outcome = work_(slot.batch, [&](std::string& text) { hand_on(slot, text); });
    lock.lock();
    slot.done = true;
    hand_out(lock);
  }
}

// The slot is not done, so that nobody else hands out once it is the first.
void Pipeline::hand_on(const Slot& slot, std::string& text) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopped_ || (slots_.front().get() == &slot && !handing_out_); });
  if (stopped_) return text.clear();
  handing_out_ = true;
  lock.unlock();
  accept_part(text);
  lock.lock();
  handing_out_ = false;
  changed_.notify_all();
}

// Only one thread hands out; another that finishes a slot meanwhile leaves it to that one.
void Pipeline::hand_out(std::unique_lock<std::mutex>& lock) {
  if (handing_out_) return;
  handing_out_ = true;
  while (!stopped_ && !slots_.empty() && slots_.front()->done) {
    const std::unique_ptr<Slot> slot = std::move(slots_.front());
    slots_.pop_front();
    --taken_;
    changed_.notify_all();
    lock.unlock();
    accept(slot->outcome);
    lock.lock();
  }
  handing_out_ = false;
  changed_.notify_all();
}
}  // namespace dau::cli
