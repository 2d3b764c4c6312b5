// SPDX-License-Identifier: Apache-2.0
// segment_bench.cc — finding words and sentences: syllables a second by register.
//
// The passages are the sentences of data/demo. Speed beside other systems: scripts/segment_tables.py --only speed.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "dau/text/segment.h"
#include "dau/text/sentences.h"
#include "testing/golden.h"

namespace {
using dau::text::Segmenter;

const dau::Result<Segmenter>& segmenter() {
  static const dau::Result<Segmenter> opened = Segmenter::open(dau::testing::model_path("segment.dau"));
  return opened;
}

std::string passage(std::string_view register_name) {
  for (const auto& row : dau::testing::read_tsv("../../data/demo/sentences.tsv"))
    if (row.id == register_name) return row.input;
  return {};
}

void count(benchmark::State& state, const std::string& line) {
  state.SetItemsProcessed(state.iterations() * (1 + std::count(line.begin(), line.end(), ' ')));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(line.size()));
}

void segment(benchmark::State& state, const char* register_name) {
  if (!segmenter()) return state.SkipWithError(segmenter().error().message.c_str());
  const std::string line = passage(register_name);
  std::string out;
  for (auto _ : state) {
    out.clear();
    if (!segmenter()->segment_to(line, out)) return state.SkipWithError("not segmented");
    benchmark::DoNotOptimize(out.data());
  }
  count(state, line);
}
BENCHMARK_CAPTURE(segment, legal, "legal");
BENCHMARK_CAPTURE(segment, business, "business");
BENCHMARK_CAPTURE(segment, conversational, "conversational");
BENCHMARK_CAPTURE(segment, literary, "literary");
BENCHMARK_CAPTURE(segment, technical, "technical");

void sentences(benchmark::State& state, const char* register_name) {
  const std::string line = passage(register_name);
  for (auto _ : state) benchmark::DoNotOptimize(dau::text::sentences(line));
  count(state, line);
}
BENCHMARK_CAPTURE(sentences, legal, "legal");
BENCHMARK_CAPTURE(sentences, literary, "literary");
}  // namespace
