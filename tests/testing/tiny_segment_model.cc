// SPDX-License-Identifier: Apache-2.0
#include "testing/tiny_segment_model.h"

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "text/segment_features.h"
#include "text/segment_model.h"

namespace dau::testing {
namespace {
template <class T>
model::NamedBytes section(const std::string& name, const std::vector<T>& values) {
  model::NamedBytes out{name, std::vector<std::byte>(values.size() * sizeof(T))};
  if (!values.empty()) std::memcpy(out.bytes.data(), values.data(), out.bytes.size());
  return out;
}

template <class Key, class Value>
void put(std::vector<Key>& keys, std::vector<Value>& values, Key key, Value value) {
  std::size_t slot = text::FileTable<Key, Value>::slot_of(key, keys.size());
  while (keys[slot] != 0) slot = (slot + 1) % keys.size();
  keys[slot] = key;
  values[slot] = value;
}
}  // namespace

// Weights are small chance; only the pair "học sinh" is sure.
model::Contents tiny_segment_model() {
  const std::vector<std::string_view> words = {"học", "sinh", "đi", "hòa", "thuý", "viên"};
  std::vector<char> text;
  std::vector<std::uint32_t> begins = {0};
  for (const std::string_view word : words) {
    text.insert(text.end(), word.begin(), word.end());
    begins.push_back(static_cast<std::uint32_t>(text.size()));
  }
  const auto id = [](std::uint32_t i) { return text::kFirstSyllable + i; };
  std::vector<std::uint32_t> pair_keys(8, 0);
  std::vector<std::uint16_t> pair_values(8, 0);
  put(pair_keys, pair_values, id(0) << 16 | id(1), static_cast<std::uint16_t>(0x8000 | 6 << 9 | 5 << 5 | 12));
  put(pair_keys, pair_values, id(1) << 16 | id(5), static_cast<std::uint16_t>(4 << 9 | 2 << 5 | 9));
  std::vector<std::uint64_t> longer_keys(8, 0);
  std::vector<std::uint8_t> longer_values(8, 0);
  std::vector<text::PhraseAtom> atoms(3);
  for (std::uint32_t i = 0; i < 3; ++i) atoms[i].id = static_cast<text::SyllableId>(id(i));
  put(longer_keys, longer_values, text::word_key(atoms), std::uint8_t{1});
  std::mt19937 random(1);
  std::vector<std::int16_t> weights(1024);
  for (std::int16_t& w : weights) w = static_cast<std::int16_t>(static_cast<int>(random() % 41) - 30);
  weights[text::mix(4, id(0) << 16 | id(1)) & 1023] = 2000;
  const std::vector<std::uint8_t> capital(words.size(), 0), lexicon(words.size(), 2);
  const std::string config = R"({"syllables":6,"pair_slots":8,"longer_slots":8,"weights":1024})";
  model::Contents contents;
  contents.kind = "segment";
  contents.card = {.name = "tiny",
                   .version = "1",
                   .summary = "",
                   .licence = "CC0-1.0",
                   .command = "",
                   .created = "",
                   .form = "",
                   .sources = {},
                   .scores = {},
                   .samples = {{"học sinh đi", "học_sinh đi"}}};
  contents.sections = {section("config", std::vector<char>(config.begin(), config.end())),
                       section("syllables.text", text),
                       section("syllables.begin", begins),
                       section("syllables.capital", capital),
                       section("syllables.lexicon", lexicon),
                       section("pairs.keys", pair_keys),
                       section("pairs.values", pair_values),
                       section("longer.keys", longer_keys),
                       section("longer.values", longer_values),
                       section("weights", weights)};
  return contents;
}
}  // namespace dau::testing
