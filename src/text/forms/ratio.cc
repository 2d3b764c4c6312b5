// SPDX-License-Identifier: Apache-2.0
// ratio.cc — 16:9 and 1:50.000 behind tỉ lệ; and what a colon makes neither a ratio nor a time: 25:00.
#include <array>

#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
constexpr std::array<std::string_view, 10> kRatioWords = {"tỉ lệ",  "tỷ lệ",      "tỉ lệ là", "tỷ lệ là", "theo tỉ lệ",
                                                          "bản đồ", "khung hình", "hình",     "tỉ xích",  "tỷ xích"};
constexpr std::array<std::string_view, 4> kScoreWords = {"tỉ số", "tỷ số", "tỉ số là", "tỷ số là"};

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
  const bool score = before.any(kScoreWords);
  const bool said = score || before.any(kRatioWords);
  if (!said && time_at(scan, at)) return std::nullopt;
  Reading reading{part->end, score ? FormKind::score : FormKind::fraction, said ? say(*part, scan.options) : ""};
  while (scan.at(reading.end) == ':' && (part = part_at(scan, reading.end + 1))) {
    reading.end = part->end;
    if (!said) continue;  // 25:00 stays as a whole
    append_word(reading.words, score ? "" : "trên");
    append_word(reading.words, say(*part, scan.options));
  }
  return reading;
}
}  // namespace dau::text::forms
