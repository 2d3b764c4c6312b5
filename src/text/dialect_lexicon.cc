// SPDX-License-Identifier: Apache-2.0
// dialect_lexicon.cc — rows of tabs into entries.
#include "text/dialect_lexicon.h"

#include <algorithm>
#include <vector>

#include "text/dialect_lexicon_tsv.h"  // made from data/dialect/lexicon.tsv by CMake

namespace dau::text {
namespace {
std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

struct Name {
  std::string_view name;
  DialectRegion region;
};
constexpr Name kRegions[] = {{"-", DialectRegion::none},
                             {"north", DialectRegion::north},
                             {"central", DialectRegion::central},
                             {"south", DialectRegion::south},
                             {"both", DialectRegion::both}};

// Nothing when the row does not hold what the columns must.
bool read_entry(const std::vector<std::string_view>& row, DialectEntry& entry) {
  if (row.size() < 3 || row.size() > 5 || row[2].size() != 1) return false;
  const auto* name =
      std::find_if(std::begin(kRegions), std::end(kRegions), [&](const Name& n) { return n.name == row[1]; });
  if (name == std::end(kRegions)) return false;
  entry.region = name->region;
  entry.points = row[2][0] - '0';
  const std::string_view where = row.size() > 3 ? row[3] : "";
  entry.where = where == "end"    ? Where::end
                : where == "ask"  ? Where::question
                : where == "verb" ? Where::before_verb
                                  : Where::anywhere;
  entry.standard = row.size() > 4 ? row[4] : "";
  const bool points_fit =
      entry.region == DialectRegion::none ? entry.points == 0 : entry.points >= 1 && entry.points <= 4;
  return points_fit && (entry.where != Where::anywhere || where.empty());
}
}  // namespace

Result<DialectLexicon> DialectLexicon::parse(std::string_view tsv) {
  DialectLexicon lexicon;
  for (const std::string_view line : split(tsv, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string_view> row = split(line, '\t');
    if (row[0] == "@verb") {
      for (const std::string_view verb : split(row.back(), ' ')) lexicon.verbs.emplace(verb);
      continue;
    }
    DialectEntry entry;
    const bool short_enough = split(row[0], ' ').size() <= kMostDialectWords;
    if (!read_entry(row, entry) || !short_enough || !lexicon.entries.try_emplace(std::string(row[0]), entry).second)
      return Error{Errc::corrupt, "bad or double row: " + std::string(line)};
  }
  return lexicon;
}

const DialectLexicon& DialectLexicon::built_in() {
  static const DialectLexicon lexicon = [] {
    auto parsed = parse(kDialectLexiconTsv);
    return parsed ? *std::move(parsed) : DialectLexicon{};  // a test sees to it that it parses
  }();
  return lexicon;
}
}  // namespace dau::text
