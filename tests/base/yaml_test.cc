// SPDX-License-Identifier: Apache-2.0
#include "base/yaml.h"

#include <gtest/gtest.h>

namespace dau::yaml {
namespace {
TEST(YamlTest, WhatIsDumpedIsReadAsTheSame) {
  const json::Value value = {
      {"plain", "restore"},
      {"texts", {"yes", "No", "1.10", "2026-11-25", "# no comment", "a: b",   "",     "null",  "~", "- x", "[x]",
                 "'",   "\"", "\\",   "Đường Lâm",  "hai\ndòng\n",  " trước", "sau ", "tab\t", "*", "&a",  "!t",
                 "%",   "@",  "`",    "{",          "a #b",         "x:"}},
      {"a key: with # signs", json::Value::array({json::Value::object(), json::Value::array(), nullptr, true, false})},
      {"nested", {{"deep", json::Value::array({{{"er", "x"}, {"list", {"a", "b"}}}})}}}};
  const std::string text = dump(value);
  const auto read = parse(text);
  ASSERT_TRUE(read) << text;
  EXPECT_EQ(*read, value) << text;
}

TEST(YamlTest, NumbersStayNumbersForOthers) {
  EXPECT_EQ(dump({{"a", 1}, {"b", 0.5}, {"c", -3}}), "a: 1\nb: 0.5\nc: -3\n");
}
}  // namespace
}  // namespace dau::yaml
