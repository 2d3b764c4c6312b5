// SPDX-License-Identifier: Apache-2.0
// contamination.cc — a table of the runs of a set, and a text that goes past it.
#include "dau/eval/contamination.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "eval/cells.h"
#include "eval/text_forms.h"

namespace dau::eval {
namespace {
constexpr std::size_t kFewestWords = 4, kMostWords = 64;

using Hash = std::uint64_t;

// The words come one by one, the last first, so that the hashes of all runs that end with a word are made in one go.
constexpr Hash kEmpty = 0x9E3779B97F4A7C15u;
Hash longer(Hash run, Hash word_before) noexcept {
  run = (run ^ word_before) * 0xD6E8FEB86659FD93u;
  return run ^ (run >> 32);
}

Hash hash_of(std::span<const Hash> words) noexcept {
  Hash run = kEmpty;
  for (auto word = words.rbegin(); word != words.rend(); ++word) run = longer(run, *word);
  return run;
}

std::vector<Hash> words_of(std::string_view text) {
  TextForms forms(text);
  std::vector<Hash> words;
  for (const Word& word : forms.word_runs().words) words.push_back(word.base_key);
  return words;
}
}  // namespace

struct Contamination::Body {
  std::span<const Case> cases;
  std::size_t size = 0;                            // words of a whole run
  std::vector<bool> sizes;                         // which there are; by words
  std::unordered_map<Hash, std::size_t> numbers;   // of runs
  std::vector<std::optional<std::string>> places;  // of each run, where it was first seen
  std::vector<std::vector<std::size_t>> runs;      // of each case, numbers
  std::vector<Hash> last;                          // the words before, at most size − 1, then those of a line
  std::uint64_t words_read = 0;

  void add(std::size_t one, std::string_view text) {
    const std::vector<Hash> words = words_of(text);
    if (words.size() < kFewestWords) return;
    const std::size_t length = std::min(size, words.size());
    sizes[length] = true;
    for (std::size_t i = 0; i + length <= words.size(); ++i) {
      const auto [place, fresh] = numbers.emplace(hash_of(std::span(words).subspan(i, length)), numbers.size());
      if (fresh) places.emplace_back();
      runs[one].push_back(place->second);
    }
  }

  void close(std::size_t one) {
    std::ranges::sort(runs[one]);
    runs[one].erase(std::unique(runs[one].begin(), runs[one].end()), runs[one].end());
  }

  // Looks for the runs that end with the word at `end`.
  void look(std::size_t end, std::string_view place) {
    Hash run = kEmpty;
    for (std::size_t length = 1; length <= std::min(size, end + 1); ++length) {
      run = longer(run, last[end + 1 - length]);
      if (!sizes[length]) continue;
      const auto found = numbers.find(run);
      if (found != numbers.end() && !places[found->second]) places[found->second] = std::string(place);
    }
  }
};

Contamination::Contamination(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Contamination::Contamination(Contamination&&) noexcept = default;
Contamination& Contamination::operator=(Contamination&&) noexcept = default;
Contamination::~Contamination() = default;

Result<Contamination> Contamination::make(std::span<const Case> cases, const ContaminationOptions& options) {
  if (options.words < static_cast<int>(kFewestWords) || options.words > static_cast<int>(kMostWords))
    return Error{Errc::invalid_argument,
                 fmt::format("{} words, expected {} to {}", options.words, kFewestWords, kMostWords), "words"};
  auto body = std::make_unique<Body>();
  body->cases = cases;
  body->size = static_cast<std::size_t>(options.words);
  body->sizes.resize(body->size + 1);
  body->runs.resize(cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    body->add(i, cases[i].input);
    body->add(i, cases[i].reference);
    body->close(i);
  }
  return Contamination(std::move(body));
}

void Contamination::read(std::string_view line, std::string_view place) {
  const std::vector<Hash> words = words_of(line);
  if (words.empty() && line.find_first_not_of(" \t\r") == std::string_view::npos) return end_of_text();
  std::vector<Hash>& last = body_->last;
  const std::size_t before = std::min(last.size(), body_->size - 1);
  last.erase(last.begin(), last.end() - static_cast<std::ptrdiff_t>(before));
  last.insert(last.end(), words.begin(), words.end());
  for (std::size_t end = before; end < last.size(); ++end) body_->look(end, place);
  body_->words_read += words.size();
}

void Contamination::end_of_text() { body_->last.clear(); }

std::uint64_t Contamination::words_read() const noexcept { return body_->words_read; }

std::vector<CaseContamination> Contamination::cases() const {
  std::vector<CaseContamination> out;
  for (const std::vector<std::size_t>& runs : body_->runs) {
    CaseContamination one{runs.size(), 0, {}};
    for (const std::size_t run : runs) {
      const auto& place = body_->places[run];
      if (!place) continue;
      if (one.found++ == 0) one.place = *place;
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<CellContamination> Contamination::cells() const {
  const std::vector<CaseContamination> all = cases();
  std::vector<CellContamination> out;
  for (const Cell& cell : cells_of(body_->cases)) {
    CellContamination sum{cell.register_name, cell.dialect, cell.members.size(), 0, 0, 0, 0};
    for (const std::size_t i : cell.members) {
      const CaseContamination& one = all[i];
      sum.too_short += one.runs == 0 ? 1 : 0;
      sum.any += one.found > 0 ? 1 : 0;
      sum.half += one.found > 0 && 2 * one.found >= one.runs ? 1 : 0;
      sum.whole += one.found > 0 && one.found == one.runs ? 1 : 0;
    }
    out.push_back(std::move(sum));
  }
  return out;
}
}  // namespace dau::eval
