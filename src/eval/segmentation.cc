// SPDX-License-Identifier: Apache-2.0
// segmentation.cc — words as spans that do not depend on how their syllables are joined.
#include <algorithm>
#include <utility>
#include <vector>

#include "dau/eval/metrics.h"
#include "eval/python_text.h"
#include "eval/total.h"

namespace dau::eval {
namespace {
using WordSpan = std::pair<std::size_t, std::size_t>;

std::size_t solid_size(std::string_view word) {
  const std::u32string characters = decode(word);
  if (characters.size() == 1) return 1;
  return characters.size() - static_cast<std::size_t>(std::ranges::count(characters, U'_'));
}

std::vector<WordSpan> spans(std::string_view text) {
  std::vector<WordSpan> out;
  std::size_t at = 0;
  for (const std::string_view word : split(text)) {
    const std::size_t size = solid_size(word);
    if (size == 0) continue;
    out.emplace_back(at, at + size);
    at += size;
  }
  return out;
}
}  // namespace

Segmentation& Segmentation::operator+=(const Segmentation& other) noexcept {
  equal += other.equal;
  found += other.found;
  wanted += other.wanted;
  return *this;
}

Segmentation segmentation(std::string_view pred, std::string_view gold) {
  const std::vector<WordSpan> a = spans(pred), b = spans(gold);
  std::vector<WordSpan> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return {.equal = both.size(), .found = a.size(), .wanted = b.size()};
}

Segmentation segmentation(Texts preds, Texts golds) {
  return total(preds, golds, [](std::string_view pred, std::string_view gold) { return segmentation(pred, gold); });
}

std::string split_words(std::string_view text) {
  std::string out;
  for (const std::string_view word : split(text)) {
    if (!out.empty()) out += ' ';
    const std::size_t begin = out.size();
    out += word;
    if (word.size() > 1) std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), '_', ' ');
  }
  return out;
}
}  // namespace dau::eval
