// SPDX-License-Identifier: Apache-2.0
// register.h — which kind of text a line is from: a law, a letter of a company, a newspaper, talk …
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "dau/api.h"
#include "dau/model/container.h"
#include "dau/result.h"
#include "dau/text/label.h"

namespace dau::text {
// Tells the register of a line of Vietnamese: legal, business, news, encyclopaedic, technical, conversational or
// literary. A linear classifier over words, pairs and triples of words; case, spacing, digits and the placement of tone
// marks do not count, and text without marks is told too, though less surely.
//
// Abstains, with the label "unknown": no label likely enough; fewer than three Vietnamese syllables, or too little that
// the model knows; a line that is not Vietnamese, by its letters: of them a quarter have to be in syllables with marks,
// or half in what could be syllables. The scores are there all the same, but without letters.
// The same input gives the same result on every machine, and so does any normalisation form of it.
// Thread safety: immutable after open(); any number of threads may share one RegisterClassifier.
// Source: docs/methods/register.md (model, training data, errors per register and source).
class DAU_API RegisterClassifier {
 public:
  // Opens a model container of kind "register".
  // Errors: not_found; corrupt (not ours, unfinished, damaged, failed self-test); unsupported (newer format).
  static Result<RegisterClassifier> open(const std::string& path);
  static Result<RegisterClassifier> from(model::Container container);

  // `line`: UTF-8 in any normalisation form; a sentence, or better a paragraph.
  // Errors: invalid_utf8. Cost: time O(bytes); memory O(65536 letters) for the work, and a copy of a line not in NFC.
  Result<LabelResult> classify(std::string_view line) const;

  const model::Container& container() const noexcept;

  RegisterClassifier(RegisterClassifier&&) noexcept;
  RegisterClassifier& operator=(RegisterClassifier&&) noexcept;
  ~RegisterClassifier();

 private:
  struct Impl;
  explicit RegisterClassifier(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// {"label":"legal","scores":{"legal":0.9312,…},"abstained":false}: scores of four digits, best first, those below
// 0.0005 left out. One line without an end.
DAU_API std::string to_json(const LabelResult& result);
}  // namespace dau::text
