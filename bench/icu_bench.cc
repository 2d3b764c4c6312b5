// SPDX-License-Identifier: Apache-2.0
// icu_bench.cc — the same work done by ICU, in the same run.
#include <benchmark/benchmark.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <cstdint>
#include <string>

#include "unicode_passage.h"

namespace dau::bench {
namespace {
const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFCInstance(status);
}
const icu::Normalizer2& nfd() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFDInstance(status);
}

void normalise(benchmark::State& state, const icu::Normalizer2& normalizer, const std::string& text) {
  for (auto _ : state) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
    normalizer.normalizeUTF8(0, text, sink, nullptr, status);
    benchmark::DoNotOptimize(out);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void nfc_check_icu(benchmark::State& state) {
  const std::string& text = nfc_passage();
  for (auto _ : state) {
    UErrorCode status = U_ZERO_ERROR;
    benchmark::DoNotOptimize(nfc().isNormalizedUTF8(text, status));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
void nfc_of_nfc_icu(benchmark::State& state) { normalise(state, nfc(), nfc_passage()); }
void nfc_of_nfd_icu(benchmark::State& state) { normalise(state, nfc(), nfd_passage()); }
void nfd_of_nfc_icu(benchmark::State& state) { normalise(state, nfd(), nfc_passage()); }

BENCHMARK(nfc_check_icu)->Unit(benchmark::kMillisecond);
BENCHMARK(nfc_of_nfc_icu)->Unit(benchmark::kMillisecond);
BENCHMARK(nfc_of_nfd_icu)->Unit(benchmark::kMillisecond);
BENCHMARK(nfd_of_nfc_icu)->Unit(benchmark::kMillisecond);
}  // namespace
}  // namespace dau::bench
