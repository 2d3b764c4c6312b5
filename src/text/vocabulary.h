// SPDX-License-Identifier: Apache-2.0
// vocabulary.h — bases (letters as typed) and their candidate forms (with marks), read from a restore model.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dau/model/container.h"
#include "dau/result.h"
#include "dau/unicode/marks.h"
#include "nn/trigram.h"

namespace dau::text {
inline constexpr std::size_t kMostLetters = 7;  // of a form

// The marks of a form: one per letter, and one tone with its place in either style.
struct Form {
  unicode::Mark marks[kMostLetters];
  unicode::Tone tone;
  std::uint8_t letters;
  std::uint8_t tone_at_old, tone_at_new;
};

class Vocabulary {
 public:
  // Base ids that are no words, and the trigram's signs (training/restore/prepare.py, ngram.py).
  static constexpr std::uint16_t kNumber = 1, kOther = 2, kUnknown = 3;
  static constexpr nn::WordId kBegin = 0, kComma = 4, kStop = 5, kFirstForm = 6;

  // Errors: corrupt, when an index does not fit or a form is not its base, of at most seven Latin letters, with marks.
  static Result<Vocabulary> open(const model::Container& container, std::size_t bases, std::size_t forms);

  std::uint16_t find_base(std::string_view base) const noexcept;  // kUnknown when absent
  std::uint32_t first_form(std::uint16_t base) const noexcept { return first_[base]; }
  std::size_t form_count(std::uint16_t base) const noexcept { return first_[base + 1u] - first_[base]; }
  const Form& form(std::size_t index) const noexcept { return forms_[index]; }
  static nn::WordId form_word(std::size_t form) noexcept { return static_cast<nn::WordId>(kFirstForm + form); }
  // What the trigram sees of a word that has no candidates.
  nn::WordId base_word(std::uint16_t base) const noexcept { return base_word_[base]; }
  std::size_t words() const noexcept { return words_; }
  std::size_t bases() const noexcept { return base_word_.size(); }
  std::string_view base_text(std::size_t base) const noexcept;  // lower-case letters; of the first four no word

 private:
  Result<void> read_forms(const model::Container& container, std::size_t bases, std::size_t forms);
  void index_bases(std::size_t bases);

  std::string_view text_;
  std::span<const std::uint32_t> base_begin_, form_begin_, first_;
  std::vector<Form> forms_;
  std::vector<std::uint16_t> slots_;  // open addressing; 0 is empty, for base 0 is never looked up
  std::vector<nn::WordId> base_word_;
  std::size_t words_ = 0;
};
}  // namespace dau::text
