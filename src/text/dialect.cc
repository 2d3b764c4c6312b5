// SPDX-License-Identifier: Apache-2.0
// dialect.cc — the story of a line: words → longest forms of the lexicon, in context → points → label; and edits.
#include "dau/text/dialect.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "dau/unicode/case.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"
#include "dau/unicode/utf8.h"
#include "text/dialect_lexicon.h"
#include "text/label_json.h"
#include "text/pieces.h"
#include "text/tokens.h"

namespace dau::text {
namespace {
constexpr int kEnough = 4;            // points that a region needs, in a line of up to …
constexpr std::size_t kShort = 30;    // … so many words; for every …
constexpr std::size_t kMoreFor = 20;  // … more it needs one more
constexpr std::array<std::string_view, 4> kLabels = {"north", "central", "south", "unmarked"};
constexpr std::array<std::string_view, 5> kRegionNames = {"", "north", "central", "south", "both"};

struct Word {
  std::uint32_t begin, end;  // bytes of the piece
  std::string text;          // lower case, tones in the old style; empty for what is no word
  bool title;                // a large letter first, and small ones
  bool starts;               // a sentence or what comes in quotes
  bool hyphen;               // after a hyphen
  bool follows;              // after white space alone, so that a form may run through here
  bool asked;                // a question mark behind it
};

// A form of the lexicon that was found.
struct Match {
  std::size_t first, count;  // words
  const DialectEntry* entry;
};

// True when a question mark is the first sign behind `at`, or one of several: mô?  mô...?  mô!?
bool question_at(std::string_view piece, std::size_t at) {
  const std::size_t sign = piece.find_first_not_of(" .!", at);
  return sign != std::string_view::npos && piece[sign] == '?';
}

std::vector<Word> words_of(std::string_view piece, Tokens& tokens) {
  tokenise(piece, tokens);
  std::vector<Word> words;
  for (const Token& t : tokens.tokens) {
    Word word{t.begin,
              t.end,
              {},
              t.case_class == CaseClass::title,
              true,
              t.gap == Gap::hyphen,
              t.gap == Gap::space,
              question_at(piece, t.end)};
    word.starts =
        t.gap == Gap::start || t.gap == Gap::stop || t.gap == Gap::quote || t.gap == Gap::hyphen || t.gap == Gap::colon;
    if (t.kind == TokenKind::word)
      word.text = unicode::place_tones(unicode::to_lower(piece.substr(t.begin, t.end - t.begin)),
                                       unicode::TonePlacement::old_style);
    words.push_back(std::move(word));
  }
  return words;
}

class Matcher {
 public:
  Matcher(const std::vector<Word>& words, const DialectLexicon& lexicon) : words_(words), lexicon_(lexicon) {}

  // Calls use(match) for each form that is found, from left to right; the longest at each place.
  template <class Use>
  void run(Use&& use) const {
    for (std::size_t at = 0; at < words_.size();) {
      const std::optional<Match> match = longest(at);
      if (match && match->entry->region != DialectRegion::none) use(*match);
      at += match ? match->count : 1;
    }
  }

 private:
  std::optional<Match> longest(std::size_t at) const {
    std::array<std::string, kMostDialectWords> forms;
    std::size_t most = 0;
    for (; most < kMostDialectWords && at + most < words_.size(); ++most) {
      const Word& word = words_[at + most];
      if (word.text.empty() || (most > 0 && !word.follows)) break;
      forms[most] = most == 0 ? word.text : forms[most - 1] + ' ' + word.text;
    }
    for (std::size_t count = most; count > 0; --count) {
      const auto found = lexicon_.entries.find(forms[count - 1]);
      if (found != lexicon_.entries.end() && fits(at, count, found->second)) return Match{at, count, &found->second};
    }
    return std::nullopt;
  }

  bool fits(std::size_t at, std::size_t count, const DialectEntry& entry) const {
    if (entry.region == DialectRegion::none) return true;
    if (is_name(at, count) || in_compound(at, count)) return false;
    const Word* const next = at + count < words_.size() ? &words_[at + count] : nullptr;
    const bool ends = next == nullptr || !next->follows;
    if (entry.where == Where::end) return ends;
    if (entry.where == Where::question) return words_[at + count - 1].asked;
    if (entry.where == Where::before_verb) return !ends && lexicon_.verbs.contains(next->text);
    return ends || !standard_pair(words_[at + count - 1].text, next->text);
  }

  // A word with a large letter inside a sentence is a name: anh Chừ, xã Mô.
  bool is_name(std::size_t at, std::size_t count) const {
    for (std::size_t i = at; i < at + count; ++i)
      if (words_[i].title && !words_[i].starts) return true;
    return false;
  }

  // Parts of mô-đun, Ác-hen-ti-na.
  bool in_compound(std::size_t at, std::size_t count) const {
    const auto joined = [&](std::size_t second) {
      return words_[second].hyphen && words_[second].begin == words_[second - 1].end + 1;
    };
    return (at > 0 && joined(at)) || (at + count < words_.size() && joined(at + count));
  }

  // "mô" + "hình": the last word belongs to what follows.
  bool standard_pair(const std::string& last, const std::string& next) const {
    const auto found = lexicon_.entries.find(last + ' ' + next);
    return found != lexicon_.entries.end() && found->second.region == DialectRegion::none;
  }

  const std::vector<Word>& words_;
  const DialectLexicon& lexicon_;
};

bool all_upper(std::string_view text) {
  bool letters = false;
  for (std::size_t at = 0; at < text.size();) {
    const unicode::CodePoint c = unicode::decode_at(text, at);
    if (unicode::is_lower(c.value)) return false;
    letters = letters || unicode::is_upper(c.value);
    at += c.size;
  }
  return letters;
}

// `standard` in the case of what stands there: capitals, a large first letter, or as it is.
std::string in_case_of(std::string_view typed, const std::string& standard) {
  const unicode::CodePoint first = unicode::decode_at(typed, 0);
  if (all_upper(typed) && typed.size() > first.size) return unicode::to_upper(standard);
  if (!unicode::is_upper(first.value)) return standard;
  const unicode::CodePoint c = unicode::decode_at(standard, 0);
  std::string out;
  unicode::append_utf8(out, unicode::to_upper(c.value));
  return out.append(standard, c.size, std::string::npos);
}

// Adds up what a line shows, piece by piece.
class Line {
 public:
  explicit Line(DialectResult& result) : result_(result) {}

  void add(std::string_view piece, std::size_t offset) {
    thread_local Tokens tokens;
    const std::vector<Word> words = words_of(piece, tokens);
    word_count_ += words.size();
    Matcher(words, DialectLexicon::built_in()).run([&](const Match& match) {
      const std::uint32_t begin = words[match.first].begin, end = words[match.first + match.count - 1].end;
      const Span span{offset + begin, offset + end};
      const DialectEntry& entry = *match.entry;
      result_.evidence.push_back(
          {span, std::string(kRegionNames[static_cast<std::size_t>(entry.region)]), entry.points});
      if (!entry.standard.empty())
        result_.edits.push_back({span, in_case_of(piece.substr(begin, end - begin), entry.standard), 1, {}});
      if (!seen_.insert(&entry).second) return;  // a word said twice is one piece of evidence
      if (entry.region != DialectRegion::south && entry.region != DialectRegion::north) points_[1] += entry.points;
      if (entry.region != DialectRegion::central && entry.region != DialectRegion::north) points_[2] += entry.points;
      if (entry.region == DialectRegion::north) points_[0] += entry.points;
    });
  }

  void decide() {
    const int needed = kEnough + static_cast<int>(word_count_ > kShort ? (word_count_ - kShort) / kMoreFor : 0);
    std::array<int, 4> share = {points_[0], points_[1], points_[2], needed};
    std::array<std::size_t, 3> order = {0, 1, 2};
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return points_[a] > points_[b]; });
    const int best = points_[order[0]], second = points_[order[1]];
    const bool named = best >= needed && best >= second + 2;
    result_.label = kLabels[named ? order[0] : 3];
    result_.abstained = !named && best > 0;
    write_scores(share);
  }

 private:
  void write_scores(const std::array<int, 4>& share) {
    const int total = share[0] + share[1] + share[2] + share[3];
    for (std::size_t i = 0; i < share.size(); ++i)
      result_.scores.push_back({std::string(kLabels[i]), static_cast<float>(share[i]) / static_cast<float>(total)});
    std::stable_sort(result_.scores.begin(), result_.scores.end(),
                     [](const LabelScore& a, const LabelScore& b) { return a.score > b.score; });
  }

  DialectResult& result_;
  std::array<int, 3> points_{};
  std::size_t word_count_ = 0;
  std::set<const DialectEntry*> seen_;
};

void map_back(DialectResult& result, const unicode::OffsetMap& map) {
  for (DialectEvidence& evidence : result.evidence) evidence.span = map.original(evidence.span);
  for (Edit& edit : result.edits) edit.span = map.original(edit.span);
}
}  // namespace

Result<DialectResult> DialectClassifier::classify(std::string_view line) const {
  DAU_CHECK(unicode::check_utf8(line));
  std::optional<unicode::MappedText> normalised;
  if (!unicode::is_nfc(line)) normalised = unicode::to_nfc_mapped(line);
  const std::string_view text = normalised ? std::string_view(normalised->text) : line;
  DialectResult result;
  Line found(result);
  Pieces pieces(unicode::has_marks(text) ? text : std::string_view());
  while (const auto piece = pieces.next())
    found.add(text.substr(piece->begin, piece->end - piece->begin), piece->begin);
  found.decide();
  if (normalised) map_back(result, normalised->map);
  return result;
}

std::string to_json(const DialectResult& result, std::string_view line, bool with_edits) {
  const auto text_at = [&](Span span) { return std::string(line.substr(span.begin, span.end - span.begin)); };
  json::Value value = label_json(result);
  json::Value& evidence = value["evidence"] = json::Value::array();
  for (const auto& [span, region, points] : result.evidence)
    evidence.push_back(
        {{"begin", span.begin}, {"end", span.end}, {"text", text_at(span)}, {"region", region}, {"points", points}});
  if (!with_edits) return json::dump(value);
  value["text"] = apply_edits(line, result.edits);
  json::Value& edits = value["edits"] = json::Value::array();
  for (const Edit& edit : result.edits)
    edits.push_back(
        {{"begin", edit.span.begin}, {"end", edit.span.end}, {"from", text_at(edit.span)}, {"to", edit.replacement}});
  return json::dump(value);
}
}  // namespace dau::text
