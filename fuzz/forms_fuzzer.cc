// SPDX-License-Identifier: Apache-2.0
// forms_fuzzer.cc — arbitrary bytes as a line: an error that names the bad byte, or sound edits that make the output.
//
// The first byte chooses the options, the rest is the line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "dau/text/spoken.h"
#include "dau/text/written.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

void check_edits(std::string_view line, const std::vector<FormEdit>& edits, const std::string& out) {
  std::size_t end = 0;
  for (const FormEdit& edit : edits) {
    demand(edit.span.begin >= end && edit.span.begin < edit.span.end && edit.span.end <= line.size());
    demand(!unicode::find_invalid_utf8(edit.replacement));
    end = edit.span.end;
  }
  demand(apply_edits(line, edits) == out);
  demand(!unicode::find_invalid_utf8(out));
  std::string json;
  append_json(json, line, edits);
  demand(!unicode::find_invalid_utf8(json));
}

void check(std::string_view line, std::uint8_t choice) {
  SpokenOptions speak;
  WrittenOptions write;
  speak.region = (choice & 1) != 0 ? Region::south : Region::north;
  speak.convention = write.convention = (choice & 2) != 0 ? FormConvention::nemo : FormConvention::standard;
  write.plain = (choice & 4) != 0;
  if ((choice & 8) != 0) speak.kinds = write.kinds = FormKinds{1} << (choice >> 4);
  std::string said, wrote;
  const auto spoken_done = spoken_to(line, said, speak);
  const auto written_done = written_to(line, wrote, write);
  const auto bad = unicode::find_invalid_utf8(line);
  demand(static_cast<bool>(spoken_done) == !bad && static_cast<bool>(written_done) == !bad);
  if (bad) {
    demand(spoken_done.error().at == std::to_string(*bad) && written_done.error().at == std::to_string(*bad));
    return;
  }
  check_edits(line, *spoken(line, speak), said);
  check_edits(line, *written(line, write), wrote);
}
}  // namespace
}  // namespace dau::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) dau::text::check({reinterpret_cast<const char*>(data) + 1, size - 1}, data[0]);
  return 0;
}
