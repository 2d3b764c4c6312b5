// SPDX-License-Identifier: Apache-2.0
// restore_model_fuzzer.cc — restore models with broken sections but honest checksums: refused, or used without harm.
//
// The input is a list of changes to the tiny model: section, what to do, where, with which value (8 bytes each).
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "dau/model/writer.h"
#include "dau/text/restore.h"
#include "dau/unicode/marks.h"
#include "testing/tiny_model.h"

namespace dau::text {
namespace {
constexpr std::size_t kChangeSize = 8, kMostChanges = 64;

void demand(bool condition) {
  if (!condition) std::abort();
}

// What floats, indices and sizes should not be.
constexpr std::uint32_t kValues[] = {0,          1,          0x7F800000, 0xFF800000, 0x7FC00000, 0x7F7FFFFF,
                                     0xFF7FFFFF, 0x00000001, 0xFFFFFFFF, 0x80000000, 0x7FFFFFFF, 0x0000FFFF};

void set(std::vector<std::byte>& bytes, std::size_t at, std::uint32_t value, std::size_t size) {
  if (bytes.empty()) return;
  at %= bytes.size();
  std::memcpy(bytes.data() + at, &value, std::min(size, bytes.size() - at));
}

void fill(std::vector<std::byte>& bytes, std::size_t at, std::uint32_t value) {
  for (at -= at % 4; at + 4 <= bytes.size(); at += 4) std::memcpy(bytes.data() + at, &value, 4);
}

void change(std::vector<std::byte>& bytes, const std::uint8_t* c) {
  const std::size_t at = static_cast<std::size_t>(c[2]) | static_cast<std::size_t>(c[3]) << 8;
  std::uint32_t value = 0;
  std::memcpy(&value, c + 4, 4);
  switch (c[1] % 8) {
    case 0:
      return set(bytes, at, value, 1);
    case 1:
      return set(bytes, at * 2, value, 2);
    case 2:
      return set(bytes, at * 4, value, 4);
    case 3:
      return set(bytes, at * 4, kValues[value % std::size(kValues)], 4);
    case 4:
      return fill(bytes, at, value);
    case 5:
      return fill(bytes, at, kValues[value % std::size(kValues)]);
    case 6:
      return bytes.resize(bytes.size() + (value % 129));
    default:
      return bytes.resize(bytes.size() - std::min<std::size_t>(bytes.size(), value % 129));
  }
}

// Two sizes that fit each other again are rarely found by chance: a member of "config" written anew.
void change_config(std::vector<std::byte>& bytes, const std::uint8_t* c) {
  std::string config(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::size_t digit = config.find_first_of("0123456789");
  for (unsigned skipped = c[2] % 12; skipped > 0 && digit != std::string::npos; --skipped) {
    digit = config.find_first_not_of("0123456789.", digit);
    digit = config.find_first_of("0123456789", digit);
  }
  if (digit == std::string::npos) return;
  const std::size_t end = config.find_first_not_of("0123456789.", digit);
  config.replace(digit, end - digit, std::to_string(static_cast<unsigned>(c[4]) << (c[5] % 16)));
  const auto* begin = reinterpret_cast<const std::byte*>(config.data());
  bytes.assign(begin, begin + config.size());
}

model::Contents changed(const std::uint8_t* data, std::size_t size) {
  static const model::Contents tiny = testing::tiny_restore_model();
  model::Contents contents = tiny;
  for (std::size_t i = 0; i + kChangeSize <= size && i < kMostChanges * kChangeSize; i += kChangeSize) {
    const std::size_t section = data[i] % (contents.sections.size() + 1);
    if (section == contents.sections.size() || (section == 0 && data[i + 1] % 2 == 0))
      change_config(contents.sections[0].bytes, data + i);
    else
      change(contents.sections[section].bytes, data + i);
  }
  return contents;
}

constexpr std::string_view kLines[] = {"toi dang hoc o viet nam", "Thuỷ hoà NGHIENG, duong 123 xin ñandu a@b.c",
                                       "đuong tôi hóà qúy zzzz ư иван khoé", "x", ""};

// Letters stay letters whatever the model holds; what it makes of their marks is its own affair.
void check_use(const Restorer& restorer) {
  for (const std::string_view line : kLines) {
    for (const Scorers scorers : {Scorers::both, Scorers::net, Scorers::ngram}) {
      RestoreOptions options;
      options.scorers = scorers;
      options.beam = 16;
      std::string out;
      demand(static_cast<bool>(restorer.restore_to(line, out, options)));
      demand(unicode::strip_marks(out) == unicode::strip_marks(line));
      options.alternatives = 4;
      const auto edits = restorer.restore(line, options);
      demand(static_cast<bool>(edits));
      for (const Edit& edit : *edits) demand(edit.confidence >= 0 && edit.confidence <= 1);
    }
  }
}
}  // namespace
}  // namespace dau::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dau;
  const auto bytes = model::to_bytes(text::changed(data, size));
  text::demand(static_cast<bool>(bytes));
  auto container = model::Container::view(*bytes, "restore");
  text::demand(static_cast<bool>(container));
  const auto restorer = text::Restorer::from(*std::move(container));
  if (restorer)
    text::check_use(*restorer);
  else
    text::demand(restorer.error().code == Errc::corrupt && !restorer.error().message.empty());
  return 0;
}
