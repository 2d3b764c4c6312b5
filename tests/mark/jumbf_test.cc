// SPDX-License-Identifier: Apache-2.0
#include "mark/jumbf.h"

#include <gtest/gtest.h>

#include "mark/bytes_be.h"
#include "mark/manifest.h"

namespace dau::mark {
namespace {
std::string store_of(std::string_view children) { return make_superbox(box_uuid("c2pa"), "c2pa", children); }

TEST(JumbfTest, ReadsWhatItWrites) {
  const std::string inner = make_superbox(box_uuid("cbor"), "c2pa.actions.v2", make_box("cbor", "\xA0"));
  const std::string store = store_of(
      make_superbox(box_uuid("c2ma"), "urn:c2pa:x", make_superbox(box_uuid("c2as"), "c2pa.assertions", inner)));
  const auto read = read_store(store, "s");
  ASSERT_TRUE(read) << read.error().message;
  const Box* const box = box_at(*read, "urn:c2pa:x/c2pa.assertions/c2pa.actions.v2");
  ASSERT_NE(box, nullptr);
  EXPECT_EQ(box->content, std::string_view(inner).substr(8));
  EXPECT_EQ(content_box(*box, "cbor")->content, "\xA0");
  EXPECT_EQ(store.substr(16, 4), "c2pa");
  EXPECT_EQ(u32_be(store, 0), store.size());
}

TEST(JumbfTest, TakesSaltAndLongSizesAndPadding) {
  const std::string description = "\x13" + std::string("c2pa\0", 5) + make_box("c2sh", std::string(16, 'x'));
  const std::string jumd = make_box("jumd", box_uuid("c2pa") + description);
  EXPECT_TRUE(read_store(make_box("jumb", jumd), "s"));
  EXPECT_TRUE(read_store(make_box("jumb", jumd) + make_box("free", std::string(4, '\0')) + std::string(3, '\0'), "s"));
  EXPECT_TRUE(read_store(be(1, 4) + "jumb" + be(jumd.size() + 16, 8) + jumd, "s"));
  EXPECT_TRUE(read_store(be(0, 4) + "jumb" + jumd, "s"));
  EXPECT_FALSE(read_store(make_box("jumb", jumd) + "x", "s"));
}

TEST(JumbfTest, RefusesLengthsThatLieAndLabelsThatMayNotBe) {
  const std::string store = store_of(make_box("cbor", "\xA0"));
  for (std::size_t at : {std::size_t{0}, std::size_t{8}, store.size() - 9})
    for (const std::uint32_t size : {2u, 7u, 10u, 0x7FFFFFFFu, 0xFFFFFFFFu}) {
      std::string bad = store;
      bad.replace(at, 4, be(size, 4));
      const auto read = read_store(bad, "s");
      EXPECT_FALSE(read) << at << " " << size;
    }
  EXPECT_FALSE(read_store(store.substr(0, store.size() - 1), "s"));
  for (const char* label : {"a/b", "a;b", "a?b", "a#b", "a\tb",
                            "a\xC2\x85"
                            "b",
                            "\xEF\xBB\xBF", "\xFF", ""})
    EXPECT_FALSE(read_store(store_of(make_superbox(box_uuid("cbor"), label, "")), "s")) << label;
  EXPECT_TRUE(read_store(store_of(make_superbox(box_uuid("cbor"), "nhãn", "")), "s"));
}

TEST(JumbfTest, BoundsDepthAndCount) {
  std::string deep = make_superbox(box_uuid("cbor"), "x", "");
  for (int i = 0; i < 20; ++i) deep = make_superbox(box_uuid("cbor"), "x", deep);
  EXPECT_FALSE(read_store(store_of(deep), "s"));
  std::string many;
  for (int i = 0; i < 20'001; ++i) many += make_box("free", "");
  EXPECT_FALSE(read_store(store_of(many), "s"));
}

TEST(ManifestTest, ResolvesUrisWithinTheStoreAlone) {
  EXPECT_EQ(resolve("self#jumbf=c2pa.assertions/x", "m")->manifest, "m");
  EXPECT_EQ(resolve("self#jumbf=/c2pa/n/c2pa.assertions/x", "m")->manifest, "n");
  EXPECT_EQ(resolve("self#jumbf=/c2pa/n/c2pa.assertions/x", "m")->path, "c2pa.assertions/x");
  EXPECT_FALSE(resolve("self#jumbf=../n/x", "m"));
  EXPECT_FALSE(resolve("self#jumbf=a/..", "m"));
  EXPECT_FALSE(resolve("https://example.com/x", "m"));
  EXPECT_FALSE(resolve("self#jumbf=/other/x", "m"));
  EXPECT_EQ(without_number("c2pa.ingredient.v3__12"), "c2pa.ingredient.v3");
  EXPECT_EQ(without_number("a__b"), "a__b");
}
}  // namespace
}  // namespace dau::mark
