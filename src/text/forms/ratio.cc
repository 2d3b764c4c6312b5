// SPDX-License-Identifier: Apache-2.0
// ratio.cc — 16:9 and 1:50.000 behind tỉ lệ; and what a colon makes neither a ratio nor a time: 25:00.
#include <array>

#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
constexpr std::array<std::string_view, 11> kRatioWords = {"tỉ lệ",      "tỷ lệ",   "tỉ lệ là", "tỷ lệ là",
                                                          "theo tỉ lệ", "bản đồ",  "lệ mol",   "khung hình",
                                                          "hình",       "tỉ xích", "tỷ xích"};
constexpr std::array<std::string_view, 4> kScoreWords = {"tỉ số", "tỷ số", "tỉ số là", "tỷ số là"};

// TCVN 13275:2020, ISO 9001:2015: the number and its year.
constexpr std::array<std::string_view, 4> kStandardWords = {"tiêu chuẩn việt nam", "quy chuẩn việt nam", "iso", "iec"};

// A whole number between the colons.
std::optional<Number> part_at(const Scan& scan, std::size_t at) {
  if (!digit(scan.at(at))) return std::nullopt;
  auto number = number_at(scan, at);
  return number && number->whole() ? number : std::nullopt;
}
}  // namespace

MaybeReading ratio_at(const Scan& scan, std::size_t at) {
  if (scan.nemo() || scan.at(scan.digits_from(at)) != ':') return std::nullopt;
  auto part = part_at(scan, at);
  if (!part || scan.at(part->end) != ':' || !digit(scan.at(part->end + 1))) return std::nullopt;
  const Before before(scan);
  const bool score = before.any(kScoreWords), standard = before.any(kStandardWords);
  const bool said = score || standard || before.any(kRatioWords);
  if (!said && time_at(scan, at)) return std::nullopt;
  Reading reading{part->end, score ? FormKind::score : FormKind::fraction, said ? say(*part, scan.options) : ""};
  while (scan.at(reading.end) == ':' && digit(scan.at(reading.end + 1))) {
    part = number_at(scan, reading.end + 1);
    reading.end = part->end;
    if (!said) continue;  // 25:00 stays as a whole
    append_word(reading.words, score ? "" : standard ? "năm" : "trên");
    append_word(reading.words, say(*part, scan.options));
  }
  // 43:10-12, a verse.
  const std::size_t verse = reading.end + scan.dash(reading.end);
  if (!said && verse > reading.end && digit(scan.at(verse))) reading.end = scan.digits_from(verse);
  return reading;
}
}  // namespace dau::text::forms
