// SPDX-License-Identifier: Apache-2.0
// restore_bench.cc — restoring marks: syllables a second by register, by scorer and by kernel table.
//
// The passages are the sentences of data/demo, one line each, as `make run` shows them. The label is the kernel table
// in use; DAU_KERNELS picks another. Speed over whole documents: scripts/restore_tables.py.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/text/restore.h"
#include "dau/unicode/marks.h"
#include "nn/kernels.h"
#include "testing/golden.h"

namespace {
using dau::text::Restorer;

const dau::Result<Restorer>& restorer() {
  static const dau::Result<Restorer> opened = Restorer::open(dau::testing::model_path("restore.dau"));
  return opened;
}

struct Passage {
  std::string line;  // without marks
  std::int64_t syllables = 0;
};

// The sentence of `register_name` in data/demo/sentences.tsv, stripped.
Passage passage(std::string_view register_name) {
  Passage p;
  for (const auto& row : dau::testing::read_tsv("../../data/demo/sentences.tsv"))
    if (row.id == register_name) p.line = dau::unicode::strip_marks(row.input);
  p.syllables = 1;
  for (const char c : p.line) p.syllables += c == ' ';
  return p;
}

void restore(benchmark::State& state, const char* register_name, dau::text::Scorers scorers) {
  if (!restorer()) return state.SkipWithError(restorer().error().message.c_str());
  const Passage p = passage(register_name);
  const dau::text::RestoreOptions options{.scorers = scorers};
  std::string out;
  for (auto _ : state) {
    out.clear();
    if (!restorer()->restore_to(p.line, out, options)) return state.SkipWithError("not restored");
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * p.syllables);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(p.line.size()));
  state.SetLabel(dau::nn::kernels().name);
}
BENCHMARK_CAPTURE(restore, legal, "legal", dau::text::Scorers::both);
BENCHMARK_CAPTURE(restore, business, "business", dau::text::Scorers::both);
BENCHMARK_CAPTURE(restore, conversational, "conversational", dau::text::Scorers::both);
BENCHMARK_CAPTURE(restore, literary, "literary", dau::text::Scorers::both);
BENCHMARK_CAPTURE(restore, technical, "technical", dau::text::Scorers::both);
BENCHMARK_CAPTURE(restore, legal_net_alone, "legal", dau::text::Scorers::net);
BENCHMARK_CAPTURE(restore, legal_trigram_alone, "legal", dau::text::Scorers::ngram);

// 64 tokens through the first layer of a block, 256 → 512; items are multiplications.
void gemm(benchmark::State& state, const dau::nn::Kernels* k) {
  constexpr std::size_t kRows = 64, kDepth = 256, kColumns = 512;
  const std::vector<std::uint8_t> a(kRows * kDepth, 77);
  const std::vector<std::int8_t> w(kDepth * kColumns, -3);
  const std::vector<std::uint8_t> light = dau::nn::light_octets(w, kDepth, kColumns);
  std::vector<std::int32_t> out(kRows * kColumns);
  for (auto _ : state) {
    k->gemm_u7i8(a.data(), kRows, kDepth, w.data(), light.data(), kColumns, out.data());
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows * kDepth * kColumns));
}

const int kRegistered = [] {
  for (const dau::nn::Kernels* k : dau::nn::usable_kernels())
    benchmark::RegisterBenchmark((std::string("gemm_u7i8/") + k->name).c_str(), gemm, k);
  return 0;
}();
}  // namespace
