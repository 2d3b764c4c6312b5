// SPDX-License-Identifier: Apache-2.0
// bytes_test.cc — bounded little-endian reads and writes.
#include "base/bytes.h"

#include <gtest/gtest.h>
#include <limits>

namespace dau {
namespace {
TEST(ByteReaderTest, ReadsLittleEndianFields) {
  ByteReader reader(as_bytes("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F!"));
  EXPECT_EQ(*reader.take_u8("a"), 0x01);
  EXPECT_EQ(*reader.take_u16("b"), 0x0302);
  EXPECT_EQ(*reader.take_u32("c"), 0x07060504u);
  EXPECT_EQ(*reader.take_u64("d"), 0x0F0E0D0C0B0A0908u);
  EXPECT_EQ(as_text(*reader.take_bytes(1, "e")), "!");
  EXPECT_EQ(reader.offset(), 16u);
  EXPECT_TRUE(reader.expect_end());
}

TEST(ByteReaderTest, NamesTheFieldThatDoesNotFitAndStays) {
  ByteReader reader(as_bytes("abc"), "file", 100);
  ASSERT_TRUE(reader.take_u8("first"));
  const auto number = reader.take_u32("count");
  ASSERT_FALSE(number);
  EXPECT_EQ(number.error().code, Errc::corrupt);
  EXPECT_EQ(number.error().message, "\"count\": 4 bytes, 2 left");
  EXPECT_EQ(number.error().at, "file at byte 101");
  EXPECT_EQ(*reader.take_u16("rest"), 0x6362);
}

TEST(ByteReaderTest, RefusesSizesThatWrapRound) {
  alignas(8) const char data[16] = {};
  ByteReader reader(as_bytes({data, sizeof data}));
  EXPECT_FALSE(reader.take_bytes(std::numeric_limits<std::uint64_t>::max(), "all"));
  EXPECT_FALSE(reader.take_array<std::uint64_t>(std::uint64_t{1} << 61, "wraps to 8"));
  EXPECT_FALSE(reader.take_array<std::uint64_t>(3, "one too many"));
  EXPECT_EQ(reader.take_array<std::uint64_t>(2, "fits")->size(), 2u);
}

TEST(ByteReaderTest, GivesArraysOnTheirAlignmentOnly) {
  alignas(8) const char data[16] = {};
  ByteReader reader(as_bytes({data, sizeof data}));
  ASSERT_TRUE(reader.take_u8("shift"));
  const auto numbers = reader.take_array<float>(2, "numbers");
  ASSERT_FALSE(numbers);
  EXPECT_EQ(numbers.error().message, "\"numbers\": does not lie on a multiple of 4 bytes");
  EXPECT_TRUE(reader.take_array<float>(0, "none"));
}

TEST(ByteReaderTest, SkipsPaddingThatIsZero) {
  ByteReader reader(as_bytes(std::string_view("a\0\0\0b\0\1\0", 8)));
  ASSERT_TRUE(reader.take_u8("a"));
  ASSERT_TRUE(reader.skip_padding(4, "pad"));
  EXPECT_EQ(reader.offset(), 4u);
  ASSERT_TRUE(reader.skip_padding(4, "pad"));
  ASSERT_TRUE(reader.take_u8("b"));
  const auto padding = reader.skip_padding(4, "pad");
  ASSERT_FALSE(padding);
  EXPECT_EQ(padding.error().message, "\"pad\": padding is not zero");
  EXPECT_FALSE(reader.expect_end());
}

TEST(ByteWriterTest, WritesWhatTheReaderReads) {
  ByteWriter writer;
  writer.put_u8(1);
  writer.put_u16(2);
  writer.put_u32(3);
  writer.put_u64(4);
  writer.put_bytes(as_bytes("five"));
  writer.pad_to(16);
  writer.patch_u64(7, 6);
  ByteReader reader(writer.bytes());
  EXPECT_EQ(*reader.take_u8(""), 1);
  EXPECT_EQ(*reader.take_u16(""), 2);
  EXPECT_EQ(*reader.take_u32(""), 3u);
  EXPECT_EQ(*reader.take_u64(""), 6u);
  EXPECT_EQ(as_text(*reader.take_bytes(4, "")), "five");
  EXPECT_TRUE(reader.skip_padding(16, ""));
  EXPECT_EQ(reader.offset(), 32u);
  EXPECT_TRUE(reader.expect_end());
}
}  // namespace
}  // namespace dau
