// SPDX-License-Identifier: Apache-2.0
// language.cc — the story of a line: NFC → script → classifier where the script is shared → label.
#include "dau/text/language.h"

#include <algorithm>
#include <utility>

#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "text/classify.h"
#include "text/label_json.h"
#include "text/script.h"
#include "text/self_test.h"

namespace dau::text {
namespace {
constexpr std::string_view kUndetermined = "und";

LanguageResult abstain(std::vector<LabelScore> scores) {
  LanguageResult result;
  result.label = kUndetermined;
  result.scores = std::move(scores);
  result.abstained = true;
  return result;
}

LanguageResult certain(std::string_view language) {
  LanguageResult result;
  result.label = language;
  result.scores = {{result.label, 1.0f}};
  return result;
}

LanguageResult by_letters(const LinearModel& model, std::string_view nfc) {
  std::vector<LabelScore> scores = classify(model, nfc, append_language_features);
  const LabelScore& best = scores.front();
  if (best.label == kUndetermined || best.score < model.threshold()) return abstain(std::move(scores));
  LanguageResult result;
  result.label = best.label;
  result.scores = std::move(scores);
  if (result.label == "vi") result.marks = unicode::has_marks(nfc);
  return result;
}

LanguageResult identify_nfc(const LinearModel& model, std::string_view nfc) {
  const Script script = main_script(nfc);
  if (script == Script::none || script == Script::other) return abstain({});
  if (script == Script::shared) return by_letters(model, nfc);
  return certain(language_of(script));
}
}  // namespace

struct LanguageIdentifier::Impl {
  LinearModel model;
};

LanguageIdentifier::LanguageIdentifier(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
LanguageIdentifier::LanguageIdentifier(LanguageIdentifier&&) noexcept = default;
LanguageIdentifier& LanguageIdentifier::operator=(LanguageIdentifier&&) noexcept = default;
LanguageIdentifier::~LanguageIdentifier() = default;

Result<LanguageIdentifier> LanguageIdentifier::open(const std::string& path) {
  DAU_TRY(model::Container container, model::Container::open(path, "language"));
  return from(std::move(container));
}

Result<LanguageIdentifier> LanguageIdentifier::from(model::Container container) {
  DAU_TRY(LinearModel model, open_linear(std::move(container), "language-1"));
  LanguageIdentifier identifier(std::make_unique<const Impl>(Impl{std::move(model)}));
  DAU_CHECK(self_test(identifier.container(), [&](std::string_view line) -> Result<std::string> {
    DAU_TRY(LanguageResult result, identifier.identify(line));
    return std::move(result.label);
  }));
  return identifier;
}

const model::Container& LanguageIdentifier::container() const noexcept { return impl_->model.container(); }

Result<LanguageResult> LanguageIdentifier::identify(std::string_view line) const {
  DAU_CHECK(unicode::check_utf8(line));
  if (unicode::is_nfc(line)) return identify_nfc(impl_->model, line);
  return identify_nfc(impl_->model, unicode::to_nfc(line));
}

std::string to_json(const LanguageResult& result) {
  json::Value value = label_json(result);
  value["marks"] = result.marks ? json::Value(*result.marks) : json::Value(nullptr);
  return json::dump(value);
}
}  // namespace dau::text
