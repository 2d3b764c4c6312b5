// SPDX-License-Identifier: Apache-2.0
// container_test.cc — model files that open, and every way in which one can be wrong.
#include "dau/model/container.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <utility>

#include "base/hash.h"
#include "model/layout.h"
#include "sample_contents.h"
#include "testing/temp_folder.h"

namespace dau::model {
namespace {
std::string sample_file() {
  const auto bytes = to_bytes(sample_contents());
  EXPECT_TRUE(bytes) << bytes.error().message;
  return std::string(as_text(*bytes));
}

Result<Container> view(const std::string& file, std::string_view kind = {}) {
  return Container::view(as_bytes(file), kind, "m.dau");
}

// The error that opening `file` gives, as "code at: message".
std::string error_of(const std::string& file, std::string_view kind = {}) {
  const auto container = view(file, kind);
  if (container) return "none";
  const Error& error = container.error();
  return (error.code == Errc::corrupt       ? "corrupt "
          : error.code == Errc::unsupported ? "unsupported "
                                            : "? ") +
         error.at + ": " + error.message;
}

void put(std::string& file, std::size_t offset, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i, value >>= 8) file[offset + i] = static_cast<char>(value & 0xFF);
}

// Makes the header checksum right again, so that what lies behind it is reached.
std::string sealed(std::string file) {
  const auto count = static_cast<std::uint32_t>(static_cast<unsigned char>(file[40]));
  put(file, kChecksumOffset, front_checksum(as_bytes(file).first(front_size(count))), 8);
  return file;
}

constexpr std::size_t entry(std::size_t index) { return kHeaderSize + index * kEntrySize; }

TEST(ContainerTest, GivesBackWhatWasWritten) {
  const std::string file = sample_file();
  const auto container = view(file, "restore");
  ASSERT_TRUE(container) << container.error().message;
  EXPECT_EQ(container->path(), "m.dau");
  EXPECT_EQ(container->kind(), "restore");
  EXPECT_EQ(container->format_version(), 1u);
  EXPECT_EQ(container->size_bytes(), file.size());
  EXPECT_EQ(container->card(), sample_contents().card);
  EXPECT_EQ(container->sha256(), sha256_hex(as_bytes(file)));
  EXPECT_EQ(as_text(*container->section("net")), "weights");
  EXPECT_EQ(as_text(*container->section("empty")), "");
  EXPECT_EQ(as_text(*container->section("lexicon")), "a\tá\n");
}

TEST(ContainerTest, PutsSectionsOnMultiplesOf64) {
  const std::string file = sample_file();
  const auto container = view(file);
  ASSERT_TRUE(container);
  ASSERT_EQ(container->sections().size(), 4u);
  EXPECT_EQ(container->sections().front().name, "card");
  for (const Section& section : container->sections()) EXPECT_EQ(section.offset % 64, 0u) << section.name;
}

TEST(ContainerTest, SaysWhichSectionItDoesNotHave) {
  const std::string file = sample_file();
  const auto container = view(file);
  ASSERT_TRUE(container);
  const auto section = container->section("ngram");
  ASSERT_FALSE(section);
  EXPECT_EQ(section.error().code, Errc::corrupt);
  EXPECT_EQ(section.error().message, "the model has no section \"ngram\"");
}

TEST(ContainerTest, SpansStayWhenItMoves) {
  const testing::TempFolder folder;
  auto opened = Container::open(folder.write("m.dau", sample_file()));
  ASSERT_TRUE(opened) << opened.error().message;
  const auto bytes = *opened->section("net");
  const Container moved = *std::move(opened);
  EXPECT_EQ(moved.section("net")->data(), bytes.data());
  EXPECT_EQ(as_text(bytes), "weights");
}

// What a temporary container owns cannot be asked of it.
template <class T>
concept LendsItsCard = requires(T container) {
  std::forward<T>(container).card();
};
static_assert(LendsItsCard<const Container&>);
static_assert(!LendsItsCard<Container&&>);

TEST(ContainerTest, TellsForeignFilesApart) {
  EXPECT_EQ(error_of(""), "corrupt m.dau at byte 0: not a dau model file");
  EXPECT_EQ(error_of("{\"a\": 1}"), "corrupt m.dau at byte 0: not a dau model file");
  EXPECT_EQ(error_of("\x7F"
                     "ELF\x02\x01\x01" +
                     std::string(3, '\0')),
            "corrupt m.dau at byte 0: not a dau model file");
  EXPECT_EQ(error_of(std::string(4096, '\0')), "corrupt m.dau at byte 0: not a dau model file");
  EXPECT_EQ(error_of(std::string(kMagic.substr(0, 4)) + "\n\x1A\n" + std::string(100, '\0')),
            "corrupt m.dau at byte 4: damaged: a dau model file, altered in transfer (its line ends?)");
}

TEST(ContainerTest, TellsAnUnfinishedFile) {
  std::string file = sample_file();
  file.replace(0, 8, kUnfinishedMagic);
  const std::string expected =
      "corrupt m.dau at byte 0: unfinished model file: it is being written, or its writer was interrupted";
  EXPECT_EQ(error_of(file), expected);
  EXPECT_EQ(error_of(file.substr(0, 8)), expected);
}

TEST(ContainerTest, TellsANewerFormatWhateverFollows) {
  std::string file = sample_file();
  put(file, 8, 2, 4);
  const std::string expected = "unsupported m.dau at byte 8: newer: format version 2, this build reads up to 1";
  EXPECT_EQ(error_of(file), expected);
  EXPECT_EQ(error_of(file.substr(0, 12)), expected);
  put(file, 8, 0, 4);
  EXPECT_EQ(error_of(file), "corrupt m.dau at byte 8: damaged header: format version 0");
}

TEST(ContainerTest, TellsAnotherKind) {
  EXPECT_EQ(error_of(sample_file(), "segment"),
            "corrupt m.dau at byte 24: another kind: a model of kind \"restore\", \"segment\" is wanted");
}

TEST(ContainerTest, TellsATruncatedFileAtEveryLength) {
  const std::string file = sample_file();
  for (std::size_t size = 1; size < file.size(); ++size) {
    const std::string cut = file.substr(0, size);
    const std::size_t declared = size < kHeaderSize ? kHeaderSize : file.size();
    EXPECT_EQ(error_of(cut), "corrupt m.dau at byte " + std::to_string(size) + ": truncated: " +
                                 std::to_string(declared) + " bytes declared, " + std::to_string(size) + " there");
  }
}

TEST(ContainerTest, TellsBytesBehindTheEnd) {
  const std::string file = sample_file();
  const std::string size = std::to_string(file.size());
  EXPECT_EQ(error_of(file + '\0'), "corrupt m.dau at byte " + size + ": damaged: " + size + " bytes declared, " +
                                       std::to_string(file.size() + 1) + " there");
}

// No byte of the file is free: header, table, padding and sections all notice.
TEST(ContainerTest, NoticesEveryFlippedBit) {
  const std::string file = sample_file();
  for (std::size_t i = 0; i < file.size() * 8; ++i) {
    std::string damaged = file;
    damaged[i / 8] = static_cast<char>(damaged[i / 8] ^ (1 << i % 8));
    EXPECT_FALSE(view(damaged)) << "bit " << i % 8 << " of byte " << i / 8;
  }
}

TEST(ContainerTest, NamesTheDamagedSection) {
  std::string file = sample_file();
  const auto offset = view(file)->sections()[1].offset;
  file[offset] = 'W';
  const std::string error = error_of(file);
  EXPECT_TRUE(
      error.starts_with("corrupt m.dau at byte " + std::to_string(offset) + ": damaged section \"net\": checksum "))
      << error;
}

// A writer with a fault can seal nonsense; the checks behind the checksum must hold alone.
TEST(ContainerTest, RefusesNonsenseUnderAGoodChecksum) {
  const std::string good = sample_file();
  const struct {
    const char* what;
    std::function<void(std::string&)> spoil;
    std::string message;
  } cases[] = {
      {"reserved bytes", [](std::string& f) { f[44] = 1; }, "damaged header: reserved bytes are not zero"},
      {"kind in capitals", [](std::string& f) { f[24] = 'R'; }, "damaged header: the kind is not a name"},
      {"kind goes on behind its zeros", [](std::string& f) { f[39] = 'x'; }, "damaged header: the kind is not a name"},
      {"no kind", [](std::string& f) { f.replace(24, 16, 16, '\0'); }, "damaged header: the kind is not a name"},
      {"section without a name", [](std::string& f) { f.replace(entry(1), 24, 24, '\0'); },
       "damaged section table: a section's name is not a name"},
      {"two of one name", [](std::string& f) { f.replace(entry(2), 24, f.substr(entry(1), 24)); },
       "damaged section table: two sections \"net\""},
      {"the card has another name", [](std::string& f) { f[entry(0)] = 'k'; }, "bad section \"kard\""},
      {"offset off the grid", [](std::string& f) { put(f, entry(1) + 24, 65, 8); }, "bad section \"net\": at 65"},
      {"offset beyond the file", [](std::string& f) { put(f, entry(1) + 24, ~0ull, 8); },
       "bad section \"net\": at 18446744073709551615"},
      {"offset onto the card", [](std::string& f) { f.replace(entry(1) + 24, 8, f.substr(entry(0) + 24, 8)); },
       "bad section \"net\": at 256"},
      {"size beyond the file", [](std::string& f) { put(f, entry(1) + 32, ~0ull, 8); },
       "bad section \"net\": 18446744073709551615 bytes declared"},
      {"last section too short", [](std::string& f) { put(f, entry(3) + 32, 1, 8); },
       "damaged: bytes behind the last section"},
      {"total size larger", [](std::string& f) { put(f, 16, f.size() + 1, 8); }, "truncated: "},
      {"total size smaller", [](std::string& f) { put(f, 16, 64, 8); }, "damaged: 64 bytes declared"},
  };
  for (const auto& c : cases) {
    std::string file = good;
    c.spoil(file);
    const auto container = view(sealed(file));
    ASSERT_FALSE(container) << c.what;
    EXPECT_EQ(container.error().code, Errc::corrupt) << c.what;
    EXPECT_TRUE(container.error().message.starts_with(c.message)) << c.what << ": " << container.error().message;
  }
}

TEST(ContainerTest, RefusesHeadersThatCannotBe) {
  std::string file = sample_file();
  for (const std::uint64_t count : {0ull, 65ull, 0xFFFFFFFFull}) {
    put(file, 40, count, 4);
    EXPECT_TRUE(error_of(file).starts_with("corrupt m.dau at byte 8: damaged header: 64 bytes, ")) << count;
  }
  put(file, 12, 63, 4);
  EXPECT_TRUE(error_of(file).starts_with("corrupt m.dau at byte 8: damaged header: 63 bytes, "));
}

// A file whose card is `text`.
std::string file_with_card(std::string_view text) {
  Contents contents = sample_contents();
  contents.sections.clear();
  std::string file = std::string(as_text(*to_bytes(contents)));
  const std::uint64_t begin = align_up(front_size(1));
  file.replace(begin, std::string::npos, text);
  put(file, 16, file.size(), 8);
  put(file, entry(0) + 32, text.size(), 8);
  put(file, entry(0) + 40, xxh3_64(as_bytes(text)), 8);
  return sealed(file);
}

TEST(ContainerTest, RefusesCardsThatSayTooLittle) {
  const std::string file = sample_file();
  const std::string card(as_text(*view(file)->section("card")));
  const auto replaced = [&](std::string_view old, std::string_view with) {
    std::string text = card;
    const std::size_t at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return text.replace(at, old.size(), with);
  };
  ASSERT_EQ(error_of(file_with_card(card)), "none");
  EXPECT_EQ(error_of(file_with_card(replaced("{", "{\"later\": [1],"))), "none") << "unknown members are left alone";
  EXPECT_EQ(error_of(file_with_card("{")), "corrupt m.dau at byte 129: not valid JSON");
  EXPECT_EQ(error_of(file_with_card("[]")), "corrupt m.dau at byte 128: damaged card: card is not an object");
  EXPECT_EQ(error_of(file_with_card(replaced("\"summary\"", "\"sumary\""))),
            "corrupt m.dau at byte 128: damaged card: card: member \"summary\" is missing");
  EXPECT_EQ(error_of(file_with_card(replaced("\"CC0-1.0\"", "7"))),
            "corrupt m.dau at byte 128: damaged card: sources[0]: member \"licence\" is not a text");
  EXPECT_EQ(error_of(file_with_card(replaced("\"Apache-2.0\"", "\"\""))),
            "corrupt m.dau at byte 128: damaged card: the card has no licence");
  EXPECT_EQ(error_of(file_with_card(replaced("aaaa", "AAAA"))),
            "corrupt m.dau at byte 128: damaged card: source \"legal\": sha256 is not 64 hex digits");
  EXPECT_EQ(error_of(file_with_card(replaced("Bộ", "B\xFF"))).substr(0, 22), "corrupt m.dau at byte ");
}

TEST(ContainerTest, RefusesACardThatIsTooLarge) {
  EXPECT_EQ(error_of(file_with_card(std::string(kMaxCardSize + 1, ' '))),
            "corrupt m.dau at byte 64: bad section \"card\": a card of at most 1048576 bytes comes first");
}

TEST(ContainerTest, OpensAMappedFileAndNamesItInErrors) {
  const testing::TempFolder folder;
  const std::string path = folder.write("m.dau", sample_file());
  ASSERT_TRUE(Container::open(path, "restore"));
  const auto other = Container::open(path, "segment");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().at, path + " at byte 24");
  EXPECT_EQ(Container::open(folder.file("absent")).error().code, Errc::not_found);
  EXPECT_EQ(Container::open(folder.path()).error().code, Errc::io);
  EXPECT_EQ(Container::open(folder.write("empty", "")).error().message, "not a dau model file");
}

TEST(ContainerTest, ReportsAFileThatMayNotBeRead) {
  const testing::TempFolder folder;
  const std::string path = folder.write("m.dau", sample_file());
  std::filesystem::permissions(path, std::filesystem::perms::none);
  const bool root = ::geteuid() == 0;
  if (root && ::seteuid(65534) != 0) GTEST_SKIP() << "root may read everything here";
  const auto container = Container::open(path);
  ASSERT_EQ(root ? ::seteuid(0) : 0, 0);
  ASSERT_FALSE(container);
  EXPECT_EQ(container.error().code, Errc::io);
}
}  // namespace
}  // namespace dau::model
