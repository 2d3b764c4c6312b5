// SPDX-License-Identifier: Apache-2.0
// eval_systems.h — whoever answers the cases of a set: this program, another, a file of answers, a baseline.
#pragma once
#include <string>
#include <vector>

#include "dau/eval/result.h"
#include "dau/result.h"

namespace dau::cli {
struct SystemRun {
  eval::SystemInfo system;
  std::vector<eval::Answer> answers;  // one for each case, in order
  eval::Figures latency, usage;
};

class Journal;

struct SystemOptions {
  std::string spec;            // builtin | baseline | cmd:… | jsonl:… | pred:… | http://… | https://…
  std::string name;            // as the tables show it; empty: made from the spec
  int repeats = 1;             // of which the fastest counts; after one that warms up when more than one
  std::string chat;            // settings of a server: eval_chat.h
  std::string cache;           // folder of a server's answers; empty: none
  std::string corpus;          // path of what is searched; a program finds it in DAU_EVAL_CORPUS
  Journal* journal = nullptr;  // of answers that were there before; null: none is kept
};

// Errors: invalid_argument (no such kind of system; the task has no builtin); not_found; backend (a program that fails
// or gives another number of lines); corrupt (a file of answers).
Result<SystemRun> run_system(const SystemOptions& options, const eval::TaskFile& task,
                             const std::vector<eval::Case>& cases);
}  // namespace dau::cli
