// SPDX-License-Identifier: Apache-2.0
// text_forms.h — the forms of one text that metrics compare, each made once and when it is first asked for.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/eval/metrics.h"
#include "eval/letters.h"

namespace dau::eval {
struct Word {
  std::u32string_view text;
  std::u32string_view base;  // in lower case without any mark: what two words share that differ by marks or case
  bool marked = false;       // has_diacritics
  std::uint64_t text_key = 0, base_key = 0;  // other keys, other texts

  bool same_text(const Word& other) const noexcept { return text_key == other.text_key && text == other.text; }
  bool same_base(const Word& other) const noexcept { return base_key == other.base_key && base == other.base; }
};

// Words point into `text` and `bases`, so that neither may move.
struct Words {
  Words() = default;
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  std::u32string text;
  std::u32string bases;
  std::vector<Word> words;
};

// Not for several threads at once. Cost: each form O(bytes). Nearly every text holds nothing but letters of the Latin
// blocks and common signs; for these a table takes the place of normalisation.
class TextForms {
 public:
  explicit TextForms(std::string_view text);  // well-formed UTF-8
  TextForms(const TextForms&) = delete;
  TextForms& operator=(const TextForms&) = delete;

  const Words& as_given();                          // str.split() of the text itself
  const Words& comparable(Placement placement);     // after normalize_punct
  const Words& letter_runs();                       // runs of letters of the NFC text, in lower case
  const Words& word_runs();                         // the same of letters and digits
  const std::u32string& characters();               // NFC, white space collapsed
  const std::vector<CharParts>& character_parts();  // of characters()
  const std::u32string& base_characters();          // strip_diacritics of the NFC text, white space collapsed

 private:
  const std::u32string& nfc();
  const Words& runs(std::optional<Words>& kept, bool with_digits);

  std::u32string given_;
  bool plain_;  // every character is in the table
  std::optional<std::u32string> nfc_, characters_, base_characters_;
  std::optional<Words> given_words_, written_, folded_, letter_runs_, word_runs_;
  bool is_folded_ = false, folded_is_written_ = false;
  std::optional<std::vector<CharParts>> parts_;
};

// The base of a word that the error types of the nom-vn toolkit compare: lower case without marks; đ stays.
std::u32string nom_base(std::u32string_view word);
}  // namespace dau::eval
