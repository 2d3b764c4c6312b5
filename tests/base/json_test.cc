// SPDX-License-Identifier: Apache-2.0
// json_test.cc — JSON that is not, and members that are not there.
#include "base/json.h"

#include <gtest/gtest.h>
#include <string>

namespace dau::json {
namespace {
TEST(JsonTest, KeepsTheOrderOfMembers) {
  const auto value = parse(R"({"b": "ộ", "a": [1, 2.5]})");
  ASSERT_TRUE(value);
  EXPECT_EQ(dump(*value), R"({"b":"ộ","a":[1,2.5]})");
}

TEST(JsonTest, NamesTheByteWhereItStopsBeingJson) {
  const auto value = parse(R"({"a": nope})", "card");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, Errc::corrupt);
  EXPECT_EQ(value.error().message, "not valid JSON");
  EXPECT_EQ(value.error().at, "card at byte 7");
}

TEST(JsonTest, DoesNotMakeUpTheByteOfANumberThatIsTooLarge) {
  EXPECT_EQ(parse(R"({"a": 1e999})", "card").error().at, "card");
}

TEST(JsonTest, RefusesWhatOnlyLooksLikeJson) {
  for (const std::string text :
       {"", "{", "[1,]", "\"\xFF\"", "\"\xED\xA0\x80\"", "1e999", "NaN", "{} {}", "\"\\ud800\""})
    EXPECT_FALSE(parse(text)) << text;
}

TEST(JsonTest, RefusesDepthBeforeItHurts) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse(nested(kMaxDepth)));
  EXPECT_FALSE(parse(nested(kMaxDepth + 1)));
  EXPECT_FALSE(parse(std::string(1000000, '[')));
  EXPECT_TRUE(parse("\"" + std::string(1000, '[') + "\\\"[\"")) << "brackets inside a text do not count";
}

TEST(JsonTest, FindsAMemberThatIsThereTwiceWhereAsked) {
  const std::string twice = R"({"a": {"b": 1}, "c": [{"b": 2, "b": 3}]})";
  EXPECT_TRUE(parse(twice, "settings"));
  const auto value = parse_unique(twice, "settings");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, Errc::corrupt);
  EXPECT_EQ(value.error().message, "\"b\" is there twice");
  EXPECT_EQ(value.error().at, "settings");
  EXPECT_FALSE(parse_unique(R"({"a": 1, "\u0061": 2})", "settings")) << "the same name, written otherwise";
  const auto once = parse_unique(R"({"b": {"b": 1}, "c": [{"b": 2}, {"b": 3}], "": ""})", "settings");
  ASSERT_TRUE(once) << once.error().message;
  EXPECT_EQ(dump(*once), R"({"b":{"b":1},"c":[{"b":2},{"b":3}],"":""})");
  EXPECT_EQ(parse_unique("{\"a\"", "settings").error().at, "settings at byte 4");
}

TEST(JsonTest, DumpsBytesThatAreNotUtf8AsReplacementCharacters) {
  EXPECT_EQ(dump(Value("a\xFF")), "\"a\xEF\xBF\xBD\"");
}

TEST(JsonTest, WritesAnObjectInPartsAsItDumpsItWhole) {
  std::string long_text;
  for (int i = 0; i < 5000; ++i) long_text += i % 7 == 0 ? "ộ\n" : "a\"";
  const Value elements[] = {{{"a", 1}}, "b\\", nullptr};
  std::string out = "before ";
  ObjectWriter writer(out);
  writer.begin_text("te\"xt");
  for (std::size_t i = 0; i < 5000; ++i) writer.add_text(i % 7 == 0 ? "ộ\n" : "a\"");
  writer.end_text();
  writer.begin_text("at once");
  writer.add_text(long_text);
  writer.end_text();
  writer.begin_array("none");
  writer.end_array();
  writer.begin_array("some");
  for (const Value& element : elements) writer.add_element(element);
  writer.end_array();
  writer.begin_text("last");
  writer.end_text();
  writer.end();
  const Value whole = {
      {"te\"xt", long_text}, {"at once", long_text}, {"none", Value::array()}, {"some", elements}, {"last", ""}};
  EXPECT_EQ(out, "before " + dump(whole));
}

TEST(JsonTest, SaysWhichMemberIsMissingOrOfAnotherType) {
  const auto value = parse(R"({"name": 3})");
  ASSERT_TRUE(value);
  EXPECT_EQ(text_member(*value, "licence", "card").error().message, "card: member \"licence\" is missing");
  EXPECT_EQ(text_member(*value, "name", "card").error().message, "card: member \"name\" is not a text");
  EXPECT_EQ(array_member(*value, "name", "card").error().message, "card: member \"name\" is not an array");
  EXPECT_EQ(*number_member(*value, "name", "card"), 3);
  EXPECT_EQ(text_member(Value(1), "name", "card").error().message, "card is not an object");
}
}  // namespace
}  // namespace dau::json
