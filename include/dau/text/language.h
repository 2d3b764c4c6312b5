// SPDX-License-Identifier: Apache-2.0
// language.h — which language a line is in; Vietnamese is found with its marks or without.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dau/api.h"
#include "dau/model/container.h"
#include "dau/result.h"
#include "dau/text/label.h"

namespace dau::text {
struct LanguageResult : LabelResult {  // labels are ISO 639-1; "und" where it abstains
  std::optional<bool> marks;           // Vietnamese: whether any Vietnamese mark or tone is there
};

// Tells the language of a line: letters outside the Latin, Cyrillic and Arabic alphabets by their script, the rest by a
// linear classifier over words, n-grams of letters and whether they could be Vietnamese syllables without their marks.
//
// Abstains, with the label "und": no letters; a language that it was not trained to name; no label likely enough.
// The same input gives the same result on every machine, and so does any normalisation form of it.
// Thread safety: immutable after open(); any number of threads may share one LanguageIdentifier.
// Source: docs/methods/language.md (model, training data, errors per language).
class DAU_API LanguageIdentifier {
 public:
  // Opens a model container of kind "language".
  // Errors: not_found; corrupt (not ours, unfinished, damaged, failed self-test); unsupported (newer format).
  static Result<LanguageIdentifier> open(const std::string& path);
  static Result<LanguageIdentifier> from(model::Container container);

  // `line`: UTF-8 in any normalisation form. Addresses, numbers, paths and code do not count.
  // Errors: invalid_utf8. Cost: time O(bytes); memory O(65536 letters) for the work, and a copy of a line not in NFC.
  Result<LanguageResult> identify(std::string_view line) const;

  const model::Container& container() const noexcept;

  LanguageIdentifier(LanguageIdentifier&&) noexcept;
  LanguageIdentifier& operator=(LanguageIdentifier&&) noexcept;
  ~LanguageIdentifier();

 private:
  struct Impl;
  explicit LanguageIdentifier(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// {"label":"vi","scores":{"vi":0.9991,…},"abstained":false,"marks":false}: scores of four digits, best first, those
// below 0.0005 left out; marks is null for other languages. One line without an end.
DAU_API std::string to_json(const LanguageResult& result);
}  // namespace dau::text
