// SPDX-License-Identifier: Apache-2.0
// candidates.cc — see candidates.h.
#include "text/candidates.h"

#include <algorithm>

#include "dau/unicode/case.h"
#include "dau/unicode/syllable.h"
#include "nn/exact_math.h"
#include "nn/kernels.h"
#include "text/typed.h"

namespace dau::text {
namespace {
// ln Σ e^x.
float log_sum(const float* x, std::size_t n) {
  const float top = *std::max_element(x, x + n);
  float sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += nn::exact_exp(x[i] - top);
  return nn::exact_log(sum) + top;
}

// A word that carries marks and is a syllable as it stands is what its writer meant: vàng never becomes vằng. One that
// is not yet a syllable (thuơng, viêt) may be given what it lacks.
bool is_syllable(std::string_view word) { return unicode::parse_syllable(unicode::to_lower(word)).has_value(); }

std::uint16_t base_of(const Vocabulary& vocabulary, const Tokens& tokens, const Token& t) {
  if (t.kind == TokenKind::number) return Vocabulary::kNumber;
  if (t.kind == TokenKind::other) return Vocabulary::kOther;
  return vocabulary.find_base(tokens.base(t));
}
}  // namespace

// A sentence is of another language when two thirds of its lower-case words, and three of them, cannot be Vietnamese.
// Names do not count: "Manchester United thang Real Madrid" is Vietnamese. Judged by letters, so alike with marks and
// without.
constexpr std::size_t kForeignWords = 3;

bool opens_sentence(const Token& t) { return t.gap == Gap::start || t.gap == Gap::stop; }

void CandidateLattice::close_foreign_sentences(const RestoreModel& model) {
  const std::vector<Token>& tokens = tokens_.tokens;
  for (std::size_t begin = 0, end = 0; begin < tokens.size(); begin = end) {
    std::size_t words = 0, foreign = 0;
    for (end = begin; end < tokens.size() && (end == begin || !opens_sentence(tokens[end])); ++end) {
      const Token& t = tokens[end];
      if (t.kind != TokenKind::word || t.case_class != CaseClass::lower || t.base_end - t.base_begin < 2) continue;
      ++words;
      const bool possible = model.vocabulary.form_count(seen_[end].base) > 0 || is_syllable(tokens_.base(t));
      foreign += !t.latin || !possible;
    }
    if (foreign >= kForeignWords && foreign * 3 >= words * 2)
      std::fill(&count_[begin], &count_[begin] + (end - begin), std::uint8_t{0});
  }
}

void CandidateLattice::look_up(const RestoreModel& model) {
  seen_.clear();
  first_.clear();
  count_.clear();
  for (const Token& t : tokens_.tokens) {
    const std::uint16_t base = base_of(model.vocabulary, tokens_, t);
    // Numbers and protected pieces have no case in the training text.
    const unsigned case_class = t.kind == TokenKind::word ? static_cast<unsigned>(t.case_class) : 0;
    seen_.push_back({base, static_cast<std::uint8_t>(static_cast<unsigned>(t.gap) * 4 + case_class)});
    const bool open = t.kind == TokenKind::word && t.latin && t.case_class != CaseClass::mixed;
    first_.push_back(model.vocabulary.first_form(base));
    count_.push_back(open ? static_cast<std::uint8_t>(model.vocabulary.form_count(base)) : std::uint8_t{0});
  }
  close_foreign_sentences(model);
}

// What the trigram sees of a token that stays as it is.
nn::WordId CandidateLattice::fixed_word(const RestoreModel& model, std::size_t i) const {
  const Token& t = tokens_.tokens[i];
  const std::uint16_t base = seen_[i].base;
  const std::size_t forms = model.vocabulary.form_count(base);
  if (forms == 0) return model.vocabulary.base_word(base);
  if (!t.latin) return Vocabulary::kUnknown;
  for (std::size_t f = first_[i]; f < first_[i] + forms; ++f)
    if (same_marks(&tokens_.typed[t.base_begin], model.vocabulary.form(f))) return Vocabulary::form_word(f);
  return Vocabulary::kUnknown;
}

// ranked_: all candidates of a token, the likeliest by the net first; frequency decides among equals.
void CandidateLattice::rank(const RestoreModel& model, std::size_t i, const float* logits,
                            const RestoreOptions& options) {
  ranked_.clear();
  const bool use_net = options.scorers != Scorers::ngram;
  const float sum = use_net ? log_sum(logits, count_[i]) : 0;
  for (std::size_t k = 0; k < count_[i]; ++k) {
    const std::size_t form = first_[i] + k;
    const float nats = use_net ? (sum - logits[k]) * model.weights.net : 0;
    const auto cost = to_cost(nats * static_cast<float>(kCostPerNat));
    ranked_.push_back({Vocabulary::form_word(form), static_cast<std::uint16_t>(form), cost});
  }
  const auto cheaper = [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; };
  std::stable_sort(ranked_.begin(), ranked_.end(), cheaper);
}

void CandidateLattice::add_candidates(const RestoreModel& model, std::size_t i, std::string_view word, int beam) {
  const Token& t = tokens_.tokens[i];
  const TypedLetter* typed = &tokens_.typed[t.base_begin];
  const bool bare = !carries_marks(typed, t.base_end - t.base_begin);
  const bool complete = !bare && is_syllable(word);
  const auto fits = [&](const Candidate& c) {
    const Form& form = model.vocabulary.form(c.form);
    return bare || (complete ? same_marks(typed, form) : may_become(typed, form));
  };
  const float reach = model.weights.prune * model.weights.net * static_cast<float>(kCostPerNat);
  const std::int32_t limit = ranked_.front().cost + static_cast<std::int32_t>(reach);
  const std::size_t kept = std::min(ranked_.size(), static_cast<std::size_t>(beam));
  const std::size_t before = lattice_.candidates();
  for (std::size_t k = 0; k < kept && ranked_[k].cost <= limit; ++k)
    if (fits(ranked_[k])) lattice_.add(ranked_[k]);
  if (lattice_.candidates() > before) return;
  // The typed marks rule all of those out: then every form that has these marks, without a limit.
  for (const Candidate& c : ranked_)
    if (fits(c)) lattice_.add(c);
}

void CandidateLattice::add_single(nn::WordId word, std::uint16_t form) {
  lattice_.add({word, form, 0});
  lattice_.end_column();
}

void CandidateLattice::add_gap(Gap gap) {
  if (gap == Gap::comma || gap == Gap::symbol) add_single(Vocabulary::kComma);
  if (gap == Gap::stop || gap == Gap::colon || gap == Gap::quote) add_single(Vocabulary::kStop);
}

void CandidateLattice::build(const RestoreModel& model, std::string_view piece, const RestoreOptions& options) {
  tokenise(piece, tokens_);
  look_up(model);
  if (options.scorers != Scorers::ngram) model.net.score(seen_, first_, count_, nn::kernels(), scratch_, logits_);
  lattice_.clear();
  column_.clear();
  add_single(Vocabulary::kBegin);
  add_single(Vocabulary::kBegin);
  std::size_t at = 0;
  for (std::size_t i = 0; i < tokens_.tokens.size(); ++i) {
    add_gap(tokens_.tokens[i].gap);
    column_.push_back(static_cast<std::uint32_t>(lattice_.columns()));
    if (count_[i] > 0) {
      rank(model, i, options.scorers == Scorers::ngram ? nullptr : &logits_[at], options);
      const Token& t = tokens_.tokens[i];
      add_candidates(model, i, piece.substr(t.begin, t.end - t.begin), options.beam);
      at += count_[i];
    }
    if (lattice_.candidates() == lattice_.begin(lattice_.columns())) lattice_.add({fixed_word(model, i), kFixed, 0});
    lattice_.end_column();
  }
}
}  // namespace dau::text
