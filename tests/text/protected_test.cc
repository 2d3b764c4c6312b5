// SPDX-License-Identifier: Apache-2.0
// protected_test.cc — what is left alone as an address, a path, a file or code, and what is not.
#include "text/protected.h"

#include <gtest/gtest.h>

#include <string>

#include "dau/unicode/marks.h"

namespace dau::text {
namespace {
TEST(Protected, AddressesPathsFilesOptionsAndCode) {
  for (const char* chunk : {"https://thuvien.vn/sach",
                            "ftp://a",
                            "www.bao-moi",
                            "WWW.x",
                            "toi@mail",
                            "ha.noi.vn",
                            "(bao-cao.PDF)",
                            "a.json,",
                            "/usr/bin",
                            "./chay",
                            "../lui",
                            "~/sach",
                            "src/ban/hang",
                            "docs/huong",
                            "Data/ban/hang",
                            "thu-muc/con/",
                            "th\u01b0-m\u1ee5c/con/a",
                            "C:\\Sach",
                            "ten_bien",
                            "`lenh`",
                            "#hanoi",
                            "$gia",
                            "--mau",
                            "--mau=do",
                            "-x=1",
                            "-dai-hon",
                            "<b>",
                            "</p>",
                            "tinh()",
                            "sach.doc(",
                            "a.b(c"})
    EXPECT_TRUE(is_protected(chunk)) << chunk;
}

TEST(Protected, OrdinaryWordsAreNot) {
  for (const char* chunk : {"",
                            "a",
                            "toi",
                            "Pa-ri",
                            "TP.HCM",
                            "v.v.",
                            "GS.TS.",
                            "20/11/2025",
                            "nam/nu",
                            "/thang",
                            "120/2016/ND-CP",
                            "so126/2020/ND-CP",
                            "[01/2014/TT-BTC]",
                            "data/thu",
                            "nam/nu/khac",
                            "ong-ba/chau",
                            "-",
                            "--",
                            "-Anh",
                            "5.000.000",
                            "(xem)",
                            "hoc(sinh)",
                            "3<5",
                            "#",
                            "$",
                            "a:b",
                            "het.Roi",
                            ".",
                            "./",
                            "/",
                            "~",
                            "<3",
                            "http:",
                            "nuoc.Vna",
                            "com.",
                            "..."})
    EXPECT_FALSE(is_protected(chunk)) << chunk;
}

// A line and its restored form must be cut alike. Marks in an ending or just before a bracket do count, but there
// restoring cannot bring them in: without them the chunk is protected.
TEST(Protected, DoesNotDependOnMarks) {
  for (const char* chunk : {"#hànội", "--màu", "-dài-hơn", "/đường/đi", "./chạy", "tính()", "sách.đọc(", "đ.vn",
                            "thư-mục/đường/", "src/bán"})
    EXPECT_EQ(is_protected(chunk), is_protected(unicode::strip_marks(chunk))) << chunk;
}

bool covers(std::string_view line, std::string_view part) { return ProtectedChunks(line).covers(line.find(part)); }

TEST(Protected, ChunksEndAtAnyWhiteSpace) {
  EXPECT_TRUE(covers("xem http://a.vn/sach nhe", "sach"));
  for (const char* space : {" ", "\t", "\r\n", "\u00A0", "\u2003", "\u3000", "\u2028"}) {
    const std::string line = std::string("xem http://a.vn") + space + "nhe";
    EXPECT_FALSE(covers(line, "nhe")) << line;
    EXPECT_FALSE(covers(line, "xem")) << line;
    EXPECT_TRUE(covers(line, "http")) << line;
  }
  EXPECT_TRUE(covers("http://a\u200Bnhe", "nhe"));
}

TEST(Protected, AnswersForRisingOffsets) {
  ProtectedChunks chunks("a http://b c www.d e");
  EXPECT_FALSE(chunks.covers(0));
  EXPECT_TRUE(chunks.covers(2));
  EXPECT_TRUE(chunks.covers(9));
  EXPECT_FALSE(chunks.covers(11));
  EXPECT_TRUE(chunks.covers(13));
  EXPECT_FALSE(chunks.covers(19));
}
}  // namespace
}  // namespace dau::text
