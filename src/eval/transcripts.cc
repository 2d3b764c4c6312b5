// SPDX-License-Identifier: Apache-2.0
// transcripts.cc — text read from a page or heard in a recording, with the errors split by what went wrong.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "dau/eval/metrics.h"
#include "eval/python_text.h"
#include "eval/task_counts.h"

namespace dau::eval {
namespace {
void add_kinds(const Characters& letters, std::vector<Ratio>& counts) {
  for (const std::uint64_t edits : {letters.inserted, letters.deleted, letters.base, letters.tone, letters.mark,
                                    letters.tone_mark, letters.letter_case})
    counts.push_back({edits, letters.gold});
  counts.push_back(letters.base_error_rate());
}

std::string spoken(std::string_view text) { return fmt::format("{}", fmt::join(word_runs(text), " ")); }
}  // namespace

std::vector<Ratio> count_page(const Case& one, std::string_view output) {
  const Characters letters = characters(output, one.reference);
  std::vector<Ratio> counts = {letters.error_rate(), aligned_words(output, one.reference).error_rate()};
  add_kinds(letters, counts);
  return counts;
}

std::vector<Ratio> count_speech(const Case& one, std::string_view output) {
  const std::string heard = spoken(output), said = spoken(one.reference);
  const Characters letters = characters(heard, said);
  const AlignedWords words = aligned_words(heard, said);
  std::vector<Ratio> counts = {words.error_rate(), letters.error_rate()};
  add_kinds(letters, counts);
  counts.push_back(words.sentence_exact());
  return counts;
}
}  // namespace dau::eval
