// SPDX-License-Identifier: Apache-2.0
// forms_bench.cc — spoken and written forms: words a second on prose and on lines full of numbers.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "dau/text/spoken.h"
#include "dau/text/written.h"
#include "testing/golden.h"

namespace {
std::string passage(const char* file) {
  std::string text;
  for (const auto& row : dau::testing::read_tsv(file)) text += row.input + ' ';
  return text;
}

std::int64_t words(const std::string& text) {
  std::int64_t count = 0;
  for (const char c : text) count += c == ' ';
  return count;
}

template <class Work>
void run(benchmark::State& state, const char* file, Work work) {
  const std::string text = passage(file);
  std::string out;
  for (auto _ : state) {
    out.clear();
    if (!work(text, out)) return state.SkipWithError("not read");
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * words(text));
}

void spoken(benchmark::State& state, const char* file) {
  run(state, file,
      [](const std::string& text, std::string& out) { return static_cast<bool>(dau::text::spoken_to(text, out)); });
}
void written(benchmark::State& state, const char* file) {
  run(state, file,
      [](const std::string& text, std::string& out) { return static_cast<bool>(dau::text::written_to(text, out)); });
}
BENCHMARK_CAPTURE(spoken, prose, "../../data/demo/sentences.tsv");
BENCHMARK_CAPTURE(spoken, numbers, "text/spoken.tsv");
BENCHMARK_CAPTURE(written, prose, "../../data/demo/sentences.tsv");
BENCHMARK_CAPTURE(written, numbers, "text/written.tsv");
}  // namespace
