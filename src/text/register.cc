// SPDX-License-Identifier: Apache-2.0
// register.cc — the story of a line: NFC → features → sums → label, or none that is likely enough.
#include "dau/text/register.h"

#include <algorithm>
#include <utility>

#include "dau/unicode/case.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "text/classify.h"
#include "text/features.h"
#include "text/label_json.h"
#include "text/pieces.h"
#include "text/self_test.h"
#include "text/tokens.h"

namespace dau::text {
namespace {
constexpr std::string_view kUnknown = "unknown";

// A line has to show that it is Vietnamese, and enough of it: the model, which has seen nothing else, is as sure of
// English and of a single word as of a law.
constexpr std::size_t kFewestSyllables = 3;
constexpr std::uint64_t kFewestKnown = kFewestSyllables + 1;  // features that the model has; one is of every line

// How much of a line could be Vietnamese. Letters, not words, are compared: what English has in common with Vietnamese
// without marks is its short words (the, to, on), and what Vietnamese chat has that is no syllable is short too (ko,
// dc).
struct Evidence {
  std::size_t syllables = 0;  // words that could be Vietnamese, with marks or without
  std::size_t letters = 0, marked = 0, bare = 0;

  void add(std::string_view piece) {
    thread_local Tokens tokens;
    tokenise(piece, tokens);
    for (const Token& token : tokens.tokens) {
      if (token.kind != TokenKind::word) continue;
      const std::size_t size = token.base_end - token.base_begin;
      const Shape shape = shape_of(unicode::to_lower(piece.substr(token.begin, token.end - token.begin)));
      letters += size;
      if (shape == Shape::foreign) continue;
      ++syllables;
      (shape == Shape::marked ? marked : bare) += size;
    }
  }

  bool is_vietnamese() const {
    return syllables >= kFewestSyllables && (4 * marked >= letters || 2 * (marked + bare) >= letters);
  }
};

Evidence evidence_of(std::string_view nfc) {
  Evidence evidence;
  Pieces pieces(nfc);
  while (const auto piece = pieces.next()) evidence.add(nfc.substr(piece->begin, piece->end - piece->begin));
  return evidence;
}

LabelResult classify_nfc(const LinearModel& model, std::string_view nfc) {
  LabelResult result;
  const Evidence evidence = evidence_of(nfc);
  std::uint64_t known = 0;
  if (evidence.letters > 0) result.scores = classify(model, nfc, append_register_features, &known);
  result.abstained =
      known < kFewestKnown || !evidence.is_vietnamese() || result.scores.front().score < model.threshold();
  result.label = result.abstained ? std::string(kUnknown) : result.scores.front().label;
  return result;
}
}  // namespace

struct RegisterClassifier::Impl {
  LinearModel model;
};

RegisterClassifier::RegisterClassifier(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
RegisterClassifier::RegisterClassifier(RegisterClassifier&&) noexcept = default;
RegisterClassifier& RegisterClassifier::operator=(RegisterClassifier&&) noexcept = default;
RegisterClassifier::~RegisterClassifier() = default;

Result<RegisterClassifier> RegisterClassifier::open(const std::string& path) {
  DAU_TRY(model::Container container, model::Container::open(path, "register"));
  return from(std::move(container));
}

Result<RegisterClassifier> RegisterClassifier::from(model::Container container) {
  DAU_TRY(LinearModel model, open_linear(std::move(container), "register-1"));
  RegisterClassifier classifier(std::make_unique<const Impl>(Impl{std::move(model)}));
  DAU_CHECK(self_test(classifier.container(), [&](std::string_view line) -> Result<std::string> {
    DAU_TRY(LabelResult result, classifier.classify(line));
    return std::move(result.label);
  }));
  return classifier;
}

const model::Container& RegisterClassifier::container() const noexcept { return impl_->model.container(); }

Result<LabelResult> RegisterClassifier::classify(std::string_view line) const {
  DAU_CHECK(unicode::check_utf8(line));
  if (unicode::is_nfc(line)) return classify_nfc(impl_->model, line);
  return classify_nfc(impl_->model, unicode::to_nfc(line));
}

std::string to_json(const LabelResult& result) { return json::dump(label_json(result)); }
}  // namespace dau::text
