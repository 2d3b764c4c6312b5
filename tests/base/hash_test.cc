// SPDX-License-Identifier: Apache-2.0
// hash_test.cc — known answers, so that neither library can drift unnoticed.
#include "base/hash.h"

#include <gtest/gtest.h>
#include <string>

#include "base/bytes.h"

namespace dau {
namespace {
// Sources: FIPS 180-4 example; the published test vectors of xxHash 0.8.
TEST(HashTest, Sha256KnownAnswers) {
  EXPECT_EQ(sha256_hex({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex(as_bytes("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(HashTest, Xxh3KnownAnswers) {
  EXPECT_EQ(xxh3_64({}), 0x2D06800538D394C2u);
  EXPECT_EQ(xxh3_64(as_bytes("a")), 0xE6C632B61E964E1Fu);
  EXPECT_EQ(xxh3_64(as_bytes("abc")), 0x78AF5F94892F3950u);
}
}  // namespace
}  // namespace dau
