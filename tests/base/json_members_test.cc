// SPDX-License-Identifier: Apache-2.0
// json_members_test.cc — where members stand, whatever else the object holds.
#include "base/json_members.h"

#include <gtest/gtest.h>
#include <string>

#include "base/json.h"

namespace dau::json {
namespace {
constexpr std::string_view kNames[] = {"text", "out"};

std::string value_of(std::string_view object, const std::optional<Place>& place) {
  return place ? std::string(object.substr(place->begin, place->end - place->begin)) : "none";
}

void expect_places(std::string_view object, const std::string& text, const std::string& out) {
  const auto found = find_members(object, kNames);
  ASSERT_TRUE(found) << object << ": " << found.error().message;
  EXPECT_EQ(value_of(object, found->places[0]), text) << object;
  EXPECT_EQ(value_of(object, found->places[1]), out) << object;
  EXPECT_EQ(object[found->brace], '}') << object;
  EXPECT_EQ(object.find_first_not_of(" \t\r\n", found->end), found->brace) << object;
}

void expect_fault(std::string_view object, const std::string& message) {
  const auto found = find_members(object, kNames);
  ASSERT_FALSE(found) << object;
  EXPECT_EQ(found.error().code, Errc::corrupt);
  EXPECT_EQ(found.error().message, message) << object;
}

TEST(JsonMembersTest, FindsValuesOfEveryKind) {
  for (const std::string value : {"\"\"", "\"a\\\"}\\\\\"", "0", "-1.5e-3", "12345678901234567890123", "true", "false",
                                  "null", "[]", "{}", "[1,{\"out\":2},\"]\"]", "{\"text\":\"no\",\"a\":[{}]}"}) {
    expect_places("{\"text\":\"ộ\",\"out\":" + value + "}", "\"ộ\"", value);
    expect_places(" { \"x\" : {\"out\":[3]} , \"out\" : " + value + " , \"text\" : 1 } \r", "1", value);
    expect_places("\t{\"out\"\n:\t" + value + "\r\n,\"y\":1e5 }", "none", value);
  }
}

TEST(JsonMembersTest, ReadsKeysAndTextsThroughTheirEscapes) {
  const auto found = find_members(R"({"te\u0078t":"\u1ed9\n\"","out":5})", kNames);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->places[0]->text, "ộ\n\"");
  EXPECT_EQ(found->places[1]->text, std::nullopt);
}

TEST(JsonMembersTest, NumbersMayBeOfAnySize) {
  const std::string digits(5000, '7');
  for (const std::string& number : {std::string("1e400"), std::string("-1E+99999"), std::string("1.0e-9999"), digits,
                                    "-" + digits + "." + digits + "e" + digits, std::string("0e5"), "0." + digits}) {
    expect_places("{\"a\":[" + number + "],\"text\":\"b\",\"out\":" + number + "}", "\"b\"", number);
    expect_places("{\"a\":" + number + ",\"out\":\"1e400\"}", "none", "\"1e400\"");
  }
}

TEST(JsonMembersTest, WhatIsNoNumberIsRefusedAtItsByte) {
  const std::string digits(400, '7');
  expect_fault("{\"a\":01e4}", "not valid JSON at byte 8");  // where the number ends that may not follow the 0
  expect_fault("{\"a\":1e}", "not valid JSON at byte 7");
  expect_fault("{\"a\":1e4e4}", "not valid JSON at byte 8");
  expect_fault("{\"a\":1e4.0}", "not valid JSON at byte 8");
  expect_fault("{\"a\":" + digits + "x}", "not valid JSON at byte 405");
  expect_fault("{\"a\":" + digits + ",\"b\":" + digits + ",}", "not valid JSON at byte 811");
  expect_fault("{\"a\":0" + digits + "}", "not valid JSON at byte 405");
}

TEST(JsonMembersTest, TellsTheByteWhereItStopsBeingAnObject) {
  expect_fault("", "not valid JSON at byte 0");
  expect_fault("{", "not valid JSON at byte 1");
  expect_fault("{\"text\":", "not valid JSON at byte 8");
  expect_fault("{\"text\":\"a", "not valid JSON at byte 10");
  expect_fault("{\"text\" \"a\"}", "not valid JSON at byte 10");
  expect_fault("{\"a\":1,}", "not valid JSON at byte 7");
  expect_fault("{\"a\":nope}", "not valid JSON at byte 6");
  expect_fault("{} {}", "not valid JSON at byte 3");
  expect_fault(std::string_view("{}\0x", 4), "not valid JSON at byte 2");
  expect_fault("{\"a\":\"\\ud800\"}", "not valid JSON: \\u escape of half a surrogate pair at byte 12");
  expect_fault("{\"a\":\"\\udc00\"}", "not valid JSON: \\u escape of half a surrogate pair at byte 11");
  expect_fault("{\"surrogate U+\":\"\\x\"}", "not valid JSON at byte 18");
  for (const std::string_view value : {"[1]", "\"text\"", "7", "null", "1e400"}) {
    expect_fault(value, "not a JSON object at byte 0");
    expect_fault(" \t" + std::string(value), "not a JSON object at byte 2");
  }
}

TEST(JsonMembersTest, RefusesAMemberThatIsThereTwiceWhenItIsAskedFor) {
  expect_fault(R"({"text":"a","text":"b"})", "member \"text\" is there twice, again at byte 19");
  expect_fault(R"({"out":1,"\u006fut":2})", "member \"out\" is there twice, again at byte 20");
  expect_places(R"({"a":1,"a":2,"text":3,"b":{"text":4,"text":5}})", "3", "none");
}

TEST(JsonMembersTest, DepthCostsNoStackAndHasALimit) {
  const auto nested = [](std::size_t depth) {
    return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  expect_places(nested(kMaxDepth), "none", "none");
  expect_fault(nested(kMaxDepth + 1), "JSON is nested deeper than 64 at byte 68");
  expect_fault("{\"a\":" + std::string(1000000, '['), "JSON is nested deeper than 64 at byte 68");
}
}  // namespace
}  // namespace dau::json
