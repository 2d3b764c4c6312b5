// SPDX-License-Identifier: Apache-2.0
// segment_model.cc — sections are checked, then read in place; the table of surfaces is built from the syllables.
#include "text/segment_model.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "dau/unicode/case.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"
#include "nn/section.h"
#include "text/characters.h"

namespace dau::text {
namespace {
constexpr std::size_t kMostSyllables = 65535;

Error corrupt(std::string what) { return Error{Errc::corrupt, "segment model: " + std::move(what)}; }

struct Words {
  std::uint64_t low = 0, high = 0;
};
// `word`: at most sixteen bytes.
Words words_of(std::string_view word) {
  char bytes[SurfaceTable::kMostBytes] = {};
  std::memcpy(bytes, word.data(), word.size());
  Words w;
  std::memcpy(&w.low, bytes, 8);
  std::memcpy(&w.high, bytes + 8, 8);
  return w;
}

std::uint64_t spread(std::uint64_t low, std::uint64_t high) {
  std::uint64_t h = (low ^ (high * 0xD6E8FEB86659FD93u)) * 0x9E3779B97F4A7C15u;
  h ^= h >> 32;
  return h * 0xD6E8FEB86659FD93u >> 24;
}

std::string capitalised(std::string_view word) {
  const auto first = unicode::decode_at(word, 0);
  std::string out;
  unicode::append_utf8(out, unicode::to_upper(first.value));
  return out.append(word.substr(first.size));
}

void add_forms(std::string_view word, SyllableId id, SurfaceTable& table) {
  table.add(word, {id, AtomShape::lower});
  table.add(capitalised(word), {id, AtomShape::title});
  const std::string upper = unicode::to_upper(word);
  table.add(upper, {id, atom_shape_of(upper)});
}

// The syllables are lower case in the old style; a text may have them in either.
void add_surfaces(std::string_view word, SyllableId id, SurfaceTable& table) {
  add_forms(word, id, table);
  const std::string modern = unicode::place_tones(word, unicode::TonePlacement::new_style);
  if (modern != word) add_forms(modern, id, table);
}

SyllableFacts facts_of(std::string_view word, std::uint8_t capital, LexiconMask lexicon) {
  SyllableFacts facts{.onset = 0, .rhyme = 0, .capital = capital, .lexicon = lexicon};
  const auto syllable = unicode::parse_syllable(word);
  if (!syllable) return facts;
  facts.onset = static_cast<std::uint8_t>(syllable->onset + 1);
  facts.rhyme = static_cast<std::uint8_t>(syllable->rhyme + 1);
  return facts;
}

struct Sizes {
  std::size_t syllables = 0, pair_slots = 0, longer_slots = 0, weights = 0;
};

Result<std::size_t> size_member(const json::Value& v, const char* name, std::size_t most) {
  DAU_TRY(const double n, json::number_member(v, name, "config"));
  if (!(n >= 1 && n <= static_cast<double>(most)))
    return corrupt(std::string("config: \"") + name + "\" is out of range");
  return static_cast<std::size_t>(n);
}

Result<std::size_t> power_member(const json::Value& v, const char* name) {
  DAU_TRY(const std::size_t n, size_member(v, name, std::size_t{1} << 24));
  if (!std::has_single_bit(n)) return corrupt(std::string("config: \"") + name + "\" is no power of two");
  return n;
}

Result<Sizes> read_sizes(const model::Container& container) {
  DAU_TRY(const auto bytes, container.section("config"));
  DAU_TRY(const json::Value config, json::parse(as_text(bytes), std::string(container.path()) + " section config"));
  if (!config.is_object()) return corrupt("config is not an object");
  Sizes sizes;
  DAU_TRY(sizes.syllables, size_member(config, "syllables", kMostSyllables - kFirstSyllable));
  DAU_TRY(sizes.pair_slots, power_member(config, "pair_slots"));
  DAU_TRY(sizes.longer_slots, power_member(config, "longer_slots"));
  DAU_TRY(sizes.weights, power_member(config, "weights"));
  return sizes;
}

Result<void> read_syllables(SegmentModel& model, std::size_t count) {
  DAU_TRY(const auto bytes, model.container.section("syllables.text"));
  DAU_TRY(const auto begins, nn::whole_section<std::uint32_t>(model.container, "syllables.begin", count + 1));
  DAU_TRY(const auto capital, nn::whole_section<std::uint8_t>(model.container, "syllables.capital", count));
  DAU_TRY(const auto lexicon, nn::whole_section<std::uint8_t>(model.container, "syllables.lexicon", count));
  const std::string_view text = as_text(bytes);
  if (unicode::find_invalid_utf8(text)) return corrupt("the syllables are not UTF-8");
  if (begins.front() != 0 || begins.back() != text.size() || !std::is_sorted(begins.begin(), begins.end()))
    return corrupt("the syllables do not fit");
  model.syllables.assign(kFirstSyllable, SyllableFacts{.onset = 0, .rhyme = 0, .capital = 8, .lexicon = 0});
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view word = text.substr(begins[i], begins[i + 1] - begins[i]);
    if (word.empty() || unicode::find_invalid_utf8(word))
      return corrupt("syllable " + std::to_string(i) + " is no text");
    if (capital[i] > 8 || lexicon[i] > 63)
      return corrupt("facts of syllable " + std::to_string(i) + " are out of range");
    model.syllables.push_back(facts_of(word, capital[i], lexicon[i]));
    add_surfaces(word, static_cast<SyllableId>(kFirstSyllable + i), model.surfaces);
  }
  return {};
}

// A table without an empty slot would be searched for ever.
template <class Key, class Value>
Result<FileTable<Key, Value>> read_table(const model::Container& container, const std::string& name,
                                         std::size_t slots) {
  FileTable<Key, Value> table;
  DAU_TRY(table.keys, nn::whole_section<Key>(container, name + ".keys", slots));
  DAU_TRY(table.values, nn::whole_section<Value>(container, name + ".values", slots));
  if (std::count(table.keys.begin(), table.keys.end(), Key{0}) * 8 < static_cast<std::ptrdiff_t>(slots))
    return corrupt("the table " + name + " is too full");
  return table;
}
}  // namespace

AtomShape atom_shape_of(std::string_view word) {
  std::size_t letters = 0;
  bool first_upper = false, all_upper = true;
  for (std::size_t i = 0; i < word.size();) {
    const auto point = unicode::decode_at(word, i);
    const CharacterClass kind = class_of(point.value);
    if (kind == CharacterClass::digit) return AtomShape::digit;
    if (kind == CharacterClass::letter) {
      const bool upper = unicode::is_upper(point.value);
      if (letters++ == 0) first_upper = upper;
      all_upper = all_upper && upper;
    }
    i += point.size;
  }
  if (!first_upper) return AtomShape::lower;
  return all_upper && letters > 1 ? AtomShape::upper : AtomShape::title;
}

void SurfaceTable::grow() {
  std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  for (const Slot& slot : old)
    if ((slot.low | slot.high) != 0) slots_[place(slot.low, slot.high)] = slot;
}

std::size_t SurfaceTable::place(std::uint64_t low, std::uint64_t high) const {
  std::size_t slot = spread(low, high) & (slots_.size() - 1);
  while ((slots_[slot].low | slots_[slot].high) != 0 && (slots_[slot].low != low || slots_[slot].high != high))
    slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

void SurfaceTable::add(std::string_view word, Looked value) {
  if (word.empty() || word.size() > kMostBytes) return;
  const auto [low, high] = words_of(word);
  if ((low | high) == 0) return;
  Slot& slot = slots_[place(low, high)];
  if ((slot.low | slot.high) != 0) return;
  slot = {low, high, value};
  if (++used_ * 3 > slots_.size() * 2) grow();
}

Looked SurfaceTable::find(std::string_view word) const {
  if (word.size() <= kMostBytes) {
    const auto [low, high] = words_of(word);
    const Slot& slot = slots_[place(low, high)];
    if ((slot.low | slot.high) != 0) return slot.value;
  }
  const AtomShape shape = atom_shape_of(word);
  return {shape == AtomShape::digit ? kNumberSyllable : kUnknownSyllable, shape};
}

std::uint64_t word_key(std::span<const PhraseAtom> atoms) {
  std::uint64_t key = atoms.size();
  for (const PhraseAtom& atom : atoms) {
    key = (key ^ atom.id) * 0xD6E8FEB86659FD93u;
    key ^= key >> 32;
  }
  return key | 1;  // never 0
}

Result<SegmentModel> SegmentModel::from(model::Container container) {
  DAU_TRY(const Sizes sizes, read_sizes(container));
  SegmentModel model{std::move(container), {}, {}, {}, {}, {}};
  DAU_CHECK(read_syllables(model, sizes.syllables));
  DAU_TRY(model.pairs, (read_table<std::uint32_t, std::uint16_t>(model.container, "pairs", sizes.pair_slots)));
  DAU_TRY(model.longer, (read_table<std::uint64_t, LexiconMask>(model.container, "longer", sizes.longer_slots)));
  DAU_TRY(model.weights, nn::whole_section<std::int16_t>(model.container, "weights", sizes.weights));
  return model;
}

void look_up_words(const SegmentModel& model, Phrase& phrase) {
  const std::size_t n = phrase.atoms.size();
  phrase.pairs.assign(n, {});
  for (std::size_t m = 3; m <= kLongestWord; ++m) phrase.longer[m].assign(n, 0);
  const std::size_t end = n - kMargin;
  for (std::size_t i = kMargin; i + 1 < end; ++i) {
    const std::uint32_t key = static_cast<std::uint32_t>(phrase.atoms[i].id) << 16 | phrase.atoms[i + 1].id;
    if (key == 0) continue;
    phrase.pairs[i].bits = model.pairs.find(key);
    if (!phrase.pairs[i].begins_longer()) continue;
    for (std::size_t m = 3; m <= kLongestWord && i + m <= end; ++m)
      phrase.longer[m][i] = model.longer.find(word_key(std::span(phrase.atoms).subspan(i, m))) & 63;
  }
}
}  // namespace dau::text
