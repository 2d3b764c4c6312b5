// SPDX-License-Identifier: Apache-2.0
// dialect.h — which region's Vietnamese a line is written in, by which words, and the standard words for them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/result.h"
#include "dau/text/label.h"
#include "dau/text/restore.h"

namespace dau::text {
// A word or phrase that tells about the region.
struct DialectEvidence {
  Span span;           // bytes of the input as given
  std::string region;  // "north", "central", "south"; "both": central and south, not north
  int points;          // 1 (only together with others) to 4 (enough alone)
};

struct DialectResult : LabelResult {      // labels "north", "central", "south", "unmarked"
  std::vector<DialectEvidence> evidence;  // in the order of the line; not overlapping
  std::vector<Edit> edits;                // to the standard language, where the meaning is certain; the same order
};

// Tells the dialect of a line by the words in it (data/dialect/lexicon.tsv, compiled in), each in its context. A region
// is named when its words have points enough, and clearly more than those of another; else the line is "unmarked": most
// Vietnamese is written in no dialect. Where there was evidence, but not enough, or for two regions, it abstains.
//
// Scores are shares of the points, those of "unmarked" being what it takes to be named; they are no probabilities.
// Text without any marks is not looked at: most of these words could be others.
// Thread safety: immutable; any number of threads may share one DialectClassifier.
// Source: docs/methods/dialect.md (words, rules, false alarms per register; what is not known).
class DAU_API DialectClassifier {
 public:
  // `line`: UTF-8 in any normalisation form; a sentence or a short paragraph.
  // Errors: invalid_utf8. Cost: time O(bytes); memory O(65536 letters) for the work, and what it finds.
  Result<DialectResult> classify(std::string_view line) const;
};

// {"label":"central","scores":{"central":0.6,…},"abstained":false,"evidence":[{"begin":0,"end":7,"text":"Đi mô",
// "region":"central","points":4}]}, and, with `with_edits`, "text" (the line in standard words) and
// "edits":[{"begin":…, "end":…,"from":…,"to":…}]. `line` is what `result` is of. One line without an end.
DAU_API std::string to_json(const DialectResult& result, std::string_view line, bool with_edits = false);
}  // namespace dau::text
