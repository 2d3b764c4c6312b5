// SPDX-License-Identifier: Apache-2.0
// result.h — the outcome of a run, as a file that anybody can score again: docs/formats/eval-result.md.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/eval/files.h"
#include "dau/eval/interval.h"
#include "dau/eval/ratio.h"
#include "dau/result.h"

namespace dau::eval {
struct ModelInfo {
  std::string name, version, sha256, licence;
  friend bool operator==(const ModelInfo&, const ModelInfo&) = default;
};

struct SystemInfo {
  std::string name;
  std::string kind;  // builtin, cmd, predictions, http, baseline
  std::string spec;  // as it was asked for
  std::string version, licence;
  std::vector<ModelInfo> models;
  friend bool operator==(const SystemInfo&, const SystemInfo&) = default;
};

struct Answer {
  std::string id;
  std::string register_name, dialect;
  std::string output;
  std::string error;  // of a case that failed; it counts as an empty output
  friend bool operator==(const Answer&, const Answer&) = default;
};

struct MetricScore {
  std::string name;
  double value = 0, low = 0, high = 0;  // low, high: a 95 % interval by case
  bool higher_is_better = true, primary = false;
  Ratio counts;  // 0/0 where the metric is no ratio
  std::optional<double> baseline;
  friend bool operator==(const MetricScore&, const MetricScore&) = default;
};

struct CellScore {
  std::string register_name, dialect;  // empty: all
  std::uint64_t cases = 0;
  std::vector<MetricScore> metrics;
  friend bool operator==(const CellScore&, const CellScore&) = default;
};

// Figures of a run as they are written; what is not known is not there.
using Figures = std::map<std::string, double>;

struct RunResult {
  std::string task;
  std::string set_id, set_sha256, set_licence;
  std::uint64_t set_cases = 0;
  SystemInfo system;
  std::string command;
  BootstrapOptions bootstrap;
  std::string started;  // RFC 3339
  double seconds = 0;
  std::map<std::string, std::string> environment;  // dau, os, cpu, kernels, …
  Figures latency, usage;
  std::string baseline;
  std::vector<CellScore> cells;          // all; each register; each dialect; each register with each dialect
  std::vector<Answer> answers;           // in the order of the set
  std::string signature_key, signature;  // base64; empty: not signed
};

// Scores the outputs, one for each case. Errors: as score_cases.
DAU_API Result<std::vector<CellScore>> score_cells(const TaskFile& task, std::span<const Case> cases,
                                                   std::span<const Answer> answers, const BootstrapOptions& options);

// JSON with two spaces; the same result gives the same bytes.
DAU_API std::string to_json(const RunResult& result);

// The bytes that are signed: to_json without the signature.
DAU_API std::string signed_bytes(const RunResult& result);

// Signs with an Ed25519 key in PEM (PKCS #8 without a password); `key_name` stands for it in errors. A signature that
// was there is replaced. Errors: corrupt (no such key).
DAU_API Result<void> sign(RunResult& result, std::string_view key_pem, const std::string& key_name);

// Whether the signature is by the key that the result names. False when it is not signed.
DAU_API bool is_signature_right(const RunResult& result);

// The base64 of a public key in PEM, as results name keys. Errors: corrupt.
DAU_API Result<std::string> key_name(std::string_view key_pem, const std::string& name);

inline constexpr std::uint64_t kMaxResultBytes = std::uint64_t{1} << 30;

// Errors: corrupt, naming the member.
DAU_API Result<RunResult> read_result(std::string_view text, const std::string& name);

// What differs between a result and its outputs scored again, a line each; empty: nothing. `digest`: digest_of the
// files that `cases` are from.
DAU_API Result<std::vector<std::string>> differences(const RunResult& result, const TaskFile& task, const SetFile& set,
                                                     const std::string& digest, std::span<const Case> cases);
}  // namespace dau::eval
