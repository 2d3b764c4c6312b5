// SPDX-License-Identifier: Apache-2.0
// parallel.h — one piece of work spread over the cores.
#pragma once
#include <algorithm>
#include <cstddef>
#include <future>
#include <thread>
#include <vector>

namespace dau {
// Calls work(begin, end) for parts that together are [0, size), at the same time where there are cores for it and at
// least `least` elements for each. `work` must not throw.
template <class Work>
void in_parallel(std::size_t size, std::size_t least, const Work& work) {
  constexpr std::size_t kMaxParts = 8;
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  const std::size_t parts =
      std::clamp<std::size_t>(size / std::max<std::size_t>(least, 1), 1, std::min(cores, kMaxParts));
  std::vector<std::future<void>> others;
  for (std::size_t part = 1; part < parts; ++part)
    others.push_back(
        std::async(std::launch::async | std::launch::deferred,
                   [&work, begin = size * part / parts, end = size * (part + 1) / parts] { work(begin, end); }));
  work(0, size / parts);
  for (std::future<void>& other : others) other.get();
}
}  // namespace dau
