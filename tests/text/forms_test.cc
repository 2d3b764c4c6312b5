// SPDX-License-Identifier: Apache-2.0
#include "dau/text/forms.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "dau/text/spoken.h"
#include "dau/text/written.h"
#include "dau/unicode/normalize.h"
#include "testing/golden.h"
#include "text/nasty_lines.h"

namespace dau::text {
namespace {
std::string spoken_line(std::string_view line, const SpokenOptions& options = {}) {
  std::string out;
  const auto done = spoken_to(line, out, options);
  EXPECT_TRUE(done) << line;
  return out;
}

std::string written_line(std::string_view line, const WrittenOptions& options = {}) {
  std::string out;
  const auto done = written_to(line, out, options);
  EXPECT_TRUE(done) << line;
  return out;
}

std::string nemo(std::string_view line) { return spoken_line(line, {.convention = FormConvention::nemo}); }

void expect_sound(std::string_view line, const std::vector<FormEdit>& edits, bool may_be_empty = false) {
  std::size_t end = 0;
  for (const FormEdit& edit : edits) {
    ASSERT_TRUE(edit.span.begin >= end && edit.span.begin < edit.span.end && edit.span.end <= line.size()) << line;
    ASSERT_TRUE(may_be_empty || !edit.replacement.empty()) << line;
    ASSERT_TRUE(unicode::is_nfc(edit.replacement)) << line;
    for (const std::size_t at : {edit.span.begin, edit.span.end})
      ASSERT_TRUE(at == line.size() || (static_cast<unsigned char>(line[at]) & 0xC0) != 0x80) << line;
    end = edit.span.end;
  }
}

// All that holds for any line: sound edits, the same text both ways; with `twice`, nothing left for a second time. That
// holds for text; symbols thrown together may bare an acronym or a numeral that their neighbours hid.
void expect_contract(std::string_view line, bool twice = true) {
  SCOPED_TRACE(std::string(line));
  for (const Region region : {Region::north, Region::south}) {
    const SpokenOptions options{.region = region};
    const auto edits = spoken(line, options);
    ASSERT_TRUE(edits);
    expect_sound(line, *edits);
    const std::string once = spoken_line(line, options);
    EXPECT_EQ(apply_edits(line, *edits), once);
    if (twice) {
      EXPECT_EQ(spoken_line(once, options), once) << "spoken twice";
    }
  }
  for (const WrittenOptions& options : {WrittenOptions{}, WrittenOptions{.plain = true}}) {
    const auto edits = written(line, options);
    ASSERT_TRUE(edits);
    expect_sound(line, *edits);
    EXPECT_EQ(apply_edits(line, *edits), written_line(line, options));
  }
  for (const auto& edits :
       {spoken(line, {.convention = FormConvention::nemo}), written(line, {.convention = FormConvention::nemo})}) {
    ASSERT_TRUE(edits);
    expect_sound(line, *edits, true);
  }
}

TEST(Spoken, MatchesGoldenLines) {
  const auto cases = testing::read_tsv("text/spoken.tsv");
  ASSERT_GE(cases.size(), 600u);
  for (const auto& c : cases) EXPECT_EQ(spoken_line(c.input), c.expected) << c.id;
}

TEST(Written, MatchesGoldenLines) {
  const auto cases = testing::read_tsv("text/written.tsv");
  ASSERT_GE(cases.size(), 600u);
  for (const auto& c : cases) EXPECT_EQ(written_line(c.input), c.expected) << c.id;
}

TEST(Forms, GoldenLinesKeepTheContract) {
  for (const char* name : {"text/spoken.tsv", "text/written.tsv"})
    for (const auto& c : testing::read_tsv(name)) {
      expect_contract(c.input);
      expect_contract(c.expected);
      expect_contract(unicode::to_nfd(c.input));
    }
}

TEST(Forms, RandomLinesKeepTheContract) {
  std::mt19937 random(20261124);
  const auto spoken_rows = testing::read_tsv("text/spoken.tsv"), written_rows = testing::read_tsv("text/written.tsv");
  for (int i = 0; i < 1000 && !::testing::Test::HasFailure(); ++i) {
    std::string line = testing_lines::random_line(random, random() % 4);
    for (int k = 0; k < 3; ++k) {
      const auto& rows = random() % 2 == 0 ? spoken_rows : written_rows;
      line += rows[random() % rows.size()].input;
      if (random() % 3 != 0) line += ' ';
    }
    expect_contract(line + testing_lines::random_line(random, random() % 3), false);
  }
}

// Digits, signs, letters and spaces in any order.
TEST(Forms, RandomSymbolsKeepTheContract) {
  constexpr std::string_view kSymbols[] = {
      "0",  "1", "2", "5", "19", "2025", ".",      ",",     "-",    "–",   "/",       ":", " ",  " ", "+", "%",
      "°C", "$", "đ", "k", "tr", "m2",   "h",      "p",     "s",    "x",   "I",       "V", "XX", "(", ")", "“",
      "”",  "&", "@", "A", "Q.", "năm ", "tháng ", "ngày ", "thứ ", "số ", "thế kỷ ", "~", "≥",  "½", "E", "_"};
  std::mt19937 random(7);
  for (int i = 0; i < 5000 && !::testing::Test::HasFailure(); ++i) {
    std::string line;
    for (std::size_t k = random() % 9; k > 0; --k) line += kSymbols[random() % std::size(kSymbols)];
    expect_contract(line, false);
  }
}

TEST(Forms, SpanNamesBytesOfTheLineAsGiven) {
  const std::string line = unicode::to_nfd("Đến 8h");
  const auto edits = spoken(line);
  ASSERT_TRUE(edits);
  ASSERT_EQ(edits->size(), 1u);
  EXPECT_EQ(line.substr(edits->front().span.begin, edits->front().span.end - edits->front().span.begin), "8h");
  EXPECT_EQ(edits->front().kind, FormKind::time);
}

TEST(Forms, RefusesWhatIsNotUtf8) {
  for (const std::string_view line : {"5 \xFF", "hai mươi \xC3"}) {
    const auto s = spoken(line);
    const auto w = written(line);
    ASSERT_FALSE(s);
    ASSERT_FALSE(w);
    EXPECT_EQ(s.error().code, Errc::invalid_utf8);
    EXPECT_EQ(s.error().at, w.error().at);
  }
}

TEST(Forms, OtherKindsStay) {
  EXPECT_EQ(spoken_line("8h ngày 2/9, 5kg", {.kinds = only(FormKind::date)}), "8h ngày hai tháng chín, 5kg");
  EXPECT_EQ(spoken_line("8h ngày 2/9, 5kg", {.kinds = only(FormKind::date) | only(FormKind::measure)}),
            "8h ngày hai tháng chín, năm ki lô gam");
  EXPECT_EQ(written_line("hai mươi phần trăm, ba mươi ki lô gam", {.kinds = only(FormKind::percent)}),
            "20%, ba mươi ki lô gam");
}

TEST(Forms, KindsAreReadFromTheirNames) {
  const auto kinds = parse_form_kinds("date,time");
  ASSERT_TRUE(kinds);
  EXPECT_EQ(*kinds, only(FormKind::date) | only(FormKind::time));
  EXPECT_EQ(*parse_form_kinds("all"), kAllFormKinds);
  for (std::size_t i = 0; i < kFormKinds; ++i)
    EXPECT_EQ(*parse_form_kinds(name(static_cast<FormKind>(i))), only(static_cast<FormKind>(i)));
  for (const char* bad : {"", "date,", "dates", "Date", ",", "date,,time"}) {
    const auto refused = parse_form_kinds(bad);
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().at, "kinds");
  }
}

TEST(Spoken, TheSouthHasItsOwnWords) {
  const SpokenOptions south{.region = Region::south};
  EXPECT_EQ(spoken_line("1.005 và 24", south), "một ngàn không trăm lẻ năm và hai mươi bốn");
  EXPECT_EQ(spoken_line("10k", south), "mười ngàn");
  EXPECT_EQ(spoken_line("tháng 4", south), "tháng tư");
}

TEST(Spoken, NemoHasItsOwnConventions) {
  EXPECT_EQ(nemo("năm 2024"), "năm hai nghìn hai mươi tư");
  EXPECT_EQ(nemo("5,99$"), "năm đô la chín mươi chín xu");
  EXPECT_EQ(nemo("3,14"), "ba phẩy một bốn");
  EXPECT_EQ(nemo("10$/giờ"), "mười đô la trên giờ");
  EXPECT_EQ(nemo("UBND"), "UBND");
  EXPECT_EQ(nemo("chương iv"), "chương bốn");
  EXPECT_EQ(written_line("  ba   mươi   mốt ", {.convention = FormConvention::nemo}), "31");
}

// A number that is too long for a name is read digit by digit, and stays one span.
TEST(Spoken, LongNumbersAreReadDigitByDigit) {
  EXPECT_EQ(spoken_line(std::string(27, '9')).starts_with("chín trăm chín mươi chín triệu"), true);
  for (const std::size_t size : {28u, 1000u, 10000u}) {
    const auto edits = spoken(std::string(size, '9'));
    ASSERT_TRUE(edits);
    ASSERT_EQ(edits->size(), 1u) << size;
    EXPECT_TRUE(edits->front().replacement.starts_with("chín chín chín "));
  }
}

TEST(Written, TheWayBackFromEveryNumber) {
  const WrittenOptions plain{.plain = true};
  for (int n = 0; n <= 1000000 && !::testing::Test::HasFailure(); n += n < 20000 ? 1 : 37) {
    const std::string figures = std::to_string(n);
    ASSERT_EQ(written_line(spoken_line(figures), plain), figures);
    ASSERT_EQ(written_line(spoken_line(figures, {.region = Region::south}), plain), figures);
    ASSERT_EQ(written_line(nemo(figures), plain), figures);
  }
  std::mt19937_64 random(3);
  for (int i = 0; i < 20000; ++i) {
    const std::string figures = std::to_string(random() % 1000000000000000u);
    ASSERT_EQ(written_line(spoken_line(figures), plain), figures);
  }
}

TEST(Written, WhatIsSpokenComesBack) {
  for (const char* line : {"ngày 20 tháng 11 năm 2025",
                           "25%",
                           "3,5",
                           "50 kg",
                           "1/2",
                           "25 °C",
                           "60 km/h",
                           "năm 1945",
                           "0912345678",
                           "an@example.vn",
                           "https://www.example.com.vn",
                           "-12",
                           "1.234.567",
                           "5,25%",
                           "10 đô la",
                           "2,5 tỷ đồng",
                           "Luật số 134/2025/QH15",
                           "Nghị định 15/2020/NĐ-CP",
                           "Thông tư liên tịch số 01/2014/TTLT-BTC-BKHĐT",
                           "Quyết định 16/QĐ-TTg",
                           "Nghị quyết số 18-NQ/TW",
                           "Công văn 1234/UBND-VX",
                           "xe 51F-123.45",
                           "xe 29A1-234.56",
                           "số 12/4A",
                           "cao 1m75",
                           "24/7",
                           "phiên bản 2.0.1"})
    EXPECT_EQ(written_line(spoken_line(line)), line);
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string line;
  while (line.size() < bytes) line += part;
  return line;
}

// Lines that would take hours if any step were quadratic in the line.
TEST(Forms, LongLinesOfAnythingAreReadInOnePass) {
  for (const char* part : {"1",
                           "1.",
                           "1.000",
                           "1,",
                           "-",
                           "+-",
                           "--1",
                           "1/",
                           "1-",
                           "1:2:",
                           "(",
                           "((1",
                           "$",
                           "1 ",
                           "năm ",
                           "một ",
                           "mười ",
                           "hai mươi ",
                           "tỷ ",
                           "một tỷ ",
                           "một nghìn ",
                           "chấm ",
                           "a chấm ",
                           "a chấm com ",
                           "a còng ",
                           "h t t p ",
                           "A",
                           "A.",
                           "A1",
                           "X",
                           "thế kỷ X ",
                           "a@",
                           "a@b.",
                           "www.",
                           "x",
                           "1x",
                           "°",
                           "½",
                           "ngày 1/1 ",
                           "0 ",
                           "09 ",
                           "& ",
                           "tháng ",
                           "thứ ",
                           "không ",
                           "phần ",
                           "một phần ",
                           "1'",
                           "1\"",
                           "`",
                           "“",
                           "a_",
                           "5*",
                           "is 1. ",
                           "một trên ",
                           "một đến ",
                           "mười trên nờ ",
                           "mười hai mười ba "}) {
    const std::string line = repeated(part, 60000);
    EXPECT_TRUE(spoken(line)) << part;
    EXPECT_TRUE(written(line)) << part;
    EXPECT_TRUE(written(line, {.convention = FormConvention::nemo})) << part;
    EXPECT_TRUE(spoken(line, {.convention = FormConvention::nemo})) << part;
  }
}

TEST(Forms, JsonHoldsTextAndEdits) {
  const std::string line = "có 5 \"con\"";
  const auto edits = spoken(line);
  ASSERT_TRUE(edits);
  std::string out;
  append_json(out, line, *edits);
  EXPECT_EQ(out, R"({"text":"có năm \"con\"","edits":[{"begin":4,"end":5,"kind":"cardinal","from":"5","to":"năm"}]})");
  out.clear();
  append_json(out, line, *edits, [](std::size_t offset) { return offset + 10; });
  EXPECT_NE(out.find("\"begin\":14,\"end\":15"), std::string::npos);
}
}  // namespace
}  // namespace dau::text
