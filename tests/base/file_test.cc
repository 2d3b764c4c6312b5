// SPDX-License-Identifier: Apache-2.0
// file_test.cc — files that are absent, odd or refused, and writes that fail half-way.
#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "base/bytes.h"
#include "testing/temp_folder.h"

namespace dau {
namespace {
using Names = std::vector<std::string>;

class FileTest : public ::testing::Test {
 protected:
  dau::testing::TempFolder folder_;
};

TEST_F(FileTest, MapsTheContent) {
  const auto file = MappedFile::open(folder_.write("a", "xin chào"));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(as_text(file->bytes()), "xin chào");
}

TEST_F(FileTest, MapsAnEmptyFile) {
  const auto file = MappedFile::open(folder_.write("empty", ""));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_TRUE(file->bytes().empty());
}

TEST_F(FileTest, AMovedMapStaysReadable) {
  auto first = MappedFile::open(folder_.write("a", "one"));
  auto second = MappedFile::open(folder_.write("b", "two"));
  ASSERT_TRUE(first && second);
  *second = *std::move(first);
  const MappedFile moved = *std::move(second);
  EXPECT_EQ(as_text(moved.bytes()), "one");
}

TEST_F(FileTest, SaysWhatIsNotAFile) {
  const std::string absent = folder_.file("absent");
  const std::string pipe = folder_.file("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  struct {
    std::string path;
    Errc code;
    std::string message;
  } const cases[] = {
      {absent, Errc::not_found, "cannot open: No such file or directory"},
      {folder_.write("file", "") + "/below", Errc::not_found, "cannot open: Not a directory"},
      {folder_.path(), Errc::io, "cannot read: Is a directory"},
      {pipe, Errc::io, "cannot read: not a regular file"},
  };
  for (const auto& c : cases) {
    const auto mapped = MappedFile::open(c.path);
    ASSERT_FALSE(mapped) << c.path;
    EXPECT_EQ(mapped.error().code, c.code);
    EXPECT_EQ(mapped.error().message, c.message);
    EXPECT_EQ(mapped.error().at, c.path);
    const auto read = read_file(c.path);
    ASSERT_FALSE(read) << c.path;
    EXPECT_EQ(read.error().message, c.message);
  }
}

TEST_F(FileTest, ShowsAnEmptyPath) {
  EXPECT_EQ(read_file("").error().at, "''");
  EXPECT_EQ(MappedFile::open("").error().at, "''");
  EXPECT_EQ(write_file_atomically("no/such/", as_bytes("x")).error().at, "no/such/");
}

TEST_F(FileTest, ReadsUpToALimit) {
  const std::string path = folder_.write("a", std::string(100000, 'x'));
  EXPECT_EQ(read_file(path)->size(), 100000u);
  EXPECT_TRUE(read_file(path, 100000));
  const auto read = read_file(path, 99999);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::corrupt);
  EXPECT_EQ(read.error().message, "larger than 99999 bytes");
}

TEST_F(FileTest, ReadsFilesThatDoNotKnowTheirSize) {
  const auto read = read_file("/proc/self/cmdline");
  if (!read) GTEST_SKIP() << "no /proc here";
  EXPECT_FALSE(read->empty());
}

TEST_F(FileTest, ReplacesAFileAsAWhole) {
  const std::string path = folder_.write("a", "old and longer");
  ASSERT_TRUE(write_file_atomically(path, as_bytes("new")));
  EXPECT_EQ(*read_file(path), "new");
  EXPECT_EQ(folder_.names(), Names{"a"});
}

TEST_F(FileTest, AnUncommittedFileLeavesNothing) {
  {
    auto file = AtomicFile::create(folder_.file("a"));
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->append(as_bytes("half")));
    EXPECT_EQ(folder_.names().size(), 1u);
  }
  EXPECT_EQ(folder_.names(), Names{});
}

TEST_F(FileTest, TemporariesCanBeRemovedAtOnce) {
  folder_.write("old", "old");
  {
    auto file = AtomicFile::create(folder_.file("old"));
    auto other = AtomicFile::create(folder_.file("new"));
    auto done = AtomicFile::create(folder_.file("done"));
    ASSERT_TRUE(file && other && done && file->append(as_bytes("half")) && done->commit());
    EXPECT_EQ(folder_.names().size(), 4u);
    remove_temporaries();
    EXPECT_EQ(folder_.names(), (Names{"done", "old"}));
    const auto committed = other->commit();
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().message, "cannot rename to: No such file or directory");
  }
  EXPECT_EQ(folder_.names(), (Names{"done", "old"}));
  EXPECT_EQ(*read_file(folder_.file("old")), "old");
}

TEST_F(FileTest, MoreFilesThanTheListHoldsAreWrittenAllTheSame) {
  for (int round = 0; round < 2; ++round) {  // places are used again
    std::vector<AtomicFile> files;
    files.reserve(kListedTemporaries + 2);
    for (std::size_t i = 0; i < kListedTemporaries + 2; ++i)
      files.push_back(*AtomicFile::create(folder_.file(std::to_string(i))));
    for (AtomicFile& file : files) ASSERT_TRUE(file.commit());
  }
  EXPECT_EQ(folder_.names().size(), kListedTemporaries + 2);
  remove_temporaries();
  EXPECT_EQ(folder_.names().size(), kListedTemporaries + 2);
}

TEST_F(FileTest, PatchesBeforeCommit) {
  auto file = AtomicFile::create(folder_.file("a"));
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->append(as_bytes("....chào")));
  ASSERT_TRUE(file->write_at(0, as_bytes("xin ")));
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(*read_file(folder_.file("a")), "xin chào");
}

TEST_F(FileTest, ReportsAFolderThatIsNotThere) {
  const auto written = write_file_atomically(folder_.file("no/a"), as_bytes("x"));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::not_found);
  EXPECT_EQ(written.error().at, folder_.file("no/a"));  // not the temporary's
}

TEST_F(FileTest, ReportsATargetThatCannotBeReplaced) {
  std::filesystem::create_directories(folder_.file("a/b"));
  const auto written = write_file_atomically(folder_.file("a"), as_bytes("x"));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::io);
  EXPECT_EQ(folder_.names(), Names{"a"});
}

// A limit on the size of files stands in for a medium that fills up after so many bytes.
class FullMedium {
 public:
  explicit FullMedium(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullMedium() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_ = {};
  void (*handler_)(int) = nullptr;
};

TEST_F(FileTest, AFullMediumLeavesTheOldFile) {
  const std::string path = folder_.write("a", "old");
  for (rlim_t bytes = 0; bytes < 10; ++bytes) {
    Result<void> written;
    {
      const FullMedium medium(bytes);
      written = write_file_atomically(path, as_bytes("ten bytes!"));
    }
    ASSERT_FALSE(written) << bytes;
    EXPECT_EQ(written.error().code, Errc::io);
    EXPECT_EQ(*read_file(path), "old");
    EXPECT_EQ(folder_.names(), Names{"a"});
  }
}
}  // namespace
}  // namespace dau
