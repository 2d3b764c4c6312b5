// SPDX-License-Identifier: Apache-2.0
// correct_model_fuzzer.cc — correct models with other sections but honest checksums: refused, or used without harm.
//
// The first byte names the section (config, chat, rewrites, words.hash, words.cost), the rest takes its place.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "dau/model/writer.h"
#include "dau/text/correct.h"
#include "dau/unicode/utf8.h"
#include "testing/tiny_correct.h"
#include "testing/tiny_model.h"

namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

constexpr std::string_view kLines[] = {"nguwowif kh0ng ko, la nam", "Khôngg ddang ,toi 2O24 lanam", "x", ""};

void check_use(const dau::text::Corrector& corrector) {
  dau::text::CorrectOptions options;
  options.posteriors = true;
  for (const std::string_view line : kLines) {
    const auto corrections = corrector.correct(line, options);
    demand(static_cast<bool>(corrections));
    demand(!dau::unicode::find_invalid_utf8(dau::text::apply_corrections(line, *corrections)));
    for (const auto& c : *corrections) demand(c.confidence >= 0 && c.confidence <= 1);
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dau;
  if (size == 0) return 0;
  static const model::Contents tiny = testing::tiny_correct_model();
  static const std::vector<std::byte> restore = *model::to_bytes(testing::tiny_restore_model());
  model::Contents contents = tiny;
  const auto* begin = reinterpret_cast<const std::byte*>(data);
  contents.sections[data[0] % contents.sections.size()].bytes.assign(begin + 1, begin + size);
  const auto bytes = model::to_bytes(contents);
  demand(static_cast<bool>(bytes));
  auto container = model::Container::view(*bytes, "correct");
  demand(static_cast<bool>(container));
  const auto corrector = text::Corrector::from(*std::move(container), *model::Container::view(restore, "restore"));
  if (corrector)
    check_use(*corrector);
  else
    demand(corrector.error().code == Errc::corrupt && !corrector.error().message.empty());
  return 0;
}
