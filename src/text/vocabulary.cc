// SPDX-License-Identifier: Apache-2.0
// vocabulary.cc — reading and indexing a model's words.
#include "text/vocabulary.h"

#include <algorithm>
#include <bit>
#include <string>

#include "base/bytes.h"
#include "dau/unicode/utf8.h"
#include "nn/section.h"

namespace dau::text {
namespace {
Error corrupt(std::string what) { return Error{Errc::corrupt, "vocabulary: " + std::move(what)}; }

std::size_t hash(std::string_view s) {
  std::uint32_t h = 2166136261u;
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h ^ (h >> 15);
}

bool ranges_fit(std::span<const std::uint32_t> begins, std::size_t end) {
  return begins.back() <= end && std::is_sorted(begins.begin(), begins.end());
}

// Ranges of a UTF-8 text that cut no character in two.
bool ranges_fit(std::span<const std::uint32_t> begins, std::string_view text) {
  return ranges_fit(begins, text.size()) && std::none_of(begins.begin(), begins.end(), [&](std::uint32_t b) {
           return b < text.size() && (static_cast<unsigned char>(text[b]) & 0xC0) == 0x80;
         });
}

// hòa, khỏe, thúy: in the new style their tone stands one letter further right. q keeps its u.
bool moves_tone(std::string_view bases, std::size_t tone_at) {
  if (bases.size() < 2 || tone_at + 2 != bases.size()) return false;
  const std::string_view end = bases.substr(tone_at);
  if (end != "oa" && end != "oe" && end != "uy") return false;
  return tone_at == 0 || bases[tone_at - 1] != 'q';
}

bool is_latin(char32_t c) { return c >= U'a' && c <= U'z'; }

Error bad_form(std::string_view text, std::string_view base) {
  return corrupt("form \"" + std::string(text) + "\" is not \"" + std::string(base) + "\" with marks");
}

// `text`: `base`, one to seven letters a–z, with letter marks and at most one tone.
Result<Form> parse_form(std::string_view text, std::string_view base) {
  Form f{};
  if (base.empty() || base.size() > kMostLetters) return bad_form(text, base);
  for (std::size_t i = 0; i < text.size(); ++f.letters) {
    const auto p = unicode::decode_at(text, i);
    const unicode::Letter letter = unicode::split_letter(p.value);
    if (f.letters == base.size() || !is_latin(letter.base) || static_cast<char>(letter.base) != base[f.letters])
      return bad_form(text, base);
    f.marks[f.letters] = letter.mark;
    if (letter.tone != unicode::Tone::level) {
      if (f.tone != unicode::Tone::level) return bad_form(text, base);
      f.tone = letter.tone;
      f.tone_at_old = f.letters;
    }
    i += p.size;
  }
  if (f.letters != base.size()) return bad_form(text, base);
  const bool moves = f.tone != unicode::Tone::level && moves_tone(base, f.tone_at_old);
  f.tone_at_new = static_cast<std::uint8_t>(f.tone_at_old + (moves ? 1 : 0));
  return f;
}
}  // namespace

std::string_view Vocabulary::base_text(std::size_t base) const noexcept {
  return text_.substr(base_begin_[base], base_begin_[base + 1] - base_begin_[base]);
}

// Base by base: together they have all forms, each one once.
Result<void> Vocabulary::read_forms(const model::Container& container, std::size_t bases, std::size_t forms) {
  DAU_TRY(form_begin_, nn::whole_section<std::uint32_t>(container, "vocab.form.begin", forms + 1));
  if (!ranges_fit(form_begin_, text_)) return corrupt("form ranges do not fit");
  forms_.reserve(forms);
  for (std::size_t base = 0; base < bases; ++base) {
    for (std::size_t i = first_[base]; i < first_[base + 1]; ++i) {
      const std::string_view text = text_.substr(form_begin_[i], form_begin_[i + 1] - form_begin_[i]);
      DAU_TRY(const Form form, parse_form(text, base_text(base)));
      forms_.push_back(form);
    }
  }
  return {};
}

void Vocabulary::index_bases(std::size_t bases) {
  slots_.assign(std::bit_ceil(bases * 2), 0);
  base_word_.assign(bases, kUnknown);
  base_word_[kNumber] = kNumber;
  base_word_[kOther] = kOther;
  words_ = kFirstForm + forms_.size();
  for (std::size_t i = kUnknown + 1u; i < bases; ++i) {
    if (first_[i + 1] == first_[i]) base_word_[i] = static_cast<nn::WordId>(words_++);
    std::size_t slot = hash(base_text(i));
    while (slots_[slot % slots_.size()] != 0) ++slot;
    slots_[slot % slots_.size()] = static_cast<std::uint16_t>(i);
  }
}

Result<Vocabulary> Vocabulary::open(const model::Container& container, std::size_t bases, std::size_t forms) {
  Vocabulary v;
  if (bases <= kUnknown || bases > 65535 || forms == 0 || bases + forms + kFirstForm > 65535)
    return corrupt("too few or too many words");
  DAU_TRY(const auto text, container.section("vocab.text"));
  v.text_ = as_text(text);
  if (const auto bad = unicode::find_invalid_utf8(v.text_))
    return corrupt("text is not UTF-8 at byte " + std::to_string(*bad));
  DAU_TRY(v.base_begin_, nn::whole_section<std::uint32_t>(container, "vocab.base.begin", bases + 1));
  DAU_TRY(v.first_, nn::whole_section<std::uint32_t>(container, "vocab.first", bases + 1));
  if (!ranges_fit(v.base_begin_, v.text_)) return corrupt("base ranges do not fit");
  if (!ranges_fit(v.first_, forms) || v.first_[kUnknown + 1u] != 0 || v.first_.back() != forms)
    return corrupt("candidate ranges do not fit");
  for (std::size_t i = 0; i < bases; ++i)
    if (v.first_[i + 1] - v.first_[i] > 255) return corrupt("a base has more than 255 forms");
  DAU_CHECK(v.read_forms(container, bases, forms));
  v.index_bases(bases);
  return v;
}

std::uint16_t Vocabulary::find_base(std::string_view base) const noexcept {
  for (std::size_t slot = hash(base);; ++slot) {
    const std::uint16_t id = slots_[slot % slots_.size()];
    if (id == 0) return kUnknown;
    if (base_text(id) == base) return id;
  }
}
}  // namespace dau::text
