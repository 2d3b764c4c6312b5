// SPDX-License-Identifier: Apache-2.0
// classify_bench.cc — language, register and dialect of the golden dialect sentences, bytes a second.
//
// Speed beside other programs: scripts/classify_tables.py language.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "dau/text/dialect.h"
#include "dau/text/language.h"
#include "dau/text/register.h"
#include "testing/golden.h"

namespace {
const std::vector<std::string>& lines() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out;
    for (const auto& row : dau::testing::read_tsv("text/dialect.tsv")) out.push_back(row.input);
    return out;
  }();
  return all;
}

// Calls work(line) for all lines again and again.
template <class Work>
void measure(benchmark::State& state, Work&& work) {
  std::int64_t bytes = 0;
  for (auto _ : state)
    for (const std::string& line : lines()) {
      benchmark::DoNotOptimize(work(line));
      bytes += static_cast<std::int64_t>(line.size());
    }
  state.SetBytesProcessed(bytes);
}

void language(benchmark::State& state) {
  static const auto opened = dau::text::LanguageIdentifier::open(dau::testing::model_path("language.dau"));
  if (!opened) return state.SkipWithError(opened.error().message.c_str());
  measure(state, [](const std::string& line) { return opened->identify(line); });
}

void register_of(benchmark::State& state) {
  static const auto opened = dau::text::RegisterClassifier::open(dau::testing::model_path("register.dau"));
  if (!opened) return state.SkipWithError(opened.error().message.c_str());
  measure(state, [](const std::string& line) { return opened->classify(line); });
}

void dialect(benchmark::State& state) {
  static const dau::text::DialectClassifier classifier;
  measure(state, [](const std::string& line) { return classifier.classify(line); });
}

BENCHMARK(language);
BENCHMARK(register_of)->Name("register");
BENCHMARK(dialect);
}  // namespace
