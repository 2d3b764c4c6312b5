// SPDX-License-Identifier: Apache-2.0
// score_fuzzer.cc — any two files either join and score, with counts that add up, or are an error that says where.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dau/eval/metrics.h"
#include "dau/eval/score.h"
#include "dau/unicode/utf8.h"
#include "eval/cases.h"

namespace {
using namespace dau::eval;

// The aligner is quadratic in what differs; longer sentences would only slow the search down.
constexpr std::size_t kLongest = 300;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_counts(const std::string& pred, const std::string& gold) {
  const NomWords nom = nom_words(pred, gold);
  require(nom.correct <= nom.tokens && nom.exact <= nom.sentences);
  const AlignedWords words = aligned_words(pred, gold);
  require(words.matched + words.substituted + words.deleted == words.gold);
  require(words.matched <= words.longer && words.marked_matched <= words.marked && words.exact == nom.exact);
  const Characters all = characters(pred, gold);
  require(all.edits() <= std::max(pred.size(), gold.size()));  // NFC has no more characters than its source bytes
  const Characters same = characters(gold, gold);
  require(same.edits() == 0 && same.gold == all.gold);
}

void check_joined(const Cases& cases) {
  require(!cases.golds.empty());
  require(cases.preds.size() == cases.golds.size() && cases.inputs.size() == cases.golds.size());
  for (std::size_t i = 0; i < cases.golds.size(); ++i) {
    const std::string &pred = cases.preds[i], &gold = cases.golds[i];
    require(!dau::unicode::find_invalid_utf8(pred) && !dau::unicode::find_invalid_utf8(gold));
    if (pred.size() + gold.size() <= kLongest) check_counts(pred, gold);
  }
}
}  // namespace

// A NUL byte separates the gold file from the predictions.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(all.find('\0'), size);
  const File gold{"gold", std::string(all.substr(0, cut))};
  const File pred{"pred", std::string(all.substr(std::min(cut + 1, size)))};
  const auto joined = join_cases(gold, pred);
  if (joined) {
    check_joined(*joined);
    if (size <= 4 * kLongest) require(static_cast<bool>(score_bytes(gold, pred, {.bootstrap = {.draws = 2}})));
  } else {
    require(!joined.error().message.empty());
    require(joined.error().at.starts_with("gold") || joined.error().at.starts_with("pred"));
  }
  return 0;
}
