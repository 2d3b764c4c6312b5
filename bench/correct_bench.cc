// SPDX-License-Identifier: Apache-2.0
// correct_bench.cc — correcting: syllables a second of text that is right, that lost its marks, and that was typed raw;
// beside restoring the same line without marks.
//
// The passages are the sentences of data/demo, one line each. Speed over whole documents: scripts/correct_tables.py.
#include "dau/text/correct.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "dau/text/restore.h"
#include "dau/unicode/marks.h"
#include "nn/kernels.h"
#include "testing/golden.h"

namespace {
const dau::Result<dau::text::Corrector>& corrector() {
  static const auto opened =
      dau::text::Corrector::open(dau::testing::model_path("correct.dau"), dau::testing::model_path("restore.dau"));
  return opened;
}

const dau::Result<dau::text::Restorer>& restorer() {
  static const auto opened = dau::text::Restorer::open(dau::testing::model_path("restore.dau"));
  return opened;
}

std::string passage(std::string_view register_name) {
  for (const auto& row : dau::testing::read_tsv("../../data/demo/sentences.tsv"))
    if (row.id == register_name) return row.input;
  return {};
}

template <class Work>
void run(benchmark::State& state, const std::string& line, Work&& work) {
  std::int64_t syllables = 1;
  for (const char c : line) syllables += c == ' ';
  std::string out;
  for (auto _ : state) {
    out.clear();
    if (!work(line, out)) return state.SkipWithError("failed");
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * syllables);
  state.SetLabel(dau::nn::kernels().name);
}

void correct(benchmark::State& state, const std::string& line) {
  if (!corrector()) return state.SkipWithError(corrector().error().message.c_str());
  run(state, line,
      [](const std::string& in, std::string& out) { return static_cast<bool>(corrector()->correct_to(in, out)); });
}

void correct_clean(benchmark::State& state, const char* name) { correct(state, passage(name)); }
void correct_bare(benchmark::State& state, const char* name) {
  correct(state, dau::unicode::strip_marks(passage(name)));
}
void restore_bare(benchmark::State& state, const char* name) {
  if (!restorer()) return state.SkipWithError(restorer().error().message.c_str());
  run(state, dau::unicode::strip_marks(passage(name)),
      [](const std::string& in, std::string& out) { return static_cast<bool>(restorer()->restore_to(in, out)); });
}
BENCHMARK_CAPTURE(correct_clean, legal, "legal");
BENCHMARK_CAPTURE(correct_clean, conversational, "conversational");
BENCHMARK_CAPTURE(correct_clean, literary, "literary");
BENCHMARK_CAPTURE(correct_bare, legal, "legal");
BENCHMARK_CAPTURE(correct_bare, literary, "literary");
BENCHMARK_CAPTURE(restore_bare, legal, "legal");
BENCHMARK_CAPTURE(restore_bare, literary, "literary");
}  // namespace
