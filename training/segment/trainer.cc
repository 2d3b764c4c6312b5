// SPDX-License-Identifier: Apache-2.0
// trainer.cc — counts raw text and fits the segmenter's weights with the features of the product itself.
//
//   trainer count <raw.txt >counts.tsv
//   trainer fit --counts FILE --gold FILE… --lexicon FILE… [--classes FILE] [--folds K] [--out FOLDER]
//
// Up to four lists, each with a bit of its own; --classes tells what syllables are as words of their own.
// With --folds K: K-fold cross-validation over blocks of neighbouring sentences, nothing written. Else the parts of the
// model into FOLDER. Seeded; one thread; equal inputs give equal weights on one machine.
// Method: docs/methods/segment.md.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "dau/unicode/case.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"
#include "text/atoms.h"
#include "text/segment_features.h"
#include "text/segment_model.h"
#include "text/segment_search.h"

namespace dau::text {
namespace {
constexpr int kBlocks = 40;           // words of a block are not in the lexicon that its own sentences see
constexpr double kUnitsPerNat = 256;  // of the whole-number weights
constexpr std::uint32_t kLeastSyllable = 10, kLeastPair = 4;

struct Options {
  std::string counts, classes, out, dump;
  std::vector<std::string> gold, lexicons;
  int folds = 0, epochs = 12, bits = 17;
  double rate = 0.15, decay = 1e-4;
};

// The form that a syllable is counted and listed by.
std::string canonical(std::string_view word) {
  return unicode::place_tones(unicode::to_lower(unicode::to_nfc(word)), unicode::TonePlacement::old_style);
}

struct Surface {
  std::string word;
  AtomShape shape;
};

// ---- counting

struct Counter {
  std::unordered_map<std::string, std::uint32_t> ids;
  std::vector<std::string> words;
  std::vector<std::uint64_t> count, capital, inside;
  std::unordered_map<std::uint64_t, std::uint32_t> pairs;
  std::unordered_map<std::string, std::pair<std::uint32_t, AtomShape>> surfaces;

  std::uint32_t id_of(const std::string& word) {
    const auto [at, fresh] = ids.emplace(word, static_cast<std::uint32_t>(words.size()));
    if (fresh) {
      words.push_back(word);
      for (auto* list : {&count, &capital, &inside}) list->push_back(0);
    }
    return at->second;
  }
  std::pair<std::uint32_t, AtomShape> surface(std::string_view text) {
    const auto found = surfaces.find(std::string(text));
    if (found != surfaces.end()) return found->second;
    const AtomShape shape = atom_shape_of(text);
    const auto value = std::pair(id_of(shape == AtomShape::digit ? "<number>" : canonical(text)), shape);
    surfaces.emplace(text, value);
    return value;
  }
};

void count_line(std::string_view line, Counter& counter) {
  Atoms atoms(line);
  std::uint32_t before = UINT32_MAX;
  while (const auto atom = atoms.next()) {
    if (atom->kind == AtomKind::mark) {
      before = UINT32_MAX;
      continue;
    }
    const auto [id, shape] = counter.surface(line.substr(atom->begin, atom->end - atom->begin));
    ++counter.count[id];
    if (before != UINT32_MAX) {
      ++counter.inside[id];
      counter.capital[id] += shape == AtomShape::title ? 1 : 0;
      ++counter.pairs[std::uint64_t{before} << 32 | id];
    }
    before = id;
  }
}

int count_text() {
  Counter counter;
  for (std::string line; std::getline(std::cin, line);) count_line(unicode::to_nfc(line), counter);
  for (std::size_t i = 0; i < counter.words.size(); ++i)
    std::printf("w\t%s\t%llu\t%llu\t%llu\n", counter.words[i].c_str(),
                static_cast<unsigned long long>(counter.count[i]), static_cast<unsigned long long>(counter.capital[i]),
                static_cast<unsigned long long>(counter.inside[i]));
  std::vector<std::pair<std::uint64_t, std::uint32_t>> pairs(counter.pairs.begin(), counter.pairs.end());
  std::sort(pairs.begin(), pairs.end());
  for (const auto& [key, n] : pairs)
    if (n >= 2)
      std::printf("p\t%llu\t%llu\t%u\n", static_cast<unsigned long long>(key >> 32),
                  static_cast<unsigned long long>(key & 0xFFFFFFFFu), n);
  return 0;
}

// ---- what is known of words

struct Knowledge {
  std::unordered_map<std::string, SyllableId> ids;
  std::vector<std::string> words;  // of id kFirstSyllable + i
  std::vector<std::uint8_t> capital;
  std::unordered_map<std::uint32_t, std::uint16_t> pairs;              // association and frequency bits
  std::unordered_map<std::uint64_t, LexiconMask> listed;               // word_key → bits 2–5
  std::unordered_map<std::uint64_t, std::map<int, int>> treebank;      // word_key → block → times
  std::unordered_map<std::uint64_t, std::vector<SyllableId>> members;  // of every listed or treebank word

  SyllableId find(const std::string& word) const {
    const auto found = ids.find(word);
    return found == ids.end() ? kUnknownSyllable : found->second;
  }
};

int bucket(double x) { return static_cast<int>(std::floor(std::log2(x) + 0.5)); }

struct Gold {
  std::string line;        // without "_"
  std::vector<bool> ends;  // by byte that is no space: a word ends behind it
  int block = 0;
};

Gold parse_gold(const std::string& text) {
  Gold gold;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!gold.line.empty()) gold.line += ' ';
    for (const char c : word) {
      gold.line += c == '_' && word.size() > 1 ? ' ' : c;
      if (gold.line.back() != ' ') gold.ends.push_back(false);
    }
    gold.ends.back() = true;
  }
  return gold;
}

std::vector<Gold> read_gold(const std::vector<std::string>& paths) {
  std::vector<Gold> all;
  for (const std::string& path : paths) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
      if (!line.empty()) all.push_back(parse_gold(unicode::to_nfc(line)));
  }
  for (std::size_t i = 0; i < all.size(); ++i) all[i].block = static_cast<int>(i * kBlocks / all.size());
  return all;
}

void read_counts(const std::string& path, const std::vector<Gold>& golds, Knowledge& known) {
  std::ifstream file(path);
  std::vector<std::string> words;
  std::vector<double> count, capital, inside;
  std::vector<std::array<std::uint64_t, 3>> pairs;
  double total = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line.substr(2));
    if (line[0] == 'w') {
      std::string word;
      double n, c, m;
      std::getline(fields, word, '\t');
      fields >> n >> c >> m;
      words.push_back(word), count.push_back(n), capital.push_back(c), inside.push_back(m);
      total += n;
    } else {
      std::array<std::uint64_t, 3> pair;
      fields >> pair[0] >> pair[1] >> pair[2];
      pairs.push_back(pair);
    }
  }
  std::set<std::string> wanted;
  for (const Gold& gold : golds) {
    Atoms atoms(gold.line);
    while (const auto atom = atoms.next())
      if (atom->kind == AtomKind::word)
        wanted.insert(canonical(gold.line.substr(atom->begin, atom->end - atom->begin)));
  }
  std::vector<std::size_t> order(words.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return count[a] > count[b]; });
  std::vector<SyllableId> id_of(words.size(), kUnknownSyllable);
  for (const std::size_t i : order) {
    if (words[i] == "<number>") {
      id_of[i] = kNumberSyllable;
      continue;
    }
    const bool keep = count[i] >= kLeastSyllable || (count[i] >= 2 && wanted.count(words[i]) != 0);
    if (!keep || words[i].size() > SurfaceTable::kMostBytes || atom_shape_of(words[i]) == AtomShape::digit ||
        known.words.size() > 60000)
      continue;
    id_of[i] = static_cast<SyllableId>(kFirstSyllable + known.words.size());
    known.ids.emplace(words[i], id_of[i]);
    known.words.push_back(words[i]);
    known.capital.push_back(inside[i] >= 5 ? static_cast<std::uint8_t>(capital[i] / inside[i] * 7.99) : 8);
  }
  for (const auto& [a, b, n] : pairs) {
    if (id_of[a] == kUnknownSyllable || id_of[b] == kUnknownSyllable || n < kLeastPair) continue;
    const int association = bucket(static_cast<double>(n) * total / (count[a] * count[b]));
    if (association < 0) continue;
    const int frequency = std::min(15, bucket(static_cast<double>(n)));
    known.pairs[std::uint32_t{id_of[a]} << 16 | id_of[b]] =
        static_cast<std::uint16_t>(std::min(14, association) + 5 + (frequency << 5));
  }
}

std::uint64_t key_of(const std::vector<SyllableId>& ids) {
  std::vector<PhraseAtom> atoms(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) atoms[i].id = ids[i];
  return word_key(atoms);
}

void read_lexicon(const std::string& path, int part, Knowledge& known) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<SyllableId> ids;
    std::istringstream parts(line);
    for (std::string word; std::getline(parts, word, '_');) ids.push_back(known.find(canonical(word)));
    if (ids.size() > kLongestWord || std::count(ids.begin(), ids.end(), kUnknownSyllable) > 0) continue;
    const std::uint64_t key = key_of(ids);
    known.listed[key] |= static_cast<LexiconMask>(4u << part);
    known.members.emplace(key, ids);
  }
}

// Lines: a syllable, and letters for what it is as a word of its own (data/segment/README.md). The first two letters
// count.
void read_classes(const std::string& path, Knowledge& known) {
  constexpr std::string_view kClasses = "NVAPFCMXBO";
  std::ifstream file(path);
  for (std::string syllable, letters; file >> syllable >> letters;) {
    if (syllable[0] == '#') {
      std::getline(file, syllable);
      continue;
    }
    const SyllableId id = known.find(canonical(syllable));
    const std::size_t at = kClasses.find(letters[0]);
    if (id == kUnknownSyllable || at == std::string_view::npos) continue;
    const std::size_t value = letters[0] == 'B' && letters.size() > 1 ? 11 : at + 1;
    known.listed[key_of({id})] = static_cast<LexiconMask>(value << 2);
    known.members.emplace(key_of({id}), std::vector<SyllableId>{id});
  }
}

// ---- sentences as phrases

struct Piece {
  Phrase phrase;
  std::vector<std::uint8_t> words;                // atoms of each gold word
  std::vector<std::vector<std::uint32_t>> gaps;   // features
  std::vector<std::vector<std::uint32_t>> spans;  // features of [i * kLongestWord + m - 1]
};

struct Sentence {
  const Gold* gold = nullptr;
  std::vector<Atom> atoms;
  std::vector<std::uint8_t> joined;  // atoms[i] and atoms[i + 1]
};

std::size_t solid_bytes(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c != ' '; }));
}

Sentence prepare(const Gold& gold) {
  Sentence s{&gold, {}, {}};
  Atoms atoms(gold.line);
  std::size_t done = 0;
  while (const auto atom = atoms.next()) {
    done += solid_bytes(std::string_view(gold.line).substr(atom->begin, atom->end - atom->begin));
    s.atoms.push_back(*atom);
    s.joined.push_back(!gold.ends[done - 1]);
  }
  return s;
}

LexiconMask mask_of(const Knowledge& known, const std::vector<SyllableId>& ids, int block,
                    const std::vector<char>& used) {
  const std::uint64_t key = key_of(ids);
  LexiconMask mask = 0;
  if (const auto listed = known.listed.find(key); listed != known.listed.end()) mask = listed->second;
  const auto seen = known.treebank.find(key);
  if (seen == known.treebank.end()) return mask;
  int times = 0;
  for (const auto& [from, n] : seen->second)
    if (from != block && used[static_cast<std::size_t>(from)]) times += n;
  return static_cast<LexiconMask>(mask | (times == 0 ? 0 : times < 3 ? 1 : 2));
}

// What the product would see, but for the words that only this block of the treebank has.
void fill_phrase(const Knowledge& known, int block, const std::vector<char>& used, Phrase& p) {
  const std::size_t n = p.atoms.size(), end = n - kMargin;
  p.pairs.assign(n, {});
  for (std::size_t m = 3; m <= kLongestWord; ++m) p.longer[m].assign(n, 0);
  const auto ids = [&](std::size_t i, std::size_t m) {
    std::vector<SyllableId> list;
    for (std::size_t k = i; k < i + m; ++k) list.push_back(p.atoms[k].id);
    return list;
  };
  for (std::size_t i = kMargin; i < end; ++i) {
    const bool known_id = p.atoms[i].id >= kFirstSyllable;
    p.atoms[i].facts.lexicon = known_id ? mask_of(known, ids(i, 1), block, used) : 0;
    if (i + 1 >= end) continue;
    const auto pair = known.pairs.find(std::uint32_t{p.atoms[i].id} << 16 | p.atoms[i + 1].id);
    const std::uint16_t bits = pair == known.pairs.end() ? 0 : pair->second;
    p.pairs[i].bits = static_cast<std::uint16_t>(bits | mask_of(known, ids(i, 2), block, used) << 9);
    for (std::size_t m = 3; m <= kLongestWord && i + m <= end; ++m)
      p.longer[m][i] = mask_of(known, ids(i, m), block, used);
  }
}

PhraseAtom edge(SyllableId id, AtomShape shape) {
  return {id, shape, {.onset = 0, .rhyme = 0, .capital = 8, .lexicon = 0}};
}

PhraseAtom new_atom(const Knowledge& known, std::string_view text) {
  const AtomShape shape = atom_shape_of(text);
  const SyllableId id = shape == AtomShape::digit ? kNumberSyllable : known.find(canonical(text));
  PhraseAtom atom{id, shape, {.onset = 0, .rhyme = 0, .capital = 8, .lexicon = 0}};
  if (id < kFirstSyllable) return atom;
  atom.facts.capital = known.capital[id - kFirstSyllable];
  if (const auto syllable = unicode::parse_syllable(known.words[id - kFirstSyllable])) {
    atom.facts.onset = static_cast<std::uint8_t>(syllable->onset + 1);
    atom.facts.rhyme = static_cast<std::uint8_t>(syllable->rhyme + 1);
  }
  return atom;
}

PhraseAtom atom_of(const Knowledge& known, std::string_view text) {
  static std::unordered_map<std::string, PhraseAtom> atoms;  // one Knowledge of ids and facts a run
  const auto [at, fresh] = atoms.try_emplace(std::string(text));
  if (fresh) at->second = new_atom(known, text);
  return at->second;
}

void finish(const Knowledge& known, int block, const std::vector<char>& used, std::uint32_t last, Piece& piece) {
  Phrase& p = piece.phrase;
  fill_phrase(known, block, used, p);
  const std::size_t n = p.size();
  for (std::size_t i = 0; i + 1 < n; ++i) {
    auto& list = piece.gaps.emplace_back();
    gap_features(p, kMargin + i, [&](std::uint32_t f) { list.push_back(f & last); });
  }
  piece.spans.resize(n * kLongestWord);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t m = 1; m <= kLongestWord && i + m <= n; ++m)
      word_features(p, kMargin + i, m,
                    [&](std::uint32_t f) { piece.spans[i * kLongestWord + m - 1].push_back(f & last); });
}

std::vector<Piece> pieces_of(const Knowledge& known, const Sentence& s, const std::vector<char>& used,
                             std::uint32_t last) {
  std::vector<Piece> pieces;
  PhraseAtom before = edge(kLineBegin, AtomShape::begin);
  for (std::size_t i = 0; i < s.atoms.size();) {
    if (s.atoms[i].kind == AtomKind::mark) {
      before = edge(kMarkSyllable, AtomShape::mark);
      ++i;
      continue;
    }
    Piece piece;
    piece.phrase.atoms.assign(kMargin, before);
    std::uint8_t size = 0;
    for (; i < s.atoms.size() && s.atoms[i].kind == AtomKind::word; ++i) {
      piece.phrase.atoms.push_back(
          atom_of(known, std::string_view(s.gold->line).substr(s.atoms[i].begin, s.atoms[i].end - s.atoms[i].begin)));
      const bool at_end = i + 1 == s.atoms.size() || s.atoms[i + 1].kind == AtomKind::mark;
      if (++size == kLongestWord || at_end || !s.joined[i]) {
        piece.words.push_back(size);
        size = 0;
      }
    }
    const bool line_end = i == s.atoms.size();
    piece.phrase.atoms.insert(piece.phrase.atoms.end(), kMargin,
                              line_end ? edge(kLineEnd, AtomShape::end) : edge(kMarkSyllable, AtomShape::mark));
    finish(known, s.gold->block, used, last, piece);
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

std::vector<std::vector<Piece>> all_pieces(const Knowledge& known, const std::vector<Sentence>& sentences,
                                           const std::vector<char>& used, std::uint32_t last) {
  std::vector<std::vector<Piece>> pieces;
  for (const Sentence& sentence : sentences) pieces.push_back(pieces_of(known, sentence, used, last));
  return pieces;
}

void learn_treebank(const std::vector<Sentence>& sentences, Knowledge& known) {
  for (const Sentence& s : sentences) {
    std::vector<SyllableId> ids;
    for (std::size_t i = 0; i < s.atoms.size(); ++i) {
      ids.push_back(
          atom_of(known, std::string_view(s.gold->line).substr(s.atoms[i].begin, s.atoms[i].end - s.atoms[i].begin))
              .id);
      if (s.joined[i] && i + 1 < s.atoms.size()) continue;
      const bool whole = std::all_of(ids.begin(), ids.end(), [](SyllableId id) { return id >= kFirstSyllable; });
      if (whole && ids.size() <= kLongestWord) {
        ++known.treebank[key_of(ids)][s.gold->block];
        known.members.emplace(key_of(ids), ids);
      }
      ids.clear();
    }
  }
}

// ---- fitting: a semi-Markov conditional random field, AdaGrad

double add_logs(double a, double b) {
  if (a < b) std::swap(a, b);
  return b < -1e300 ? a : a + std::log1p(std::exp(b - a));
}

class Fitter {
 public:
  explicit Fitter(const Options& options)
      : weight_(std::size_t{1} << options.bits, 0),
        square_(std::size_t{1} << options.bits, 0.1f),
        decay_(options.decay) {}

  void step(const Piece& piece, double rate) {
    const std::size_t n = piece.phrase.size();
    std::vector<double> gap(n, 0), score(n * kLongestWord, 0), forward(n + 1, -1e302), backward(n + 1, -1e302);
    for (std::size_t i = 0; i + 1 < n; ++i) gap[i] = sum(piece.gaps[i]);
    forward[0] = backward[n] = 0;
    for (std::size_t i = 0; i < n; ++i) {
      double inside = 0;
      for (std::size_t m = 1; m <= kLongestWord && i + m <= n; ++m) {
        if (m > 1) inside += gap[i + m - 2];
        score[i * kLongestWord + m - 1] = inside + sum(piece.spans[i * kLongestWord + m - 1]);
        forward[i + m] = add_logs(forward[i + m], forward[i] + score[i * kLongestWord + m - 1]);
      }
    }
    for (std::size_t i = n; i-- > 0;)
      for (std::size_t m = 1; m <= kLongestWord && i + m <= n; ++m)
        backward[i] = add_logs(backward[i], backward[i + m] + score[i * kLongestWord + m - 1]);
    std::vector<double> gap_slope(n, 0), slope(n * kLongestWord, 0);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t m = 1; m <= kLongestWord && i + m <= n; ++m) {
        const double p = std::exp(forward[i] + score[i * kLongestWord + m - 1] + backward[i + m] - forward[n]);
        slope[i * kLongestWord + m - 1] -= p;
        for (std::size_t k = i; k + 1 < i + m; ++k) gap_slope[k] -= p;
      }
    std::size_t at = 0;
    for (const std::uint8_t m : piece.words) {
      slope[at * kLongestWord + m - 1] += 1;
      for (std::size_t k = at; k + 1 < at + m; ++k) gap_slope[k] += 1;
      at += m;
    }
    for (std::size_t i = 0; i + 1 < n; ++i) change(piece.gaps[i], gap_slope[i], rate);
    for (std::size_t k = 0; k < slope.size(); ++k) change(piece.spans[k], slope[k], rate);
  }

  std::vector<std::int16_t> whole() const {
    std::vector<std::int16_t> out;
    for (const float w : weight_)
      out.push_back(static_cast<std::int16_t>(std::lround(std::clamp(double{w} * kUnitsPerNat, -32767.0, 32767.0))));
    return out;
  }

 private:
  double sum(const std::vector<std::uint32_t>& features) const {
    double s = 0;
    for (const std::uint32_t f : features) s += double{weight_[f]};
    return s;
  }
  void change(const std::vector<std::uint32_t>& features, double slope, double rate) {
    if (std::fabs(slope) < 1e-4) return;
    for (const std::uint32_t f : features) {
      const double g = slope - decay_ * double{weight_[f]};
      square_[f] += static_cast<float>(g * g);
      weight_[f] += static_cast<float>(rate * g / std::sqrt(double{square_[f]}));
    }
  }
  std::vector<float> weight_, square_;
  double decay_;
};

std::vector<std::int16_t> fit(const std::vector<std::vector<Piece>>& pieces, const std::vector<std::size_t>& chosen,
                              const Options& options) {
  Fitter fitter(options);
  std::vector<const Piece*> order;
  for (const std::size_t i : chosen)
    for (const Piece& piece : pieces[i]) order.push_back(&piece);
  std::mt19937 random(1);
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    const double rate = options.rate * (1 - 0.8 * epoch / options.epochs);
    for (const Piece* piece : order) fitter.step(*piece, rate);
  }
  return fitter.whole();
}

struct Score {
  double both = 0, found = 0, wanted = 0;
  double f1() const { return 200 * both / (found + wanted); }
};

// Exact spans, marks among them, as the metric counts.
void score(const Sentence& s, const std::vector<Piece>& pieces, const std::vector<std::int16_t>& weights, Score& total,
           std::ofstream& dump) {
  SegmentSearch search;
  std::vector<bool> ends(s.gold->ends.size(), false);
  std::size_t done = 0, atom = 0;
  std::string shown;
  bool wrong = false;
  const auto pass = [&](bool end) {
    const std::string_view text =
        std::string_view(s.gold->line).substr(s.atoms[atom].begin, s.atoms[atom].end - s.atoms[atom].begin);
    done += solid_bytes(text);
    ends[done - 1] = end;
    const bool gold_end = s.gold->ends[done - 1];
    shown.append(text).append(end == gold_end ? (end ? " " : "_") : (end ? " -S- " : " +J+ "));
    wrong = wrong || end != gold_end;
    ++atom;
  };
  for (const Piece& piece : pieces) {
    while (s.atoms[atom].kind == AtomKind::mark) pass(true);
    for (const std::uint8_t m : search.best(piece.phrase, weights))
      for (std::uint8_t k = 0; k < m; ++k) pass(k + 1 == m);
  }
  while (atom < s.atoms.size()) pass(true);
  std::size_t begin = 0, gold_begin = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    total.both += ends[i] && s.gold->ends[i] && begin == gold_begin ? 1 : 0;
    total.found += ends[i] ? 1 : 0;
    total.wanted += s.gold->ends[i] ? 1 : 0;
    if (ends[i]) begin = i + 1;
    if (s.gold->ends[i]) gold_begin = i + 1;
  }
  if (wrong && dump.is_open()) dump << shown << "\n";
}

// ---- five folds

int cross_validate(const std::vector<Sentence>& sentences, const Knowledge& known, const Options& options) {
  Score total;
  std::ofstream dump;
  if (!options.dump.empty()) dump.open(options.dump);
  const std::uint32_t last = (1u << options.bits) - 1;
  for (int fold = 0; fold < options.folds; ++fold) {
    std::vector<char> used(kBlocks, 1);
    for (int b = 0; b < kBlocks; ++b) used[static_cast<std::size_t>(b)] = b * options.folds / kBlocks != fold;
    std::vector<std::size_t> training;
    for (std::size_t i = 0; i < sentences.size(); ++i)
      if (used[static_cast<std::size_t>(sentences[i].gold->block)]) training.push_back(i);
    const std::vector<std::vector<Piece>> pieces = all_pieces(known, sentences, used, last);
    const std::vector<std::int16_t> weights = fit(pieces, training, options);
    Score score_here;
    for (std::size_t i = 0; i < sentences.size(); ++i)
      if (!used[static_cast<std::size_t>(sentences[i].gold->block)])
        score(sentences[i], pieces[i], weights, score_here, dump);
    std::fprintf(stderr, "fold %d: F1 %.2f\n", fold, score_here.f1());
    total.both += score_here.both, total.found += score_here.found, total.wanted += score_here.wanted;
  }
  std::printf("P %.2f R %.2f F1 %.2f\n", 100 * total.both / total.found, 100 * total.both / total.wanted, total.f1());
  return 0;
}

// ---- writing

template <class T>
void write_array(const std::string& path, const std::vector<T>& values) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

// Open addressing; at most two slots in three are taken.
template <class Key, class Value>
void write_table(const std::string& path, const std::map<Key, Value>& entries) {
  std::size_t slots = 8;
  while (slots * 2 < entries.size() * 3) slots *= 2;
  std::vector<Key> keys(slots, 0);
  std::vector<Value> values(slots, 0);
  for (const auto& [key, value] : entries) {
    std::size_t slot = FileTable<Key, Value>::slot_of(key, slots);
    while (keys[slot] != 0) slot = (slot + 1) & (slots - 1);
    keys[slot] = key, values[slot] = value;
  }
  write_array(path + ".keys", keys);
  write_array(path + ".values", values);
}

int write_model(const std::vector<Sentence>& sentences, Knowledge known, const Options& options) {
  const std::vector<char> used(kBlocks, 1);
  const std::uint32_t last = (1u << options.bits) - 1;
  std::vector<std::size_t> all(sentences.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const std::vector<std::int16_t> weights = fit(all_pieces(known, sentences, used, last), all, options);
  write_array(options.out + "/weights", weights);
  std::string text;
  std::vector<std::uint32_t> begins = {0};
  std::vector<std::uint8_t> lexicon;
  for (std::size_t i = 0; i < known.words.size(); ++i) {
    text += known.words[i];
    begins.push_back(static_cast<std::uint32_t>(text.size()));
    lexicon.push_back(mask_of(known, {static_cast<SyllableId>(kFirstSyllable + i)}, -1, used));
  }
  write_array(options.out + "/syllables.text", std::vector<char>(text.begin(), text.end()));
  write_array(options.out + "/syllables.begin", begins);
  write_array(options.out + "/syllables.capital", known.capital);
  write_array(options.out + "/syllables.lexicon", lexicon);
  std::map<std::uint32_t, std::uint16_t> pairs(known.pairs.begin(), known.pairs.end());
  std::map<std::uint64_t, LexiconMask> longer;
  for (const auto& [key, ids] : known.members) {
    if (ids.size() < 2) continue;
    std::uint16_t& pair = pairs[std::uint32_t{ids[0]} << 16 | ids[1]];
    const LexiconMask mask = mask_of(known, ids, -1, used);
    if (ids.size() == 2)
      pair = static_cast<std::uint16_t>(pair | mask << 9);
    else
      pair = static_cast<std::uint16_t>(pair | 0x8000), longer[key] = mask;
  }
  write_table(options.out + "/pairs", pairs);
  write_table(options.out + "/longer", longer);
  return 0;
}

Options parse(int argc, char** argv) {
  Options o;
  for (int i = 2; i < argc; ++i) {
    const std::string name = argv[i];
    const auto value = [&] { return i + 1 < argc ? std::string(argv[++i]) : std::string(); };
    const auto list = [&](std::vector<std::string>& out) {
      while (i + 1 < argc && std::string(argv[i + 1]).rfind("--", 0) != 0) out.push_back(argv[++i]);
    };
    if (name == "--counts") o.counts = value();
    if (name == "--gold") list(o.gold);
    if (name == "--lexicon") list(o.lexicons);
    if (name == "--folds") o.folds = std::stoi(value());
    if (name == "--epochs") o.epochs = std::stoi(value());
    if (name == "--bits") o.bits = std::stoi(value());
    if (name == "--rate") o.rate = std::stod(value());
    if (name == "--decay") o.decay = std::stod(value());
    if (name == "--out") o.out = value();
    if (name == "--classes") o.classes = value();
    if (name == "--dump") o.dump = value();
  }
  return o;
}

int fit_model(const Options& options) {
  const std::vector<Gold> golds = read_gold(options.gold);
  Knowledge known;
  read_counts(options.counts, golds, known);
  for (std::size_t i = 0; i < options.lexicons.size(); ++i)
    read_lexicon(options.lexicons[i], static_cast<int>(i), known);
  if (!options.classes.empty()) read_classes(options.classes, known);
  std::vector<Sentence> sentences;
  for (const Gold& gold : golds) sentences.push_back(prepare(gold));
  learn_treebank(sentences, known);
  std::fprintf(stderr, "%zu sentences, %zu syllables, %zu pairs, %zu listed words\n", sentences.size(),
               known.words.size(), known.pairs.size(), known.listed.size());
  return options.folds > 0 ? cross_validate(sentences, known, options) : write_model(sentences, known, options);
}
}  // namespace
}  // namespace dau::text

int main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "count") return dau::text::count_text();
  if (mode == "fit") return dau::text::fit_model(dau::text::parse(argc, argv));
  std::fputs("usage: trainer count|fit …\n", stderr);
  return 2;
}
