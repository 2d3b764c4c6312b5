// SPDX-License-Identifier: Apache-2.0
// batch.h — many texts at a time, by several threads.
#pragma once
#include <cstddef>
#include <functional>

#include "dau/result.h"

namespace dau::bindings {
// Calls work(i) for each i < count, by up to `threads` threads (0: one for each processor), this one among them.
// Returns the error of the lowest index that has one, whatever the threads do, `at` = "<index>:<at>"; then the work on
// higher ones may not have been done. Errors: invalid_argument (threads out of 0 to 64); those of the work, and
// internal for what it throws.
Result<void> for_each_index(std::size_t count, int threads, const std::function<Result<void>(std::size_t)>& work);
}  // namespace dau::bindings
