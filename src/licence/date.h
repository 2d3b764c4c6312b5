// SPDX-License-Identifier: Apache-2.0
// date.h — days as they are written in data and manifests: "2027-03-01", which sort as text.
#pragma once
#include <charconv>
#include <chrono>
#include <string_view>

namespace dau::licence {
// True of a day of the calendar in this form.
inline bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](std::size_t begin, std::size_t size) {
    unsigned value = 0;
    const char* const end = text.data() + begin + size;
    return std::from_chars(text.data() + begin, end, value).ptr == end ? static_cast<int>(value) : -1;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  return year >= 0 && month >= 0 && day >= 0 &&
         std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
             .ok();
}
}  // namespace dau::licence
