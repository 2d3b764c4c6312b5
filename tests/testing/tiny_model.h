// SPDX-License-Identifier: Apache-2.0
// tiny_model.h — small restore models made of chance, whole and in parts, for tests and fuzzers.
//
// Written from docs/formats/restore-model.md, apart from training/restore/export.py.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "dau/model/writer.h"
#include "nn/context_net.h"

namespace dau::testing {
// A net as plain arrays: weights of a layer are [outputs][inputs], not yet packed.
struct TinyLayer {
  std::vector<std::int8_t> weight;
  std::vector<float> scale, bias;
};
struct TinyBlock {
  std::vector<float> inverse_step, taps, mix_bias;
  TinyLayer up, down;
};
struct TinyNet {
  nn::NetShape shape;
  std::vector<std::int8_t> base, form;
  std::vector<float> base_scale, form_scale, form_bias, feature, out_inverse_step;
  std::vector<std::uint8_t> pair;         // two values a byte
  std::vector<std::uint16_t> pair_scale;  // bfloat16
  std::vector<TinyBlock> blocks;
  TinyLayer out;
};
TinyNet random_net(const nn::NetShape& shape, std::mt19937& random);
std::vector<model::NamedBytes> sections_of(const TinyNet& net);

// A back-off trigram as plain maps. The first two words of each trigram are a bigram.
struct TinyTrigram {
  struct Bigram {
    std::uint8_t cost = 0, back_off = 0;
  };
  std::vector<std::uint8_t> unigram_cost, unigram_back_off;
  std::map<std::array<std::uint16_t, 2>, Bigram> bigrams;
  std::map<std::array<std::uint16_t, 3>, std::uint8_t> trigrams;
};
TinyTrigram random_trigram(std::size_t words, std::size_t bigrams, std::size_t trigrams, std::mt19937& random);
std::vector<model::NamedBytes> sections_of(const TinyTrigram& trigram);

// A word as typed and its candidates; one without candidates stays as it is.
struct TinyWord {
  std::string base;
  std::vector<std::string> forms;
};
std::vector<model::NamedBytes> sections_of(const std::vector<TinyWord>& words);
// Some thirty syllables; those with candidates come first.
const std::vector<TinyWord>& tiny_words();
std::size_t count_forms(const std::vector<TinyWord>& words);

// All of a small restore model. Equal seeds give equal bytes.
model::Contents tiny_restore_model(std::uint32_t seed = 1);

model::NamedBytes& section_of(model::Contents& contents, const std::string& name);
}  // namespace dau::testing
