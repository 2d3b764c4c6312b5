// SPDX-License-Identifier: Apache-2.0
// code_test.cc — lines of code and of prose that looks a little like it.
#include "text/code.h"

#include <gtest/gtest.h>

#include <string>

#include "dau/unicode/marks.h"
#include "text/protected.h"

namespace dau::text {
namespace {
constexpr const char* kCode[] = {"int dem = 0; return dem;",
                                 "int main() { int dem = 0; return dem; }",
                                 "for (const auto& mon : gio) tong += mon.gia;",
                                 "  return gia * so_luong;",
                                 "} else if (tuoi > 18) {",
                                 "def tinh(gia, thue=0.1):",
                                 "const ten = nguoi.ten;",
                                 "print(\"ban\", gia)",
                                 "SELECT ten, tuoi FROM khach WHERE tuoi > 30",
                                 "select ten from khach where ma = 3;",
                                 "{\"ten\": \"An\", \"tuoi\": 3}",
                                 "  \"dia chi\": \"Ha Noi\",",
                                 ".khung { mau: do; }",
                                 "ls -la | grep bao",
                                 "git commit -m \"sua loi\"",
                                 "$ cat bao",
                                 "ten = input(\"Nhap ten: \")",
                                 "tuoi = int(dong)",
                                 "diem = tinh(toan, van)",
                                 "cd thu muc",
                                 "mkdir du an",
                                 "git checkout nhanh moi",
                                 "vi tin.txt",
                                 "cp bang diem.csv luu",
                                 "+    return dem + 1;"};

constexpr const char* kProse[] = {"",
                                  "   ",
                                  "toi di hoc",
                                  "Toi lam viec o Ha Noi; anh ay o Hue;",
                                  "a) Ban hanh kem theo Quyet dinh nay (sau day goi tat la Quy che);",
                                  "Luong = he so x luong co so;",
                                  "Cho ham so f(x) = 2x + 1 va g(x) = 3.",
                                  "Cho tap hop A = {1; 2; 3}.",
                                  "gia = 5000 dong",
                                  "Ho va ten(ghi ro): Nguyen Van A",
                                  "git la gi?",
                                  "docker la cong cu rat hay - ban nen thu",
                                  "- Vang, em chao anh.",
                                  "cat banh cho con",
                                  "vi tin nay",
                                  "vi tin a.vn.",
                                  "mv moi tai youtube.com",
                                  "nano bac",
                                  "cd nhac nay hay qua",
                                  "git commit la gi",
                                  "git commit l\u00e0 g\u00ec",
                                  "cd",
                                  "Dien tich = dai x rong (met vuong)",
                                  "y = f(x)",
                                  "Loi nhuan = doanh thu(thang) tru chi phi",
                                  "Goi ham tinh_tong(a, b) de lay ket qua.",
                                  "Chay lenh `int dem = 0; return dem;` roi xem.",
                                  "Chao {ten}, don hang {ma} da giao.",
                                  "A -> B => C",
                                  "100% = 1",
                                  "Linh hon tuong da || ||"};

TEST(Code, LinesOfCode) {
  for (const char* line : kCode) EXPECT_TRUE(is_code_line(line)) << line;
}

TEST(Code, LinesOfProse) {
  for (const char* line : kProse) EXPECT_FALSE(is_code_line(line)) << line;
}

bool covers(std::string_view line, std::string_view part) { return ProtectedChunks(line).covers(line.find(part)); }

TEST(Code, WhatIsQuotedOrTaggedInProse) {
  EXPECT_TRUE(covers("chay `ban va mua` roi xem", "va"));
  EXPECT_FALSE(covers("chay `ban va mua` roi xem", "roi"));
  EXPECT_TRUE(covers("chay ``a ` ban`` roi", "ban"));
  EXPECT_FALSE(covers("dau ` le loi", "le"));
  EXPECT_TRUE(covers("<a href=\"x\" title=\"trang chu\">Xem them</a>", "trang"));
  EXPECT_FALSE(covers("<a href=\"x\" title=\"trang chu\">Xem them</a>", "Xem"));
  EXPECT_FALSE(covers("<b>dam</b>", "dam"));
  EXPECT_TRUE(covers("truoc <!-- ghi chu --> sau", "ghi"));
  EXPECT_FALSE(covers("truoc <!-- ghi chu --> sau", "sau"));
  EXPECT_FALSE(covers("a <b va c> d", "va"));
  EXPECT_TRUE(covers("chay ls -la roi xem", "la"));
  EXPECT_FALSE(covers("anh -la ai", "la"));
  EXPECT_TRUE(covers("Chao {ten}, ban khoe", "ten"));
  EXPECT_FALSE(covers("Chao {ten}, ban khoe", "ban"));
}

// Marks only take signs of code away, so a line that was restored is no more code than before.
TEST(Code, AMarkedLineIsCodeOnlyIfItsBareFormIs) {
  for (const char* line : {"lương = hệ_số;", "đi(\"a\")", "trả về(số);", "chọn(tên) từ khách;", "{\"tên\": 3}"})
    EXPECT_LE(is_code_line(line), is_code_line(unicode::strip_marks(line))) << line;
}

TEST(Code, HostileLinesTakeLinearTime) {
  std::string ticks, tags, comments;
  for (int i = 0; i < 20000; ++i) ticks += i % 2 == 0 ? "`` " : "``` ";
  for (int i = 0; i < 60000; ++i) tags += "<a ";
  for (int i = 0; i < 40000; ++i) comments += "<!--";
  std::size_t spans = 0;
  for (const std::string* s : {&ticks, &tags, &comments})
    for_each_code_span(*s, [&](unicode::Span span) { spans += span.end > span.begin; });
  EXPECT_GT(spans, 0u);
}
}  // namespace
}  // namespace dau::text
