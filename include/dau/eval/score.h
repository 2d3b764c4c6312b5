// SPDX-License-Identifier: Apache-2.0
// score.h — from a gold file and a file of predictions to a report; eval does not know who made the predictions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "dau/api.h"
#include "dau/eval/interval.h"
#include "dau/eval/metrics.h"
#include "dau/result.h"

namespace dau::eval {
// What a file holds: a sentence a line, or a JSON object a line. `automatic`: JSON lines when the name ends in ".jsonl"
// or the first character that is no white space is "{", else text. The content decides nothing else: a file that is
// taken for JSON lines and is none is an error.
enum class Format : std::uint8_t { automatic, text, jsonl };

// More is refused (unsupported): all sentences are held in memory, and aligning one may take its length squared.
inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{256} << 20;
inline constexpr std::size_t kMaxSentences = 2'000'000;
inline constexpr std::size_t kMaxSentenceBytes = 16'384;

struct ScoreOptions {
  std::string task = "restore";  // or "segment"
  std::string gold = {};         // path
  std::string pred = {};         // path
  Format gold_format = Format::automatic;
  Format pred_format = Format::automatic;
  BootstrapOptions bootstrap = {};
};

struct Row {
  std::string name;  // stable: appears in JSON
  bool higher_is_better = true;
  double value = 0;
  double low = 0, high = 0;  // 95 % interval
  double leave_as_is = 0;    // the same metric for the input unchanged
  Ratio counts;              // value = counts.value()
};

// The rows of all sentences, or of those of one register or dialect.
struct Group {
  std::string field;  // "all", "register", "dialect"
  std::string value;  // "legal"; empty for all
  std::uint64_t sentences = 0;
  std::vector<Row> rows;
  NomErrors errors;  // of task restore
  NomErrors leave_as_is_errors;
};

struct Report {
  std::string task;
  std::string gold;    // path
  std::string pred;    // path
  std::string system;  // as the predictions say; may be empty
  BootstrapOptions bootstrap;
  std::vector<Group> groups;  // all; then registers, then dialects, each in the order of the gold file
};

// One input of the scorer: its content, and the name that errors call it by.
struct File {
  std::string name;
  std::string bytes;
  Format format = Format::automatic;
};

// Scores restored texts against the gold texts. `inputs`: what the restorer was given, for leave as is; when empty,
// strip_diacritics of the gold texts.
// Errors: invalid_argument (sizes differ; bootstrap options); invalid_utf8 (`at`: "golds[3]:17"); unsupported (more
// sentences than kMaxSentences, or one longer than kMaxSentenceBytes).
DAU_API Result<Report> score_restore(Texts golds, Texts preds, Texts inputs = {}, const BootstrapOptions& options = {});

// Reads, joins and scores two files. A file is plain text, one sentence a line, or JSON lines:
//   gold         {"id": …, "text": …}           optional: "input" (else restore strips the text, and segment makes
//   every
//                                               syllable a word), "register", "dialect"
//   predictions  {"id": …, "output": …}         "text" does for "output"; optional: "system"
// Two JSON files are joined by id; as soon as one is plain they are joined by position.
// Errors, `at` naming file and line where there is one: not_found; io; invalid_utf8; corrupt (not a JSON object, a
// member missing or not a string; an id missing, twice or surplus; different numbers of sentences, or none;
// predictions of two systems; larger than kMaxFileBytes); unsupported (too many sentences, or too long a one);
// invalid_argument (task or bootstrap options).
// Cost: under a minute for 1,000,000 sentences and 1,000 draws on two cores, and about 1 KB of memory a sentence.
DAU_API Result<Report> score_files(const ScoreOptions& options);

// The same for content that is in memory; the paths and formats in `options` are not looked at.
DAU_API Result<Report> score_bytes(const File& gold, const File& pred, const ScoreOptions& options = {});

// One JSON object, docs/methods/metrics.md; ratios as numbers in [0, 1] (error rates may exceed 1).
DAU_API std::string to_json(const Report& report);

// A table to read, in per cent. Groups that hold every sentence are left out: they would repeat the first.
DAU_API std::string to_text(const Report& report);
}  // namespace dau::eval
