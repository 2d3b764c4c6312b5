// SPDX-License-Identifier: Apache-2.0
#include "mark/cbor.h"

#include <gtest/gtest.h>

#include "base/bytes.h"

namespace dau::mark::cbor {
namespace {
std::string from_hex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return out;
}

bool reads(std::string_view hex) {
  const std::string bytes = from_hex(hex);
  return static_cast<bool>(decode(as_bytes(bytes), "x"));
}

TEST(CborTest, WritesTheExamplesOfTheStandard) {  // RFC 8949, appendix A
  EXPECT_EQ(encode(integer(0)), from_hex("00"));
  EXPECT_EQ(encode(integer(23)), from_hex("17"));
  EXPECT_EQ(encode(integer(24)), from_hex("1818"));
  EXPECT_EQ(encode(integer(1000)), from_hex("1903e8"));
  EXPECT_EQ(encode(integer(1000000)), from_hex("1a000f4240"));
  EXPECT_EQ(encode(unsigned_number(UINT64_MAX)), from_hex("1bffffffffffffffff"));
  EXPECT_EQ(encode(integer(-1)), from_hex("20"));
  EXPECT_EQ(encode(integer(-1000)), from_hex("3903e7"));
  EXPECT_EQ(encode(text("ü")), from_hex("62c3bc"));
  EXPECT_EQ(encode(bytes(from_hex("01020304"))), from_hex("4401020304"));
  EXPECT_EQ(encode(tagged(0, text("2013-03-21T20:04:00Z"))), from_hex("c074323031332d30332d32315432303a30343a30305a"));
  EXPECT_EQ(encode(boolean(true)), from_hex("f5"));
  EXPECT_EQ(encode(null()), from_hex("f6"));
}

// Shorter keys first, then byte by byte: the order of the encoded keys.
TEST(CborTest, SortsKeysByTheirEncodedBytes) {
  Value value = map({{"aa", integer(1)}, {"z", integer(2)}, {"b", integer(3)}});
  value.items.insert(value.items.begin(), {integer(10), integer(4), integer(-1), integer(5)});
  EXPECT_EQ(encode(value), from_hex("a50a04200561620361"
                                    "7a0262616101"));
}

TEST(CborTest, ReadsWhatOthersWrite) {
  const std::string indefinite = from_hex("bf6161017f6162ff9f0102ffff");  // {_ "a": 1, (_ "b"): [_ 1, 2]}
  const auto value = decode(as_bytes(indefinite), "x");
  ASSERT_TRUE(value) << value.error().message;
  EXPECT_EQ(value->member("a")->number, 1u);
  EXPECT_EQ(value->member("b", Kind::array)->items.size(), 2u);
  EXPECT_TRUE(reads("f97e00"));          // a half float
  EXPECT_TRUE(reads("1800"));            // a head longer than it must be
  EXPECT_TRUE(reads("a2026161016162"));  // keys out of order
}

TEST(CborTest, RefusesWhatIsNotWellFormedOrTwoReadersMayReadDifferently) {
  EXPECT_FALSE(reads(""));
  EXPECT_FALSE(reads("0000"));                // more than one value
  EXPECT_FALSE(reads("a2616101616102"));      // a key twice
  EXPECT_FALSE(reads("a26161017f6161ff02"));  // the same key, in pieces
  EXPECT_FALSE(
      reads("a2010118010"
            "2"));                              // the same number, longer
  EXPECT_FALSE(reads("62c3"));                  // a text that ends early
  EXPECT_FALSE(reads("61ff"));                  // not UTF-8
  EXPECT_FALSE(reads("7f4100ff"));              // a piece of another kind
  EXPECT_FALSE(reads("ff"));                    // a break alone
  EXPECT_FALSE(reads("1c"));                    // a head that does not exist
  EXPECT_FALSE(reads("bf6161ff"));              // a key without a value
  EXPECT_FALSE(reads("9bffffffffffffffff"));    // more values than there are bytes
  EXPECT_FALSE(reads("5bffffffffffffffff00"));  // more bytes than there are
  EXPECT_FALSE(reads("f818"));                  // a simple value in the long form
}

TEST(CborTest, BoundsDepthAndCount) {
  std::string shallow;
  for (int i = 0; i < 60; ++i) shallow += "81";
  EXPECT_TRUE(reads(shallow + "00"));
  std::string deep;
  for (int i = 0; i < 70; ++i) deep += "81";
  EXPECT_FALSE(reads(deep + "00"));
  const std::string many = from_hex("9a00030d41") + std::string(200'001, '\0');  // 200,001 zeros
  EXPECT_FALSE(decode(as_bytes(many), "x"));
}

TEST(CborTest, TellsTheByte) {
  const std::string bytes = from_hex("8201ff");
  const auto value = decode(as_bytes(bytes), "claim", 100);
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().at, "claim at byte 103");
}
}  // namespace
}  // namespace dau::mark::cbor
