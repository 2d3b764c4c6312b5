// SPDX-License-Identifier: Apache-2.0
// lines.h — an input file of the scorer as records: plain lines, or the JSON objects of JSON lines.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "dau/eval/score.h"
#include "dau/result.h"

namespace dau::eval {
struct Record {
  std::size_t line = 0;  // from 1
  std::string text;      // of a plain file
  json::Value object;    // of JSON lines: the members that are asked for
};

struct Records {
  std::string name;  // of the file
  bool is_json = false;
  std::vector<Record> records;

  std::string at(const Record& record) const;  // "gold.jsonl:3"
};

// One record for each line; what a line is, Format says. A byte order mark (which no byte count includes), a carriage
// return before a line feed and, in JSON lines, blank lines are skipped.
// Errors: invalid_utf8, corrupt (not a JSON object), unsupported (too many lines, or too long a one); `at` is
// "file:line".
Result<Records> read_records(const File& file);

// A text member. Errors: corrupt, naming file and line.
Result<std::string> text_of(const Records& from, const Record& record, const char* member);
}  // namespace dau::eval
