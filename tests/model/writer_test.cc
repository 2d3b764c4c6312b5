// SPDX-License-Identifier: Apache-2.0
// writer_test.cc — the bytes of a model file, and what an interrupted writer leaves behind.
#include "dau/model/writer.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <limits>
#include <string>

#include "base/file.h"
#include "model/layout.h"
#include "sample_contents.h"
#include "testing/golden.h"
#include "testing/temp_folder.h"

namespace dau::model {
namespace {
// The file is a promise. The Python writer, made from docs/formats/model.md alone, gives the same bytes.
TEST(WriterTest, WritesTheGoldenBytes) {
  const auto golden = read_file(DAU_SOURCE_DIR "/tests/data/model/sample.dau");
  ASSERT_TRUE(golden) << golden.error().message;
  const auto bytes = to_bytes(sample_contents());
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(as_text(*bytes), *golden);
}

TEST(WriterTest, RefusesWhatDoesNotBelongInAFile) {
  const auto code_and_at = [](const Contents& contents) {
    const auto bytes = to_bytes(contents);
    if (bytes) return std::string("none");
    EXPECT_EQ(bytes.error().code, Errc::invalid_argument) << bytes.error().message;
    return bytes.error().at + ": " + bytes.error().message;
  };
  Contents contents = sample_contents();
  contents.kind = "Restore";
  EXPECT_EQ(code_and_at(contents), "kind: \"Restore\" is not a name");
  contents.kind = "seventeen-letters";
  EXPECT_EQ(code_and_at(contents), "kind: \"seventeen-letters\" is not a name");

  contents = sample_contents();
  contents.sections.push_back(named("net", "again"));
  EXPECT_EQ(code_and_at(contents), "sections: two sections are named \"net\"");
  contents.sections.back().name = "card";
  EXPECT_EQ(code_and_at(contents), "sections: two sections are named \"card\"");
  contents.sections.back().name = "";
  EXPECT_EQ(code_and_at(contents), "sections: \"\" is not a name");
  contents.sections.clear();
  for (int i = 0; i < 64; ++i) contents.sections.push_back(named("s" + std::to_string(i), ""));
  EXPECT_EQ(code_and_at(contents), "sections: more than 63 sections beside the card");
  contents.sections.pop_back();
  EXPECT_EQ(code_and_at(contents), "none");

  contents = sample_contents();
  contents.card.sources[0].licence = "";
  EXPECT_EQ(code_and_at(contents), "card: source \"legal\" has no licence");
  contents = sample_contents();
  contents.card.scores[0].high = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(code_and_at(contents), "card: score of \"business_55\" is not a finite number");
  contents = sample_contents();
  contents.card.summary.assign(kMaxCardSize, 'x');
  EXPECT_EQ(code_and_at(contents), "card: larger than 1048576 bytes");
}

TEST(WriterTest, RefusesTextThatIsNotUtf8) {
  Contents contents = sample_contents();
  contents.card.summary = "m\xF4";
  EXPECT_EQ(to_bytes(contents).error().code, Errc::invalid_utf8);
}

TEST(WriterTest, LeavesOnlyTheFile) {
  const testing::TempFolder folder;
  ASSERT_TRUE(write(sample_contents(), folder.file("m.dau")));
  EXPECT_EQ(folder.names(), std::vector<std::string>{"m.dau"});
  EXPECT_TRUE(Container::open(folder.file("m.dau"), "restore"));
  EXPECT_EQ(write(sample_contents(), folder.file("no/m.dau")).error().code, Errc::not_found);
}

// Writes in a process of its own that the system kills as soon as the file grows beyond `bytes`.
void write_and_die(const std::string& path, std::size_t bytes) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const rlimit no_core = {0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    const rlimit limit = {bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const bool written = static_cast<bool>(write(sample_contents(), path));
    ::_exit(written ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << bytes;
}

// Torn at any byte: the old file stays, and what is left beside it is never taken for a model.
TEST(WriterTest, AKilledWriterLeavesTheOldFileAndAnUnfinishedOne) {
  const std::size_t size = to_bytes(sample_contents())->size();
  for (std::size_t bytes = 0; bytes < size; bytes += bytes < 16 ? 1 : 97) {
    const testing::TempFolder folder;
    const std::string path = folder.write("m.dau", "old");
    write_and_die(path, bytes);
    EXPECT_EQ(*read_file(path), "old");
    const auto names = folder.names();
    ASSERT_EQ(names.size(), 2u) << bytes;
    const auto left = Container::open(folder.file(names[1]));
    ASSERT_FALSE(left) << bytes;
    EXPECT_EQ(left.error().code, Errc::corrupt);
    const std::string_view expected = bytes < kMagic.size() ? "" : "unfinished";
    EXPECT_TRUE(left.error().message.starts_with(expected)) << left.error().message;
  }
}
}  // namespace
}  // namespace dau::model
