// SPDX-License-Identifier: Apache-2.0
#include "dau/ledger/log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "base/bytes.h"
#include "base/file.h"
#include "ledger/segment.h"
#include "ledger/tiles.h"
#include "testing/temp_folder.h"

namespace dau::ledger {
namespace {
namespace fs = std::filesystem;
constexpr Log::Options kNow{.wait_seconds = 0};

class LogTest : public ::testing::Test {
 protected:
  LogTest() { EXPECT_TRUE(make_log(path(), "a.vn/log")); }

  std::string path(const std::string& name = {}) const { return folder_.file("log") + (name.empty() ? "" : "/" + name); }
  void add(std::size_t from, std::size_t to) {
    auto log = Log::open(path(), kNow);
    ASSERT_TRUE(log) << log.error().at << log.error().message;
    for (std::size_t i = from; i < to; ++i) ASSERT_EQ(log->append("entry " + std::to_string(i))->index, i);
  }
  // Every entry is there, proved, and nothing is wrong.
  void expect_entries(std::size_t count) {
    const NoteKey key = *own_key(path());
    const auto published = read_published(path(), key);
    ASSERT_TRUE(published);
    ASSERT_EQ(published->checkpoint.size, count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto entry = read_entry(path(), i, *published);
      ASSERT_TRUE(entry) << entry.error().at;
      EXPECT_EQ(*entry, "entry " + std::to_string(i));
      const auto proof = prove_entry(path(), i, *published);
      ASSERT_TRUE(proof) << proof.error().at;
      EXPECT_TRUE(check_proof(*proof, *entry, key, "p"));
      EXPECT_FALSE(check_proof(*proof, *entry + " ", key, "p"));
    }
    const auto found = audit(path(), key);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->faults, std::vector<std::string>());
    EXPECT_EQ(found->entries, count);
  }
  std::string segment() const { return path(segment_name(0)); }
  std::string read(const std::string& name) const { return *read_file(name); }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(name, std::ios::binary) << bytes;
  }

  testing::TempFolder folder_;
};

TEST_F(LogTest, KeepsWhatItWasGivenAndGoesOn) {
  expect_entries(0);
  add(0, 300);
  expect_entries(300);
  add(300, 301);
  add(301, 513);
  expect_entries(513);
}

TEST_F(LogTest, ManyThreadsGetPlacesOfTheirOwn) {
  std::vector<std::vector<Receipt>> receipts(16);
  {
    auto log = Log::open(path(), kNow);
    ASSERT_TRUE(log);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < receipts.size(); ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 20; ++i) receipts[t].push_back(*log->append(std::to_string(t) + " " + std::to_string(i)));
      });
    for (std::thread& thread : threads) thread.join();
  }
  std::set<std::uint64_t> indices;
  const NoteKey key = *own_key(path());
  const auto published = read_published(path(), key);
  for (std::size_t t = 0; t < receipts.size(); ++t)
    for (std::size_t i = 0; i < receipts[t].size(); ++i) {
      const Receipt& receipt = receipts[t][i];
      EXPECT_TRUE(indices.insert(receipt.index).second);
      EXPECT_EQ(*read_entry(path(), receipt.index, *published), std::to_string(t) + " " + std::to_string(i));
      EXPECT_GT(read_checkpoint(*receipt.checkpoint, key, "r")->size, receipt.index);
    }
  EXPECT_EQ(indices.size(), 320u);
  EXPECT_TRUE(audit(path(), key)->faults.empty());
}

TEST_F(LogTest, ASecondWriterIsRefused) {
  const auto log = Log::open(path(), kNow);
  ASSERT_TRUE(log);
  EXPECT_EQ(Log::open(path(), kNow).error().code, Errc::unsupported);
}

TEST_F(LogTest, TilesThatAreLostAreMadeAgain) {
  add(0, 600);
  fs::remove_all(path("tile"));
  add(600, 601);
  expect_entries(601);
  fs::remove(path("checkpoint"));
  add(601, 602);
  expect_entries(602);
}

// The last batch is cut off at every byte, and every byte of it is lost by itself: what was acknowledged before stays.
TEST_F(LogTest, AnUnfinishedBatchIsDropped) {
  add(0, 3);
  const std::string before = read(segment());
  const std::string checkpoint = read(path("checkpoint"));
  fs::remove_all(path("tile"));
  add(3, 4);
  const std::string after = read(segment());
  const std::size_t begin = static_cast<std::size_t>(std::ranges::mismatch(before, after).in1 - before.begin());
  const std::size_t end = after.find_last_not_of('\0') + 1;
  ASSERT_LT(begin, end);
  for (std::size_t at = begin; at < end; at += 2)
    for (const bool only_one : {false, true}) {
      std::string torn = after.substr(0, end + 100);
      std::fill(torn.begin() + static_cast<std::ptrdiff_t>(at),
                only_one ? torn.begin() + static_cast<std::ptrdiff_t>(at + 1) : torn.end(), '\0');
      if (after.starts_with(torn)) continue;
      write(segment(), torn);
      write(path("checkpoint"), checkpoint);
      fs::remove_all(path("tile"));
      const auto log = Log::open(path(), kNow);
      ASSERT_TRUE(log) << at << " " << log.error().message;
      ASSERT_EQ(log->checkpoint().size, 3u) << at;
    }
  add(3, 5);
  expect_entries(5);
}

TEST_F(LogTest, DamageIsToldWithItsPlaceAndNothingIsWritten) {
  add(0, 2);
  add(2, 4);
  add(4, 6);
  const std::string whole = read(segment());
  const std::size_t end = whole.find_last_not_of('\0') + 1;
  const std::string checkpoint = read(path("checkpoint"));
  for (std::size_t at = kSegmentHead; at < end; at += 7) {
    std::string broken = whole.substr(0, end + 100);
    broken[at] = static_cast<char>(broken[at] ^ 0x20);
    write(segment(), broken);
    const auto log = Log::open(path(), kNow);
    EXPECT_EQ(log ? Errc::io : log.error().code, Errc::corrupt) << at;
    EXPECT_EQ(read(segment()), broken);
    EXPECT_EQ(read(path("checkpoint")), checkpoint);
    EXPECT_FALSE(audit(path(), *own_key(path()))->faults.empty()) << at;
  }
}

TEST_F(LogTest, ALogThatLostEntriesIsNotGoneOnWith) {
  add(0, 2);
  const std::string old = read(segment());
  add(2, 4);
  write(segment(), old);
  const auto log = Log::open(path(), kNow);
  ASSERT_FALSE(log);
  EXPECT_NE(log.error().message.find("published"), std::string::npos);
}

TEST_F(LogTest, AnOlderCheckpointHoldsTheLogToItsWord) {
  add(0, 5);
  const NoteKey key = *own_key(path());
  Checkpoint older = read_published(path(), key)->checkpoint;
  add(5, 300);
  const auto published = read_published(path(), key);
  EXPECT_TRUE(audit(path(), key, {{older}})->faults.empty());
  EXPECT_TRUE(is_consistent(5, 300, older.root, published->checkpoint.root, *prove_growth(path(), 5, *published)));
  older.root[0] ^= std::byte{1};
  EXPECT_FALSE(audit(path(), key, {{older}})->faults.empty());
}

TEST_F(LogTest, ChangedTilesAndBundlesAreFound) {
  add(0, 300);
  for (const std::string name :
       {"tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"}) {
    const std::string whole = read(path(name));
    std::string broken = whole;
    broken[5] = static_cast<char>(broken[5] ^ 1);
    write(path(name), broken);
    EXPECT_FALSE(audit(path(), *own_key(path()))->faults.empty()) << name;
    write(path(name), whole);
  }
  fs::remove_all(path("segments"));  // a copy for readers
  EXPECT_TRUE(audit(path(), *own_key(path()))->faults.empty());
}

TEST_F(LogTest, RefusesWhatItCannotHold) {
  auto log = Log::open(path(), kNow);
  EXPECT_EQ(log->append(std::string(kMaxEntry + 1, 'x')).error().code, Errc::invalid_argument);
  EXPECT_TRUE(log->append(std::string(kMaxEntry, 'x')));
  EXPECT_TRUE(log->append(""));
  EXPECT_EQ(make_log(path(), "a").error().message, "the folder is not empty");
  EXPECT_EQ(make_log(path("new"), "a b").error().at, "origin");
}

TEST(TilePathTest, IsThatOfTheStandard) {
  EXPECT_EQ(tile_path(0, 1234067, kTileWidth), "tile/0/x001/x234/067");
  EXPECT_EQ(tile_path(3, 0, 17), "tile/3/000.p/17");
  EXPECT_EQ(bundle_path(999, kTileWidth), "tile/entries/999");
  EXPECT_EQ(width_of(70'000, 1, 1), 17u);
  EXPECT_EQ(width_of(70'000, 0, 273), 112u);
  EXPECT_EQ(width_of(70'000, 0, 274), 0u);
}
}  // namespace
}  // namespace dau::ledger
