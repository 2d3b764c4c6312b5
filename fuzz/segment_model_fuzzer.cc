// SPDX-License-Identifier: Apache-2.0
// segment_model_fuzzer.cc — segmentation models with broken sections but honest checksums: refused, or used without
// harm.
//
// The input is a list of changes to the tiny model: section, what to do, where, value (8 bytes each).
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "dau/model/writer.h"
#include "dau/text/segment.h"
#include "testing/tiny_segment_model.h"

namespace dau::text {
namespace {
constexpr std::size_t kChangeSize = 8, kMostChanges = 64;

void demand(bool condition) {
  if (!condition) std::abort();
}

void change(std::vector<std::byte>& bytes, const std::uint8_t* c) {
  std::uint32_t value = 0;
  std::memcpy(&value, c + 4, 4);
  const std::size_t at = static_cast<std::size_t>(c[2]) | static_cast<std::size_t>(c[3]) << 8;
  if (c[1] % 4 == 0) return bytes.resize(bytes.size() + value % 65);
  if (c[1] % 4 == 1) return bytes.resize(bytes.size() - std::min<std::size_t>(bytes.size(), value % 65));
  if (bytes.empty()) return;
  if (c[1] % 4 == 2) {
    std::memcpy(bytes.data() + at % bytes.size(), &value, std::min<std::size_t>(4, bytes.size() - at % bytes.size()));
  } else {
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(at % bytes.size()), bytes.end(),
              static_cast<std::byte>(value));
  }
}

model::Contents changed(const std::uint8_t* data, std::size_t size) {
  static const model::Contents tiny = testing::tiny_segment_model();
  model::Contents contents = tiny;
  contents.card.samples.clear();
  for (std::size_t i = 0; i + kChangeSize <= size && i < kMostChanges * kChangeSize; i += kChangeSize)
    change(contents.sections[data[i] % contents.sections.size()].bytes, data + i);
  return contents;
}

constexpr std::string_view kLines[] = {"học sinh đi học viên, Hòa THUÝ sinh viên 12 zzzz",
                                       "học học học học học học học", "x", ""};

std::string without(std::string_view text, std::string_view dropped) {
  std::string out;
  for (const char c : text)
    if (dropped.find(c) == std::string_view::npos) out += c;
  return out;
}
}  // namespace
}  // namespace dau::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dau;
  const auto bytes = model::to_bytes(text::changed(data, size));
  text::demand(static_cast<bool>(bytes));
  auto container = model::Container::view(*bytes, "segment");
  text::demand(static_cast<bool>(container));
  const auto segmenter = text::Segmenter::from(*std::move(container));
  if (!segmenter) {
    text::demand(segmenter.error().code == Errc::corrupt && !segmenter.error().message.empty());
    return 0;
  }
  for (const std::string_view line : text::kLines) {
    std::string out;
    text::demand(static_cast<bool>(segmenter->segment_to(line, out)));
    text::demand(text::without(out, " _") == text::without(line, " "));
  }
  return 0;
}
