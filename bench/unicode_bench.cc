// SPDX-License-Identifier: Apache-2.0
// unicode_bench.cc — bytes per second of the text primitives.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <numeric>
#include <string>

#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"
#include "dau/unicode/utf8.h"
#include "unicode/kernels.h"
#include "unicode_passage.h"

namespace dau::bench {
namespace {
using namespace unicode;

template <class Work>
void measure(benchmark::State& state, const std::string& text, Work work) {
  for (auto _ : state) benchmark::DoNotOptimize(work(text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.SetLabel(kernels().name);
}

// What memory gives: the sum of all 8-byte words.
void BM_ReadBytes(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) {
    const auto* words = reinterpret_cast<const std::uint64_t*>(text.data());
    return std::accumulate(words, words + text.size() / 8, std::uint64_t{0});
  });
}
void BM_CheckUtf8(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return find_invalid_utf8(text); });
}
void BM_CheckNfc(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return is_nfc(text); });
}
void BM_NfcOfNfc(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return to_nfc(text); });
}
void BM_NfcOfNfd(benchmark::State& state) {
  measure(state, nfd_passage(), [](const std::string& text) { return to_nfc(text); });
}
// Line by line, as the text filters use it; the map of a whole book costs its memory instead.
void BM_NfcMappedOfNfd(benchmark::State& state) {
  static const std::string line = to_nfd(kSentences);
  measure(state, line, [](const std::string& text) { return to_nfc_mapped(text); });
}
void BM_NfdOfNfc(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return to_nfd(text); });
}
void BM_StripMarks(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return strip_marks(text); });
}
void BM_PlaceTones(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return place_tones(text, TonePlacement::new_style); });
}

BENCHMARK(BM_ReadBytes)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_CheckUtf8)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_CheckNfc)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_NfcOfNfc)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_NfcOfNfd)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_NfcMappedOfNfd)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_NfdOfNfc)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_StripMarks)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_PlaceTones)->Unit(benchmark::kMillisecond);
}  // namespace
}  // namespace dau::bench
