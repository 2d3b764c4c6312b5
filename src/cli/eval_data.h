// SPDX-License-Identifier: Apache-2.0
// eval_data.h — tasks and sets by name or path, and where the files of sets lie.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dau/eval/files.h"
#include "dau/result.h"

namespace dau::cli {
// By id, or a path of a YAML file. Errors: not_found, with what is near; as read_task and read_set.
Result<eval::TaskFile> find_task(const std::string& name);
Result<eval::SetFile> find_set(const std::string& name);

// Where files of sets are looked for, in this order: DAU_EVAL_DATA; the user's own store, which `dau eval data add`
// fills; DAU_DATA/eval; shared/data/eval beside the sources; data/eval of the sources or the installation.
std::vector<std::string> data_folders();
std::string user_store();

// The path of a file of a set in the first folder that has it, or nothing.
std::optional<std::string> find_data(const std::string& file);

struct LoadedSet {
  std::vector<eval::Case> cases;
  std::string digest;
  std::string corpus;  // path of what is searched; empty: there is none
};

// Reads all files of a set. Errors: not_found, with a hint how to get them; as read_cases.
Result<LoadedSet> load_set(const eval::SetFile& set);
}  // namespace dau::cli
