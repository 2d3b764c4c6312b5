// SPDX-License-Identifier: Apache-2.0
// features.h — what the linear classifiers see of a line: hashed n-grams of letters and of words, and word shapes.
//
// The trainer (training/common/train_linear.cc) calls the same functions, so that there is one definition of a feature.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dau::text {
using Feature = std::uint32_t;  // a hash; what it stands for is not kept

// How a run of letters stands to the Vietnamese syllable.
enum class Shape : std::uint8_t {
  marked,   // a syllable with a mark or tone that is Vietnamese: "đường"
  bare,     // what a syllable leaves when its marks are taken off: "duong", "an"
  foreign,  // neither: "street", "thuong1"
};

// `word`: one run of letters, lower-case NFC.
Shape shape_of(std::string_view word);

// Appends the features of `piece`: well-formed UTF-8 in NFC, a line or a part of it (Pieces). Cost: O(bytes).
// Language: words, n-grams of one to four letters inside words, shapes and pairs of shapes.
void append_language_features(std::string_view piece, std::vector<Feature>& out);

// Register: words, pairs and triples of words, shapes, and the signs ? ! … of the line. Case, spacing, digits and the
// placement of tone marks do not count.
void append_register_features(std::string_view piece, std::vector<Feature>& out);

// How much of a line could be Vietnamese.
struct WordShapes {
  std::size_t syllables = 0;                      // words that could be, with marks or without
  std::size_t letters = 0, marked = 0, bare = 0;  // of all words, and of those of these shapes

  void add(Shape shape, std::size_t size) {
    letters += size;
    syllables += shape == Shape::foreign ? 0 : 1;
    marked += shape == Shape::marked ? size : 0;
    bare += shape == Shape::bare ? size : 0;
  }
};

// The same, and adds up the shapes of the words.
void append_register_features(std::string_view piece, std::vector<Feature>& out, WordShapes& words);
}  // namespace dau::text
