// SPDX-License-Identifier: Apache-2.0
// features.cc — tokens → hashes.
#include "text/features.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "dau/unicode/case.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/syllable.h"
#include "dau/unicode/utf8.h"
#include "text/tokens.h"

namespace dau::text {
namespace {
constexpr std::size_t kLongestWord = 40;  // letters of a word that are looked at
constexpr std::size_t kLongestGram = 4;   // letters

// What a feature is of: the first thing that is hashed.
enum class Tag : std::uint32_t { always = 1, gram, word, shape, shapes, pair, triple, sign };

class Hash {
 public:
  explicit Hash(Tag tag) : state_(0x811C9DC5u ^ static_cast<std::uint32_t>(tag)) { mix(); }
  void add(std::uint32_t value) {
    state_ ^= value;
    mix();
  }
  Feature value() const { return state_; }

 private:
  void mix() {  // the finaliser of MurmurHash3 by Austin Appleby, public domain
    state_ ^= state_ >> 16;
    state_ *= 0x85EBCA6Bu;
    state_ ^= state_ >> 13;
    state_ *= 0xC2B2AE35u;
    state_ ^= state_ >> 16;
    state_ += 0x9E3779B9u;
  }
  std::uint32_t state_;
};

Feature hash_text(Tag tag, std::string_view text) {
  Hash hash(tag);
  for (const char c : text) hash.add(static_cast<unsigned char>(c));
  return hash.value();
}

Feature hash_values(Tag tag, std::initializer_list<std::uint32_t> values) {
  Hash hash(tag);
  for (const std::uint32_t value : values) hash.add(value);
  return hash.value();
}

// What the syllables of the language leave without their marks: some 2,500.
const std::unordered_set<std::string>& bare_syllables() {
  static const std::unordered_set<std::string> all = [] {
    std::unordered_set<std::string> bare;
    for (std::size_t onset = 0; onset < unicode::onsets().size(); ++onset)
      for (std::size_t rhyme = 0; rhyme < unicode::rhymes().size(); ++rhyme)
        for (const unicode::Tone tone : {unicode::Tone::level, unicode::Tone::acute}) {
          const std::string written =
              unicode::write_syllable({static_cast<std::uint8_t>(onset), static_cast<std::uint8_t>(rhyme), tone});
          if (unicode::parse_syllable(written)) bare.insert(unicode::strip_marks(written));
        }
    return bare;
  }();
  return all;
}

// The letters of `word` between two boundary signs.
void append_grams(std::string_view word, std::vector<Feature>& out) {
  char32_t letters[kLongestWord + 2] = {U'<'};
  std::size_t count = 1;
  for (std::size_t at = 0; at < word.size() && count <= kLongestWord;) {
    const unicode::CodePoint c = unicode::decode_at(word, at);
    letters[count++] = c.value;
    at += c.size;
  }
  letters[count++] = U'>';
  for (std::size_t begin = 0; begin < count; ++begin) {
    Hash hash(Tag::gram);
    for (std::size_t size = 1; size <= kLongestGram && begin + size <= count; ++size) {
      hash.add(letters[begin + size - 1]);
      const bool boundary_alone = size == 1 && (begin == 0 || begin + 1 == count);
      if (!boundary_alone) out.push_back(hash.value());
    }
  }
}

// Lower-case text of a word token; `kept` holds it where it has to be made.
std::string lower_word(std::string_view piece, const Token& token) {
  return unicode::to_lower(piece.substr(token.begin, token.end - token.begin));
}

// ? ! … that stand between tokens or at the end.
void append_signs(std::string_view piece, std::vector<Feature>& out) {
  for (const std::string_view sign : {"?", "!", "…", "..."})
    if (piece.find(sign) != std::string_view::npos) out.push_back(hash_text(Tag::sign, sign));
}
}  // namespace

Shape shape_of(std::string_view word) {
  if (unicode::has_marks(word)) return unicode::parse_syllable(word) ? Shape::marked : Shape::foreign;
  return bare_syllables().contains(std::string(word)) ? Shape::bare : Shape::foreign;
}

void append_language_features(std::string_view piece, std::vector<Feature>& out) {
  thread_local Tokens tokens;
  tokenise(piece, tokens);
  out.push_back(hash_values(Tag::always, {}));
  std::uint32_t before = 3;  // no word yet
  for (const Token& token : tokens.tokens) {
    if (token.kind != TokenKind::word) continue;
    const std::string word = lower_word(piece, token);
    append_grams(word, out);
    out.push_back(hash_text(Tag::word, word));
    const auto shape = static_cast<std::uint32_t>(shape_of(word));
    out.push_back(hash_values(Tag::shape, {shape}));
    out.push_back(hash_values(Tag::shapes, {before, shape}));
    before = shape;
  }
}

void append_register_features(std::string_view piece, std::vector<Feature>& out) {
  WordShapes words;
  append_register_features(piece, out, words);
}

void append_register_features(std::string_view piece, std::vector<Feature>& out, WordShapes& words) {
  thread_local Tokens tokens;
  tokenise(piece, tokens);
  out.push_back(hash_values(Tag::always, {}));
  append_signs(piece, out);
  Feature first = 0, second = 0;  // the two words before
  for (const Token& token : tokens.tokens) {
    Feature word = hash_values(Tag::sign, {static_cast<std::uint32_t>(token.kind)});
    if (token.kind == TokenKind::word) {
      const std::string text = unicode::place_tones(lower_word(piece, token), unicode::TonePlacement::old_style);
      const Shape shape = shape_of(text);
      words.add(shape, token.base_end - token.base_begin);
      word = hash_text(Tag::word, text);
      if (shape == Shape::foreign) out.push_back(hash_values(Tag::shape, {static_cast<std::uint32_t>(shape)}));
    }
    if (token.kind == TokenKind::number && second == word) continue;  // 123.000 is one number
    out.push_back(word);
    if (second != 0) out.push_back(hash_values(Tag::pair, {second, word}));
    if (first != 0) out.push_back(hash_values(Tag::triple, {first, second, word}));
    first = second;
    second = word;
  }
}
}  // namespace dau::text
