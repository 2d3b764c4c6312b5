// SPDX-License-Identifier: Apache-2.0
// pieces_test.cc — a line cut into pieces is whole when they are joined, and no piece is too long.
#include "text/pieces.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dau/unicode/marks.h"

namespace dau::text {
namespace {
std::vector<std::string> pieces_of(std::string_view line) {
  std::vector<std::string> out;
  Pieces pieces(line);
  std::size_t end = 0;
  while (const auto piece = pieces.next()) {
    EXPECT_EQ(piece->begin, end);
    EXPECT_GT(piece->end, piece->begin);
    end = piece->end;
    out.emplace_back(line.substr(piece->begin, piece->end - piece->begin));
  }
  EXPECT_EQ(end, line.size());
  return out;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Pieces, LeaveAShortLineWhole) {
  EXPECT_TRUE(pieces_of("").empty());
  EXPECT_EQ(pieces_of("tôi đang học"), std::vector<std::string>{"tôi đang học"});
  EXPECT_EQ(pieces_of(std::string(kPieceLetters, 'a')).size(), 1u);
}

TEST(Pieces, EndAtTheFirstSpaceAfterTheirLength) {
  for (const char* space : {" ", "\t"}) {
    const std::string first = "a " + repeated("ơ", kPieceLetters) + "đã", second = std::string(space) + "qua rồi";
    EXPECT_EQ(pieces_of(first + second), (std::vector<std::string>{first, second}));
  }
}

TEST(Pieces, EndAfterTwiceTheirLengthWithoutSpaces) {
  const auto cut = pieces_of(repeated("ệ", 5 * kPieceLetters));
  ASSERT_EQ(cut.size(), 3u);
  EXPECT_EQ(cut[0].size(), 2 * kPieceLetters * 3);
}

TEST(Pieces, AreCutAtTheSameLettersWithAndWithoutMarks) {
  const std::string marked = repeated("đường đã đi ", 20000);
  const auto with = pieces_of(marked), without = pieces_of(unicode::strip_marks(marked));
  ASSERT_EQ(with.size(), without.size());
  for (std::size_t i = 0; i < with.size(); ++i) EXPECT_EQ(unicode::strip_marks(with[i]), without[i]);
}
}  // namespace
}  // namespace dau::text
