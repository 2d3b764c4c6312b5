// SPDX-License-Identifier: Apache-2.0
// log_numbers.cc — how fast the log is beside what the disk can do and beside SQLite, all in one run.
//
//   log_numbers FOLDER        a folder on the disk that is meant; 440-byte entries
//
// Every rate of the log is of entries that are durable, in the tree, under a signed checkpoint. The probe appends the
// same bytes to a preallocated file with one fdatasync each. Rates swing with the disk, so only ratios within one run
// say something.
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "dau/ledger/log.h"

namespace {
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using namespace dau::ledger;

constexpr std::size_t kEntry = 440;

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

std::string entry(std::size_t number) {
  std::string text = std::to_string(number) + " ";
  text.resize(kEntry, 'x');
  return text;
}

template <class T>
T must(dau::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "log_numbers: %s: %s\n", result.error().at.c_str(), result.error().message.c_str());
    std::exit(1);
  }
  return *std::move(result);
}

// Entries a second, for about three seconds.
template <class Once>
double rate(std::size_t each, const Once& once) {
  const auto begin = Clock::now();
  std::size_t count = 0;
  while (since(begin) < 3) {
    once(count);
    count += each;
  }
  return static_cast<double>(count) / since(begin);
}

double probe(const std::string& folder) {
  const std::string path = folder + "/probe";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0644);
  constexpr off_t kSize = off_t{64} << 20;
  if (file < 0 || ::posix_fallocate(file, 0, kSize) != 0 || ::fsync(file) != 0) std::exit(1);
  const std::string bytes = entry(0);
  off_t at = 0;
  const double found = rate(1, [&](std::size_t) {
    if (::pwrite(file, bytes.data(), bytes.size(), at) < 0 || ::fdatasync(file) != 0) std::exit(1);
    at = (at + static_cast<off_t>(bytes.size())) % (kSize - static_cast<off_t>(bytes.size()));
  });
  ::close(file);
  return found;
}

double sqlite(const std::string& folder, std::size_t batch) {
  sqlite3* base = nullptr;
  sqlite3_stmt* insert = nullptr;
  if (sqlite3_open((folder + "/probe.sqlite").c_str(), &base) != SQLITE_OK) std::exit(1);
  sqlite3_exec(base, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE e(i INTEGER PRIMARY KEY, b BLOB)",
               nullptr, nullptr, nullptr);
  sqlite3_prepare_v2(base, "INSERT INTO e(b) VALUES(?)", -1, &insert, nullptr);
  const std::string bytes = entry(0);
  const double found = rate(batch, [&](std::size_t) {
    sqlite3_exec(base, "BEGIN", nullptr, nullptr, nullptr);
    for (std::size_t i = 0; i < batch; ++i) {
      sqlite3_bind_blob(insert, 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    if (sqlite3_exec(base, "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK) std::exit(1);
  });
  sqlite3_finalize(insert);
  sqlite3_close(base);
  return found;
}

std::string fresh(const std::string& folder, const char* name) {
  const std::string path = folder + "/" + name;
  fs::remove_all(path);
  if (!make_log(path, "bench.test/log")) std::exit(1);
  return path;
}

double one_caller(const std::string& folder) {
  Log log = must(Log::open(fresh(folder, "one"), {}));
  return rate(1, [&](std::size_t number) { must(log.append(entry(number))); });
}

double many_callers(const std::string& folder, std::size_t callers) {
  Log log = must(Log::open(fresh(folder, "many"), {}));
  std::vector<std::thread> threads;
  std::vector<double> rates(callers);
  for (std::size_t t = 0; t < callers; ++t)
    threads.emplace_back([&, t] { rates[t] = rate(1, [&](std::size_t number) { must(log.append(entry(number))); }); });
  double sum = 0;
  for (std::size_t t = 0; t < callers; ++t) {
    threads[t].join();
    sum += rates[t];
  }
  return sum;
}

std::vector<std::string> batch_of(std::size_t size) {
  std::vector<std::string> batch;
  for (std::size_t i = 0; i < size; ++i) batch.push_back(entry(i));
  return batch;
}

double batches(const std::string& folder, std::size_t size) {
  Log log = must(Log::open(fresh(folder, "batch"), {}));
  const std::vector<std::string> batch = batch_of(size);
  return rate(size, [&](std::size_t) { must(log.append(batch)); });
}

void million(const std::string& folder) {
  const std::string path = fresh(folder, "million");
  {
    Log log = must(Log::open(path, {}));
    const std::vector<std::string> batch = batch_of(1000);
    for (int i = 0; i < 1000; ++i) must(log.append(batch));
  }
  auto begin = Clock::now();
  {
    const Log log = must(Log::open(path, {}));
    std::printf("reopen 1,000,000 entries           %9.3f s\n", since(begin));
  }
  fs::remove_all(path + "/tile");
  begin = Clock::now();
  {
    const Log log = must(Log::open(path, {}));
    std::printf("the same, all tiles lost           %9.3f s\n", since(begin));
  }
  const NoteKey key = must(own_key(path));
  const Published published = must(read_published(path, key));
  double slowest = 0;
  for (std::uint64_t i = 0; i < 200; ++i) {
    begin = Clock::now();
    must(prove_entry(path, i * 4999 % published.checkpoint.size, published));
    slowest = std::max(slowest, since(begin));
  }
  std::printf("a proof, the slowest of 200        %9.3f ms\n", 1000 * slowest);
  begin = Clock::now();
  const Audit found = must(audit(path, key));
  std::printf("verify 1,000,000 entries           %9.3f s, %zu faults\n", since(begin), found.faults.size());
}
}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : "log_numbers.tmp";
  fs::create_directories(folder);
  const double before = probe(folder);
  const double one = one_caller(folder), many = many_callers(folder, 64), bulk = batches(folder, 1024);
  const double base = sqlite(folder, 1024), after = probe(folder);
  const double disk = (before + after) / 2;
  std::printf("fdatasync probe                    %9.0f a second (%.0f before, %.0f after)\n", disk, before, after);
  std::printf("one caller                         %9.0f a second, %.2f of the probe\n", one, one / disk);
  std::printf("64 callers                         %9.0f a second, %.1f times the probe\n", many, many / disk);
  std::printf("batches of 1,024                   %9.0f a second, %.2f times SQLite (WAL, FULL), which does %.0f\n",
              bulk, bulk / base, base);
  million(folder);
  fs::remove_all(folder);
  return 0;
}
