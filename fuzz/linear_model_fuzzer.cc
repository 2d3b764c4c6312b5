// SPDX-License-Identifier: Apache-2.0
// linear_model_fuzzer.cc — linear models with broken sections but honest checksums: refused, or used without harm.
//
// The input: a byte that chooses a section, two for a place in it, one for how many bytes are overwritten there, then
// those bytes; and so on. A count of 255 cuts the section at the place.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "testing/tiny_linear.h"
#include "text/classify.h"

namespace dau::text {
namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

model::Contents changed(const std::uint8_t* data, std::size_t size) {
  static const model::Contents tiny = testing::tiny_linear_model(
      "language", "language-1", {"vi", "en"}, testing::features_of("xin chao", append_language_features, {40, -40}));
  model::Contents contents = tiny;
  while (size >= 4) {
    std::vector<std::byte>& bytes = contents.sections[data[0] % 3].bytes;
    const std::size_t at =
        std::min<std::size_t>(static_cast<std::size_t>(data[1]) | static_cast<std::size_t>(data[2]) << 8, bytes.size());
    const std::size_t count = data[3];
    data += 4;
    size -= 4;
    if (count == 255) {
      bytes.resize(at);
      continue;
    }
    const std::size_t taken = std::min(count, size);
    if (bytes.size() < at + taken) bytes.resize(at + taken);
    std::memcpy(bytes.data() + at, data, taken);
    data += taken;
    size -= taken;
  }
  return contents;
}

void check_use(const LinearModel& model) {
  for (const std::string_view line : {"", "xin chao", "đường phố the end 12"}) {
    float total = 0;
    for (const auto& [label, score] : classify(model, line, append_language_features)) {
      demand(score >= 0 && score <= 1);
      total += score;
    }
    demand(std::abs(total - 1) < 1e-3f);
  }
}
}  // namespace
}  // namespace dau::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace model = dau::model;
  const auto bytes = model::to_bytes(dau::text::changed(data, size));
  if (!bytes) return 0;
  const auto opened = dau::text::LinearModel::from(*model::Container::view(*bytes), "language-1");
  if (opened)
    dau::text::check_use(*opened);
  else
    dau::text::demand(opened.error().code == dau::Errc::corrupt || opened.error().code == dau::Errc::unsupported);
  return 0;
}
