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
void read_bytes(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) {
    const auto* words = reinterpret_cast<const std::uint64_t*>(text.data());
    return std::accumulate(words, words + text.size() / 8, std::uint64_t{0});
  });
}
void utf8_check(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return find_invalid_utf8(text); });
}
void nfc_check(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return is_nfc(text); });
}
void nfc_of_nfc(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return to_nfc(text); });
}
void nfc_of_nfd(benchmark::State& state) {
  measure(state, nfd_passage(), [](const std::string& text) { return to_nfc(text); });
}
// Line by line, as the text filters use it; the map of a whole book costs its memory instead.
void nfc_mapped_of_nfd(benchmark::State& state) {
  static const std::string line = to_nfd(kSentences);
  measure(state, line, [](const std::string& text) { return to_nfc_mapped(text); });
}
void nfd_of_nfc(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return to_nfd(text); });
}
void strip(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return strip_marks(text); });
}
void place(benchmark::State& state) {
  measure(state, nfc_passage(), [](const std::string& text) { return place_tones(text, TonePlacement::new_style); });
}

BENCHMARK(read_bytes)->Unit(benchmark::kMillisecond);
BENCHMARK(utf8_check)->Unit(benchmark::kMillisecond);
BENCHMARK(nfc_check)->Unit(benchmark::kMillisecond);
BENCHMARK(nfc_of_nfc)->Unit(benchmark::kMillisecond);
BENCHMARK(nfc_of_nfd)->Unit(benchmark::kMillisecond);
BENCHMARK(nfc_mapped_of_nfd)->Unit(benchmark::kMicrosecond);
BENCHMARK(nfd_of_nfc)->Unit(benchmark::kMillisecond);
BENCHMARK(strip)->Unit(benchmark::kMillisecond);
BENCHMARK(place)->Unit(benchmark::kMillisecond);
}  // namespace
}  // namespace dau::bench
