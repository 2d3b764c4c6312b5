// SPDX-License-Identifier: Apache-2.0
// rescore.cc — see rescore.h.
#include "text/correct/rescore.h"

#include <algorithm>

#include "nn/exact_math.h"
#include "nn/kernels.h"

namespace dau::text {
namespace {
constexpr std::size_t kAround = 16;           // words on each side that the net sees
constexpr Cost kFarBehind = 8 * kCostPerNat;  // an alternative that is so much dearer needs no second opinion

float log_sum(const float* x, std::size_t n) {
  const float top = *std::max_element(x, x + n);
  float sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += nn::exact_exp(x[i] - top);
  return nn::exact_log(sum) + top;
}

// What the trigram says of column `at` and the two after it.
Cost trigram_cost(const nn::Trigram& trigram, const std::vector<nn::WordId>& words, std::size_t at, nn::WordId word) {
  const auto get = [&](std::size_t i) { return i == at ? word : words[i]; };
  Cost sum = 0;
  for (std::size_t i = at; i < std::min(at + 3, words.size()); ++i)
    sum += trigram.trigram(trigram.context(get(i - 2), get(i - 1)), get(i), trigram.bigram(get(i - 1), get(i)));
  return sum;
}
}  // namespace

bool MarksRescorer::is_open(const CorrectModel& model, const Slot& slot, std::size_t choice, std::size_t column,
                            const std::vector<nn::WordId>& columns) const {
  const Suggestion& chosen = slot.suggestions[choice];
  if (chosen.form < 0 || slot.suggestions.size() < 2) return false;
  const nn::Trigram& trigram = model.restore.trigram;
  const Cost weight = model.costs.trigram / nn::Trigram::kUnitsPerNat;
  Cost here = 0;
  bool computed = false;
  for (std::size_t k = 0; k < slot.suggestions.size(); ++k) {
    const Suggestion& s = slot.suggestions[k];
    if (k == choice || s.base != chosen.base || s.form < 0) continue;
    if (!computed) here = chosen.cost + weight * trigram_cost(trigram, columns, column, chosen.word);
    computed = true;
    if (s.cost + weight * trigram_cost(trigram, columns, column, s.word) - here < kFarBehind) return true;
  }
  return false;
}

void MarksRescorer::score(const CorrectModel& model, const std::vector<Slot>& slots,
                          const std::vector<SlotPlace>& places, const std::vector<std::uint8_t>& choice,
                          std::size_t begin, std::size_t end) {
  const Vocabulary& vocabulary = model.restore.vocabulary;
  seen_.clear();
  first_.clear();
  count_.clear();
  for (std::size_t i = begin; i < end; ++i) {
    const Suggestion& s = slots[i].suggestions[choice[i]];
    std::uint16_t base = s.base;
    if (s.word == Vocabulary::kNumber) base = Vocabulary::kNumber;
    if (s.word == Vocabulary::kOther) base = Vocabulary::kOther;
    seen_.push_back({base, places[i].feature});
    first_.push_back(vocabulary.first_form(base));
    count_.push_back(open_[i] != 0 ? static_cast<std::uint8_t>(vocabulary.form_count(base)) : std::uint8_t{0});
  }
  model.restore.net.score(seen_, first_, count_, nn::kernels(), scratch_, logits_);
  std::size_t at = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const std::size_t n = count_[i - begin];
    if (n == 0) continue;
    const float sum = log_sum(&logits_[at], n);
    const std::uint16_t base = slots[i].suggestions[choice[i]].base;
    costs_[i].clear();
    for (const Suggestion& s : slots[i].suggestions) {
      if (s.base != base || s.form < 0) {
        costs_[i].push_back(-1);
        continue;
      }
      const std::size_t k = static_cast<std::size_t>(s.form) - first_[i - begin];
      costs_[i].push_back(s.cost + to_cost((sum - logits_[at + k]) * static_cast<float>(model.costs.net)));
    }
    at += n;
  }
}

void MarksRescorer::run(const CorrectModel& model, const std::vector<Slot>& slots, const std::vector<SlotPlace>& places,
                        const std::vector<std::uint8_t>& choice, const std::vector<nn::WordId>& columns) {
  any_ = false;
  open_.assign(slots.size(), 0);
  costs_.resize(slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    open_[i] = is_open(model, slots[i], choice[i], places[i].column, columns);
    any_ |= open_[i] != 0;
  }
  for (std::size_t i = 0; any_ && i < slots.size();) {
    if (open_[i] == 0) {
      ++i;
      continue;
    }
    const std::size_t begin = i > kAround ? i - kAround : 0;
    std::size_t end = i + 1, last = i;  // windows that meet are one
    for (; end < slots.size() && end <= last + kAround; ++end)
      if (open_[end] != 0) last = end;
    // Only what is open from here on is scored; what lies before has been.
    std::vector<std::uint8_t> before(open_.begin() + static_cast<std::ptrdiff_t>(begin),
                                     open_.begin() + static_cast<std::ptrdiff_t>(i));
    std::fill(open_.begin() + static_cast<std::ptrdiff_t>(begin), open_.begin() + static_cast<std::ptrdiff_t>(i),
              std::uint8_t{0});
    score(model, slots, places, choice, begin, end);
    std::copy(before.begin(), before.end(), open_.begin() + static_cast<std::ptrdiff_t>(begin));
    i = last + 1;
  }
}
}  // namespace dau::text
