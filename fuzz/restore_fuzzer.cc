// SPDX-License-Identifier: Apache-2.0
// restore_fuzzer.cc — arbitrary bytes as a line: an error that names the bad byte, or a line with more marks.
//
// The first byte chooses the options, the rest is the line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "dau/model/writer.h"
#include "dau/text/restore.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "testing/tiny_model.h"

namespace dau::text {
namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

const Restorer& restorer() {
  static const std::vector<std::byte> bytes = *model::to_bytes(testing::tiny_restore_model());
  static const Restorer opened = *Restorer::from(*model::Container::view(bytes, "restore"));
  return opened;
}

RestoreOptions options_of(std::uint8_t byte) {
  RestoreOptions options;
  options.tone = static_cast<TonePolicy>(byte % 3);
  options.scorers = static_cast<Scorers>(byte / 3 % 3);
  options.beam = 1 + byte / 9 % 16;
  options.alternatives = byte / 144;
  return options;
}

void check_refused(std::string_view line, std::size_t bad_byte, const RestoreOptions& options) {
  std::string out;
  const auto done = restorer().restore_to(line, out, options);
  demand(!done && done.error().code == Errc::invalid_utf8 && done.error().at == std::to_string(bad_byte));
  demand(out.empty() && !restorer().restore(line, options));
}

void check_edits(std::string_view line, const std::vector<Edit>& edits) {
  std::size_t end = 0;
  for (const Edit& edit : edits) {
    demand(edit.span.begin >= end && edit.span.begin < edit.span.end && edit.span.end <= line.size());
    demand(edit.confidence >= 0 && edit.confidence <= 1);
    end = edit.span.end;
  }
}

// Edits that are listed for their alternatives alone may write NFC where the line has not.
std::string canonical(std::string_view line) { return unicode::to_nfc(line); }

void check_restored(std::string_view line, const RestoreOptions& options) {
  std::string once, twice;
  demand(static_cast<bool>(restorer().restore_to(line, once, options)));
  demand(static_cast<bool>(restorer().restore_to(once, twice, options)));
  demand(canonical(twice) == canonical(once));
  demand(unicode::strip_marks(canonical(once)) == unicode::strip_marks(canonical(line)));
  const auto edits = restorer().restore(line, options);
  demand(static_cast<bool>(edits));
  check_edits(line, *edits);
  demand(apply_edits(line, *edits) == once);
}
}  // namespace
}  // namespace dau::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view line(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto options = dau::text::options_of(data[0]);
  if (const auto bad = dau::unicode::find_invalid_utf8(line))
    dau::text::check_refused(line, *bad, options);
  else
    dau::text::check_restored(line, options);
  return 0;
}
