// SPDX-License-Identifier: Apache-2.0
// export.h — sets, tasks and results in the forms of other people's tools.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "dau/api.h"
#include "dau/eval/cases.h"
#include "dau/eval/files.h"
#include "dau/eval/result.h"
#include "dau/result.h"

namespace dau::eval {
struct ExportedFile {
  std::string path;  // below the folder, with /
  std::string bytes;
};

// A task of lm-evaluation-harness (0.4.x): its YAML, the cases as JSON lines, a README. Tasks of labels and choices are
// multiple choice, by likelihood; all others generate. `digest`: digest_of the files that `cases` are from.
// Errors: unsupported (a task without a prompt; one whose cases the harness cannot hold).
DAU_API Result<std::vector<ExportedFile>> export_lm_eval(const TaskFile& task, const SetFile& set,
                                                         const std::string& digest, std::span<const Case> cases);

// A dataset as the Hugging Face Hub and its library read it: README.md with the card, data/test.jsonl.
// Errors: unsupported (a set that may not be redistributed).
DAU_API Result<std::vector<ExportedFile>> export_dataset(const SetFile& set, const std::string& digest,
                                                         std::span<const Case> cases);

// A model card in Markdown with the metadata of the Hugging Face Hub, from results of one system. Whoever calls it has
// seen that they are true (differences()). Errors: invalid_argument (none; of two systems; a set twice for one task).
DAU_API Result<std::string> model_card(std::span<const RunResult> results);
}  // namespace dau::eval
