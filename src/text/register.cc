// SPDX-License-Identifier: Apache-2.0
// register.cc — the story of a line: NFC → features → sums → label, or none that is likely enough.
#include "dau/text/register.h"

#include <utility>

#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "text/classify.h"
#include "text/features.h"
#include "text/label_json.h"
#include "text/self_test.h"

namespace dau::text {
namespace {
constexpr std::string_view kUnknown = "unknown";

// A line has to show that it is Vietnamese, and enough of it: the model, which has seen nothing else, is as sure of
// English and of a single word as of a law.
constexpr std::size_t kFewestSyllables = 3;
constexpr std::uint64_t kFewestKnown = kFewestSyllables + 1;  // features that the model has; one is of every line

// Letters, not words, are compared: what English has in common with Vietnamese without marks is its short words (the,
// to, on), and what Vietnamese chat has that is no syllable is short too (ko, dc).
bool is_vietnamese(const WordShapes& words) {
  return words.syllables >= kFewestSyllables &&
         (4 * words.marked >= words.letters || 2 * (words.marked + words.bare) >= words.letters);
}

LabelResult classify_nfc(const LinearModel& model, std::string_view nfc) {
  LabelResult result;
  WordShapes words;
  std::uint64_t known = 0;
  result.scores = classify(
      model, nfc,
      [&](std::string_view piece, std::vector<Feature>& out) { append_register_features(piece, out, words); }, &known);
  if (words.letters == 0) result.scores.clear();
  result.abstained = known < kFewestKnown || !is_vietnamese(words) || result.scores.front().score < model.threshold();
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
