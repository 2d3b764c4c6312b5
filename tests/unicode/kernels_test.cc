// SPDX-License-Identifier: Apache-2.0
// kernels_test.cc — every table against the scalar one.
#include "unicode/kernels.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "unicode/compose.h"
#include "unicode/random_text.h"

namespace dau::unicode {
namespace {
std::vector<const Kernels*> tables() {
  std::vector<const Kernels*> found = {&scalar_kernels()};
  if (avx2_kernels() != nullptr) found.push_back(avx2_kernels());
  return found;
}

// Random bytes, where every lead meets every second and third byte sooner or later.
std::string random_bytes(std::mt19937& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random() % 3 == 0 ? random() % 128 : 128 + random() % 128);
  return bytes;
}

TEST(KernelsTest, EveryTableFlagsTheSameBytes) {
  std::mt19937 random{11};
  for (int round = 0; round < 2000; ++round) {
    const std::string bytes = random_bytes(random, 3 * 64 + 2);
    BlockFlags expected[3];
    scalar_kernels().flag_blocks(bytes.data(), 3, expected);
    for (const Kernels* table : tables()) {
      BlockFlags flags[3];
      table->flag_blocks(bytes.data(), 3, flags);
      for (int i = 0; i < 3; ++i) {
        ASSERT_EQ(flags[i].marks, expected[i].marks) << table->name;
        ASSERT_EQ(flags[i].others, expected[i].others) << table->name;
      }
    }
  }
}

// The claim that all of NFC rests on: what no table flags is stable.
TEST(KernelsTest, EveryCharacterThatIsNotStableIsFlagged) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if ((c >= 0xD800 && c < 0xE000) || is_stable(c)) continue;
    std::string text;
    append_utf8(text, c);
    text.resize(66);
    for (const Kernels* table : tables()) {
      BlockFlags flags{};
      table->flag_blocks(text.data(), 1, &flags);
      ASSERT_EQ((flags.marks | flags.others) & 1, 1u) << table->name << " " << std::hex << std::uint32_t{c};
    }
  }
}

TEST(KernelsTest, NoVietnameseLetterIsFlagged) {
  std::string text = "ấ—“đƯỹ…”ơ";
  text.resize(66);
  for (const Kernels* table : tables()) {
    BlockFlags flags{};
    table->flag_blocks(text.data(), 1, &flags);
    EXPECT_EQ(flags.marks | flags.others, 0u) << table->name;
  }
}

// Well-formed text of all lengths, damaged at one byte: a prefix ends on a boundary and never goes past the damage.
TEST(KernelsTest, AValidPrefixIsValid) {
  std::mt19937 random{12};
  for (int round = 0; round < 20000; ++round) {
    std::string text = testing::random_text(random, random() % 200);
    if (!text.empty() && round % 4 != 0) text[random() % text.size()] = static_cast<char>(random());
    std::size_t reference = 0;  // found by the definition, one character at a time
    while (reference < text.size()) {
      const std::string_view rest = std::string_view(text).substr(reference);
      std::string padded(rest.substr(0, 4));
      padded.resize(4);
      const std::size_t size = decode_at(padded, 0).size;
      if (size > rest.size() || find_invalid_utf8(rest.substr(0, size))) break;
      reference += size;
    }
    ASSERT_EQ(find_invalid_utf8(text).value_or(text.size()), reference);
    for (const Kernels* table : tables()) {
      const std::size_t prefix = table->valid_prefix(text.data(), text.size());
      ASSERT_LE(prefix, reference) << table->name;
      ASSERT_TRUE(prefix == text.size() || (static_cast<unsigned char>(text[prefix]) & 0xC0) != 0x80 ||
                  prefix == reference);
    }
  }
}

TEST(KernelsTest, TheEnvironmentNamesTheTable) {
  const char* wanted = std::getenv("DAU_KERNELS");
  if (wanted == nullptr) GTEST_SKIP() << "DAU_KERNELS is not set";
  if (std::string_view(wanted) == "avx2" && avx2_kernels() == nullptr) GTEST_SKIP() << "this CPU has no AVX2";
  EXPECT_STREQ(kernels().name, wanted);
}
}  // namespace
}  // namespace dau::unicode
