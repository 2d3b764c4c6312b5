// SPDX-License-Identifier: Apache-2.0
// ordinal.cc — numbers behind thứ, and those few words behind which 4 is tư.
#include "text/forms/cardinal.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
MaybeReading ordinal_at(const Scan& scan, std::size_t at) {
  const std::size_t end = scan.digits_from(at);
  if (end == at || end - at > 9 || !Before(scan).is("thứ")) return std::nullopt;
  if (word_byte(scan.at(end)) || scan.at(end) == '/') return std::nullopt;
  if ((scan.at(end) == ',' || scan.at(end) == '.') && digit(scan.at(end + 1))) return std::nullopt;
  if (scan.dash(end) > 0 && digit(scan.at(end + scan.dash(end)))) return std::nullopt;
  const std::string_view digits = scan.text.substr(at, end - at);
  Reading reading{end, FormKind::ordinal, {}};
  if (digits == "1")
    reading.words = "nhất";
  else if (digits == "4")
    reading.words = "tư";
  else
    append_cardinal(reading.words, digits, scan.options);
  return reading;
}
}  // namespace dau::text::forms
