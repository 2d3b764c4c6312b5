// SPDX-License-Identifier: Apache-2.0
// files.h — tasks and sets as files: docs/formats/eval-task.md, docs/formats/eval-set.md.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/eval/cases.h"
#include "dau/result.h"

namespace dau::eval {
struct Bilingual {
  std::string vi;
  std::string en;
};

// What a system is asked to do, and how its answers are scored.
struct TaskFile {
  std::string id;
  Bilingual name;
  std::string scorer;                // of task_metrics.h
  std::vector<std::string> builtin;  // the command of this program that does it: {"restore"}; empty: there is none
  std::string baseline;              // "leave-as-is", "majority" or "none"
  std::string input;                 // what the system is given, in words
  std::string output;                // what is wanted, in words
  std::string system_prompt;         // for chat servers
  std::string user_prompt;           // {input} stands for the input
  std::string schema;                // JSON schema of the answer, as JSON; empty: the answer is plain text
  std::string answer_member;         // of the answer that the schema describes
  std::vector<std::string> labels;   // of a label task
};

// How the cases of a set are made of a line of its file.
struct SetLayout {
  // parallel: two files of equally many lines, inputs and references; squad: the JSON of SQuAD 1 and 2.
  enum class Format : std::uint8_t { lines, tsv, jsonl, parallel, squad };
  Format format = Format::lines;
  // tsv: numbers of columns from 1; jsonl: names of members; else unused. Empty: there is none.
  std::string id, input, reference, register_name, dialect, kind, source;
  std::string context;  // jsonl: a member that stands before the input, a blank line between them
  std::string choices;  // jsonl: an array of texts that follow the input, a line each, lettered where they are not
  enum class MakeInput : std::uint8_t { none, strip, split };  // of the reference, where the file has no inputs
  MakeInput make_input = MakeInput::none;
};

struct SetPart {
  // relevant: lines "case<TAB>document<TAB>gain" that say what is right; corpus: what is searched, for the system.
  enum class Role : std::uint8_t { cases, relevant, corpus };
  std::string file;    // below the data folder
  std::string sha256;  // of the file; empty: not pinned
  Role role = Role::cases;
};

struct SetFile {
  std::string id;
  Bilingual name;
  std::vector<std::string> tasks;
  std::vector<SetPart> parts;  // one file or more, of the same layout
  SetLayout layout;
  std::string register_name, dialect;  // of every case, unless the file says
  std::uint64_t cases = 0;             // 0: not known
  std::string licence;                 // SPDX expression
  std::string source, attribution, made, notes;
  bool redistribute = false;
  std::string terms;  // what the user of a set that may not be redistributed must agree to
};

// Errors: corrupt, naming file and member.
DAU_API Result<TaskFile> read_task(std::string_view yaml, const std::string& name);
DAU_API Result<SetFile> read_set(std::string_view yaml, const std::string& name);

// Those of eval/tasks and eval/sets, compiled in, in the order of their names.
DAU_API Result<std::span<const TaskFile>> builtin_tasks();
DAU_API Result<std::span<const SetFile>> builtin_sets();

inline constexpr std::uint64_t kMaxSetBytes = std::uint64_t{1} << 30;

// The cases of a set, from the bytes of its files in their order. Errors: corrupt, at = "<file>:<line>" (another hash
// than the set's; a column or member missing; an id twice; another number of cases); invalid_utf8.
DAU_API Result<std::vector<Case>> read_cases(const SetFile& set, std::span<const std::string> contents);

// What names these very bytes: the SHA-256 of the file, or, of several, that of their lines "<sha256>  <file>".
DAU_API std::string digest_of(const SetFile& set, std::span<const std::string> contents);
}  // namespace dau::eval
