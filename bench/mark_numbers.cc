// SPDX-License-Identifier: Apache-2.0
// mark_numbers [FILE]: how long a mark on a JPEG of 10 MB takes, and a look at it; on one core, warm, the best of 50. Beside
// them the SHA-256 of the same bytes, below which nothing that checks content can go. FILE: where the JPEG is left for others.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "base/hash.h"
#include "mark/samples.h"

namespace {
using namespace dau;

struct Times {
  double best, median;  // milliseconds
};

Times measure(const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < 50; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::ranges::sort(times);
  return {times.front(), times[times.size() / 2]};
}

void show(const char* what, const Times& times) {
  fmt::print("{:<44}{:>8.2f} ms best {:>8.2f} ms median\n", what, times.best, times.median);
}

// The sample with ten megabytes of image data; nobody decodes it.
std::string large_jpeg() {
  std::string jpeg = mark::testing::sample("a.jpg").bytes;
  std::string data(10'000'000, '\0');
  std::uint32_t state = 1;
  for (char& byte : data) {
    state = state * 1664525u + 1013904223u;
    byte = static_cast<char>((state >> 24) % 255);  // never FF
  }
  return jpeg.insert(jpeg.size() - 2, data);
}
}  // namespace

int main(int argc, char** argv) {
  const std::string jpeg = large_jpeg();
  const auto how = mark::testing::how();
  const auto trust = mark::testing::trusting();
  const auto made = mark::add(jpeg, "a.jpg", {}, how);
  if (!made) return 1;
  const std::string marked = made->asset();
  if (argc > 1) std::ofstream(argv[1], std::ios::binary) << jpeg;
  const std::string path = argc > 1 ? std::string(argv[1]) + ".marked" : "mark_numbers.tmp";
  bool good = true;

  fmt::print("JPEG of {} bytes, ES256, one certificate; {} bytes more once it is marked, of which {} are the store\n", jpeg.size(),
             marked.size() - jpeg.size(), made->store().size());
  show("SHA-256 of it", measure([&] { good = good && !sha256_hex(as_bytes(jpeg)).empty(); }));
  show("verify, in memory", measure([&] {
         const auto report = mark::verify(marked, "a.jpg", {}, trust);
         good = good && report && report->verdict == mark::Verdict::trusted;
       }));
  show("mark, in memory", measure([&] { good = good && mark::add(jpeg, "a.jpg", {}, how); }));
  const auto write = [&](bool sync) {
    const auto one = mark::add(jpeg, "a.jpg", {}, how);
    auto file = AtomicFile::create(path);
    for (const std::string_view part : one->parts()) good = good && file->append(as_bytes(part));
    const auto mapped = file->map();
    good = good && mark::verify(as_text(mapped->bytes()), path, {}, trust)->verdict == mark::Verdict::trusted;
    if (sync) good = good && file->commit();
  };
  show("mark into a file, and verify what was written", measure([&] { write(false); }));
  show("the same, synced and renamed", measure([&] { write(true); }));
  if (argc < 2) std::remove(path.c_str());
  return good ? 0 : 1;
}
