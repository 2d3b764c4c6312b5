// SPDX-License-Identifier: Apache-2.0
#include "base/printable.h"

#include <gtest/gtest.h>

#include "base/clock.h"

namespace dau {
namespace {
TEST(PrintableTest, WhatMayTurnTheTerminalIsShownNotDone) {
  EXPECT_EQ(to_printable("Nguyễn \x1B[31mÁnh\n"), "Nguyễn \\x1b[31mÁnh\\x0a");
  EXPECT_EQ(to_printable("a\xE2\x80\xAE"
                         "b\xE2\x81\xA6"
                         "c\xE2\x80\x8B"),
            "a\uFFFDb\uFFFDc\uFFFD");
  EXPECT_EQ(to_printable("\xC2\x9B"
                         "31m"),
            "\uFFFD31m");
  EXPECT_EQ(to_printable("“đúng” – 5 €, \xC2\xA0"), "“đúng” – 5 €, \xC2\xA0");
  EXPECT_EQ(to_printable("\xE2\x80"), "\xE2\x80");  // cut off: nothing is read beyond the end
}

TEST(ClockTest, WritesTimesAsRecordsHaveThem) {
  EXPECT_EQ(to_rfc3339(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339(1'795'000'000), "2026-11-18T11:06:40Z");
  EXPECT_GT(seconds_now(), 1'700'000'000);
}
}  // namespace
}  // namespace dau
