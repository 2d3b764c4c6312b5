// SPDX-License-Identifier: Apache-2.0
// segment_features.h — what the segmenter looks at: the same code trains the weights and uses them.
//
// A feature is a number below the size of the weight table, made by hashing; two that meet share a weight.
// Source: docs/methods/segment.md.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dau::text {
inline constexpr std::size_t kLongestWord = 6;  // atoms
inline constexpr std::size_t kMargin = 2;       // atoms of context on each side of a phrase

using SyllableId = std::uint16_t;
inline constexpr SyllableId kUnknownSyllable = 0, kNumberSyllable = 1, kMarkSyllable = 2, kLineBegin = 3, kLineEnd = 4,
                            kFirstSyllable = 5;

enum class AtomShape : std::uint8_t { lower, title, upper, digit, mark, begin, end };

// What is known of a syllable.
struct SyllableFacts {
  std::uint8_t onset = 0, rhyme = 0;  // + 1 as in unicode::Syllable; 0: no Vietnamese syllable
  std::uint8_t capital = 0;           // how often it has a capital inside a sentence, 0 (never) to 7; 8: not known
  std::uint8_t lexicon = 0;           // what the lexicon says of it as a word: LexiconMask
};

// Of a word: bits 0–1 how often it is a word of the treebank (0, 1: once or twice, 2), bits 2–5 the parts of
// data/segment that list it.
using LexiconMask = std::uint8_t;

// Of two neighbours: bits 0–4 association + 5 (0: never seen together), bits 5–8 log2 of how often, bits 9–14
// LexiconMask of the pair as a word, bit 15: longer words begin so.
struct PairFacts {
  std::uint16_t bits = 0;
  std::uint32_t association() const { return bits & 31u; }
  std::uint32_t frequency() const { return bits >> 5 & 15u; }
  std::uint32_t lexicon() const { return bits >> 9 & 63u; }
  bool begins_longer() const { return (bits & 0x8000u) != 0; }
};

struct PhraseAtom {
  SyllableId id = kUnknownSyllable;
  AtomShape shape = AtomShape::lower;
  SyllableFacts facts = {};
};

// A run of words without a mark between them, and kMargin atoms of context on both sides. Index 0 is the first atom
// of the left margin.
struct Phrase {
  std::vector<PhraseAtom> atoms;
  std::vector<PairFacts> pairs;                       // pairs[i]: atoms i and i + 1; no facts across the margin's marks
  std::vector<LexiconMask> longer[kLongestWord + 1];  // longer[m][i]: the m atoms from i, m ≥ 3

  std::size_t size() const { return atoms.size() - 2 * kMargin; }
};

inline std::uint32_t mix(std::uint32_t kind, std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
  std::uint32_t h = (a + kind * 0x9E3779B1u) * 0x85EBCA6Bu;
  h = ((h ^ h >> 15) + b) * 0xC2B2AE35u;
  h = ((h ^ h >> 13) + c) * 0x27D4EB2Fu;
  return h ^ h >> 16;
}

// Which words of `m` atoms: 0 in every place where the phrase holds none.
inline std::uint32_t word_mask(const Phrase& p, std::size_t i, std::size_t m) {
  if (m == 1) return p.atoms[i].facts.lexicon;
  return m == 2 ? p.pairs[i].lexicon() : p.longer[m][i];
}

inline std::uint32_t doubling(const PhraseAtom& a, const PhraseAtom& b) {
  if (a.facts.onset == 0 || b.facts.onset == 0) return 0;
  if (a.id == b.id && a.id >= kFirstSyllable) return 4;
  return (a.facts.onset == b.facts.onset ? 1u : 0u) | (a.facts.rhyme == b.facts.rhyme ? 2u : 0u);
}

// Calls sink(hash) for each feature of the gap between atoms i and i + 1, both inside the phrase. Their weights add up
// to how well the two are joined.
template <class Sink>
void gap_features(const Phrase& p, std::size_t i, Sink&& sink) {
  const auto id = [&](std::size_t k) { return static_cast<std::uint32_t>(p.atoms[k].id); };
  const auto shape = [&](std::size_t k) { return static_cast<std::uint32_t>(p.atoms[k].shape); };
  const std::uint32_t left = id(i - 1), a = id(i), b = id(i + 1), right = id(i + 2);
  const std::uint32_t both = a << 16 | b;
  const std::uint32_t sl = shape(i - 1), sa = shape(i), sb = shape(i + 1), sr = shape(i + 2);
  const PairFacts here = p.pairs[i], before = p.pairs[i - 1], behind = p.pairs[i + 1];
  const std::uint32_t shapes = sa * 8 + sb;

  sink(mix(1, 0));
  sink(mix(2, a, sb));
  sink(mix(3, b, sa));
  sink(mix(4, both));
  sink(mix(5, both, left + 1));
  sink(mix(6, both, right + 1, 1));
  sink(mix(7, left, 0));
  sink(mix(8, right, 0));
  sink(mix(9, left << 16 | a));
  sink(mix(10, b << 16 | right));
  sink(mix(11, sl * 512 + sa * 64 + sb * 8 + sr));
  sink(mix(12, a, sa * 64 + sb * 8 + sr));
  sink(mix(13, b, sb * 64 + sa * 8 + sl));

  const std::uint32_t assoc = here.association(), pl = before.association(), pr = behind.association();
  sink(mix(14, assoc, here.frequency(), shapes));
  sink(mix(15, assoc, pl, pr));
  sink(mix(16, assoc, pl, shapes));
  sink(mix(17, assoc, pr, shapes));

  const std::uint32_t ab = here.lexicon(), la = before.lexicon(), br = behind.lexicon();
  const auto listed = [&](std::size_t k, std::size_t m) { return std::uint32_t{p.longer[m][k]}; };
  const std::uint32_t three = listed(i - 1, 3) | listed(i, 3) << 6;
  const std::uint32_t four = listed(i, 4) | listed(i - 1, 4) << 6 | listed(i - 2, 4) << 12;
  const std::uint32_t around = ab | la << 6 | br << 12;
  sink(mix(18, ab, assoc));
  sink(mix(19, around));
  sink(mix(20, around, (three != 0 ? 1u : 0u) | (four != 0 ? 2u : 0u)));
  sink(mix(21, three));
  sink(mix(22, four));
  sink(mix(23, both, (la != 0 ? 1u : 0u) | (br != 0 ? 2u : 0u)));
  sink(mix(24, ab | shapes << 6, la, br));
  sink(mix(25, ab, p.atoms[i].facts.lexicon, p.atoms[i + 1].facts.lexicon));

  const std::uint32_t double_here = doubling(p.atoms[i], p.atoms[i + 1]);
  sink(mix(26, double_here, assoc, here.frequency()));
  sink(mix(27, double_here, doubling(p.atoms[i - 1], p.atoms[i]), doubling(p.atoms[i + 1], p.atoms[i + 2])));

  const auto word_class = [&](std::size_t k) { return std::uint32_t{p.atoms[k].facts.lexicon} >> 2; };
  const std::uint32_t classes = word_class(i) << 4 | word_class(i + 1);
  sink(mix(30, classes, assoc));
  sink(mix(31, classes, ab));
  sink(mix(32, classes, word_class(i - 1), ab));
  sink(mix(33, classes, word_class(i + 2), ab));

  const auto capital = [&](std::size_t k) { return static_cast<std::uint32_t>(p.atoms[k].facts.capital); };
  sink(mix(28, capital(i) * 16 + capital(i + 1), shapes));
  sink(mix(29, capital(i - 1) << 12 | capital(i) << 8 | capital(i + 1) << 4 | capital(i + 2)));
}

// The same for the word of `m` atoms from atom i.
template <class Sink>
void word_features(const Phrase& p, std::size_t i, std::size_t m, Sink&& sink) {
  const std::uint32_t size = static_cast<std::uint32_t>(m);
  const std::uint32_t mask = word_mask(p, i, m);
  std::uint32_t name = size, shapes = size;
  for (std::size_t k = i; k < i + m; ++k) {
    name = mix(name, p.atoms[k].id);
    shapes = shapes * 8 + static_cast<std::uint32_t>(p.atoms[k].shape);
  }
  sink(mix(40, size, mask));
  if (mask != 0 || m == 1) sink(mix(41, name));
  sink(mix(42, shapes));
  sink(mix(43, shapes, static_cast<std::uint32_t>(p.atoms[i - 1].shape),
           static_cast<std::uint32_t>(p.atoms[i + m].shape)));
  if (m > 1) sink(mix(44, p.atoms[i].id, size));
  if (m > 1) sink(mix(45, p.atoms[i + m - 1].id, size));
  if (m <= 3) sink(mix(46, size << 8 | mask, p.atoms[i - 1].id));
  if (m <= 3) sink(mix(47, size << 8 | mask, p.atoms[i + m].id));
  if (m == 3) sink(mix(48, mask, word_mask(p, i, 2), word_mask(p, i + 1, 2)));
  if (m == 4)
    sink(mix(49, mask, word_mask(p, i, 2) | word_mask(p, i + 2, 2) << 6,
             word_mask(p, i, 3) | word_mask(p, i + 1, 3) << 6));
}
}  // namespace dau::text
