// SPDX-License-Identifier: Apache-2.0
// correct_fuzzer.cc — arbitrary bytes as a line: an error that names the bad byte, or corrections that fit the line.
//
// The first byte chooses the channels, the second the other options, the rest is the line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "dau/model/writer.h"
#include "dau/text/correct.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "testing/tiny_correct.h"
#include "testing/tiny_model.h"

namespace dau::text {
namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

const Corrector& corrector() {
  static const std::vector<std::byte> correct = *model::to_bytes(testing::tiny_correct_model());
  static const std::vector<std::byte> restore = *model::to_bytes(testing::tiny_restore_model());
  static const Corrector opened =
      *Corrector::from(*model::Container::view(correct, "correct"), *model::Container::view(restore, "restore"));
  return opened;
}

CorrectOptions options_of(std::uint8_t channels, std::uint8_t rest) {
  CorrectOptions options;
  options.channels = {};
  for (std::size_t i = 0; i < kChannels; ++i)
    if (channels == 0 || (channels >> i & 1) != 0) options.channels.add(static_cast<Channel>(i));
  options.tone = static_cast<TonePolicy>(rest % 3);
  options.posteriors = rest / 3 % 2 == 1;
  options.min_confidence = static_cast<float>(rest / 6 % 5) / 4;
  return options;
}

void check_refused(std::string_view line, std::size_t bad_byte, const CorrectOptions& options) {
  std::string out;
  const auto done = corrector().correct_to(line, out, options);
  demand(!done && done.error().code == Errc::invalid_utf8 && done.error().at == std::to_string(bad_byte));
  demand(out.empty() && !corrector().correct(line, options));
}

void check_corrected(std::string_view line, const CorrectOptions& options) {
  const auto corrections = corrector().correct(line, options);
  demand(static_cast<bool>(corrections));
  std::size_t end = 0;
  for (const Correction& c : *corrections) {
    demand(c.span.begin >= end && c.span.begin < c.span.end && c.span.end <= line.size());
    demand(c.confidence >= options.min_confidence && c.confidence <= 1);
    demand(options.channels.has(c.channel) && unicode::is_nfc(c.replacement));
    demand(line.substr(c.span.begin, c.span.end - c.span.begin) != c.replacement);
    end = c.span.end;
  }
  std::string once;
  demand(static_cast<bool>(corrector().correct_to(line, once, options)));
  demand(apply_corrections(line, *corrections) == once);
  demand(!unicode::find_invalid_utf8(once));
}
}  // namespace
}  // namespace dau::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view line(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto options = dau::text::options_of(data[0], data[1]);
  if (const auto bad = dau::unicode::find_invalid_utf8(line))
    dau::text::check_refused(line, *bad, options);
  else
    dau::text::check_corrected(line, options);
  return 0;
}
