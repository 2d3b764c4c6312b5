// SPDX-License-Identifier: Apache-2.0
// dialect_lexicon.h — the words of data/dialect/lexicon.tsv, parsed once.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "dau/result.h"

namespace dau::text {
inline constexpr std::size_t kMostDialectWords = 4;  // of a form

enum class DialectRegion : std::uint8_t { none, north, central, south, both };
enum class Where : std::uint8_t { anywhere, end, question, before_verb };

struct DialectEntry {
  DialectRegion region = DialectRegion::none;  // none: a standard phrase
  int points = 0;
  Where where = Where::anywhere;
  std::string standard;  // empty: nothing to be written instead
};

struct DialectLexicon {
  std::unordered_map<std::string, DialectEntry> entries;  // by form
  std::unordered_set<std::string> verbs;

  // Errors: corrupt, naming the row.
  static Result<DialectLexicon> parse(std::string_view tsv);
  // The one that is compiled in.
  static const DialectLexicon& built_in();
};
}  // namespace dau::text
