// SPDX-License-Identifier: Apache-2.0
// tokens_test.cc — the tokens of a line are those of the training side; marks do not move them.
#include "text/tokens.h"

#include <gtest/gtest.h>

#include "dau/unicode/normalize.h"
#include "testing/golden.h"

namespace dau::text {
namespace {
// "kind:gap:case:run" of each token, as training/restore/tokens.py writes them.
std::string cells(std::string_view line, bool with_run = true) {
  Tokens tokens;
  tokenise(line, tokens);
  std::string out;
  for (const Token& t : tokens.tokens) {
    if (!out.empty()) out += ' ';
    out += std::to_string(static_cast<int>(t.kind)) + ':' + std::to_string(static_cast<int>(t.gap)) + ':' +
           std::to_string(static_cast<int>(t.case_class));
    if (with_run) out.append(":").append(line.substr(t.begin, t.end - t.begin));
  }
  return out;
}

TEST(Tokens, AreThoseOfTheTrainingSide) {
  for (const auto& c : testing::read_tsv("text/tokens.tsv"))
    EXPECT_EQ(cells(unicode::to_nfc(c.input)), c.expected) << c.id;
}

TEST(Tokens, DoNotDependOnMarks) {
  for (const auto& c : testing::read_tsv("text/tokens.tsv")) {
    if (c.id == "combining") continue;  // e\u0303\u0301: two tones on one letter are no marks of a word
    const std::string line = unicode::to_nfc(c.input);
    EXPECT_EQ(cells(line, false), cells(unicode::to_nfc(unicode::strip_marks(line)), false)) << c.id;
  }
}

TEST(Tokens, GiveTheLettersUnderTheMarks) {
  Tokens tokens;
  tokenise("Đường ĐẾN ñandú Иван m² 3", tokens);
  ASSERT_EQ(tokens.tokens.size(), 6u);
  EXPECT_EQ(tokens.base(tokens.tokens[0]), "duong");
  EXPECT_EQ(tokens.base(tokens.tokens[1]), "den");
  EXPECT_EQ(tokens.base(tokens.tokens[2]), "ñandu");
  EXPECT_EQ(tokens.base(tokens.tokens[3]), "иван");
  EXPECT_TRUE(tokens.tokens[0].latin && tokens.tokens[1].latin);
  for (std::size_t i = 2; i < 6; ++i) EXPECT_FALSE(tokens.tokens[i].latin) << i;
  EXPECT_EQ(tokens.typed[0].mark, unicode::Mark::stroke);
  EXPECT_EQ(tokens.typed[2].tone, unicode::Tone::grave);
}

TEST(Tokens, AreReusedFromLineToLine) {
  Tokens tokens;
  tokenise("một hai ba", tokens);
  tokenise("", tokens);
  EXPECT_TRUE(tokens.tokens.empty() && tokens.bases.empty() && tokens.typed.empty());
}
}  // namespace
}  // namespace dau::text
