// SPDX-License-Identifier: Apache-2.0
// mark_store_fuzzer.cc — any bytes as the manifest store beside a file: a verdict, never trust.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dau/mark/verify.h"
#include "mark/jumbf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dau::mark;
  const std::string_view store(reinterpret_cast<const char*>(data), size);
  const auto box = read_store(store, "f");
  if (box && box->whole.size() > store.size()) std::abort();
  const auto report = verify("tệp", "a.bin", store);
  if (!report || report->verdict == Verdict::none || report->verdict == Verdict::trusted) std::abort();
  if (to_json(*report, "a.bin").empty()) std::abort();
  return 0;
}
