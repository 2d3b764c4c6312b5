// SPDX-License-Identifier: Apache-2.0
// eval_chat.h — a chat model behind a server that speaks OpenAI's protocol, as a system that answers cases.
#pragma once
#include <string>
#include <vector>

#include "cli/eval_systems.h"

namespace dau::cli {
struct ChatOptions {
  std::string url;  // ".../v1", or that of the chat completions themselves
  std::string model;
  int jobs = 4;         // requests at a time
  int retries = 5;      // of a request that found the server busy, silent or in disorder
  double timeout = 60;  // seconds, of one request
  int tokens = 1024;    // at most, of an answer
  double temperature = 0;
  bool schema = true;  // ask for the JSON of the task's schema; a server that refuses it is asked without
  std::string cache;   // folder of answers; empty: none is kept
};

// "model=qwen3,jobs=8": KEY=VALUE of the members above but url and cache. Errors: invalid_argument, at "--chat".
Result<ChatOptions> parse_chat(const std::string& settings);

// The key is the environment variable DAU_EVAL_API_KEY, which is written nowhere. A case whose request fails for good
// is an answer with an error. Errors: invalid_argument (the task has no prompt; no model); backend (the server refuses
// the key or the model, or answers nothing at all); as Journal::add.
Result<SystemRun> run_chat(const SystemOptions& options, const eval::TaskFile& task,
                           const std::vector<eval::Case>& cases);
}  // namespace dau::cli
