// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "dau/mark/add.h"
#include "dau/mark/verify.h"
#include "mark/bmff.h"
#include "mark/bytes_be.h"
#include "mark/samples.h"

namespace dau::mark {
namespace {
using testing::how;
using testing::sample;
using testing::samples;
using testing::trusting;

Report report_of(std::string_view asset, const std::string& name, std::optional<std::string_view> sidecar = {}) {
  auto report = verify(asset, name, sidecar, trusting());
  EXPECT_TRUE(report) << report.error().message;
  return *std::move(report);
}

std::string marked(const testing::Sample& one, const AddOptions& options) {
  auto made = add(one.bytes, one.name, {}, options);
  EXPECT_TRUE(made) << one.name << ": " << made.error().message << " " << made.error().at;
  return made ? made->asset() : std::string();
}

TEST(MarkTest, EveryFormatIsMarkedAndBelieved) {
  for (const auto& one : samples()) {
    const std::string asset = marked(one, how());
    EXPECT_EQ(report_of(one.bytes, one.name).verdict, Verdict::none) << one.name;
    const Report report = report_of(asset, one.name);
    EXPECT_EQ(report.verdict, Verdict::trusted) << one.name << ": " << testing::codes(report);
    EXPECT_EQ(report.ai_generated, true) << one.name;
    ASSERT_EQ(report.actions.size(), 1u) << one.name;
    EXPECT_EQ(report.actions[0].action, "c2pa.created");
    EXPECT_EQ(report.signer->common_name, "Cty A mark signer");
    EXPECT_NE(report.profile.find("Nghị định 142/2026/NĐ-CP"), std::string::npos);
    EXPECT_LE(report.store_bytes, 4096u) << one.name;
  }
}

TEST(MarkTest, EveryKindOfKeySigns) {
  for (const KeyKind kind : {KeyKind::p256, KeyKind::p384, KeyKind::ed25519, KeyKind::rsa}) {
    const std::string asset = marked(sample("a.wav"), how(Origin::created, kind));
    const auto report = verify(asset, "a.wav", {}, trusting(kind));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->verdict, Verdict::trusted) << testing::codes(*report);
    // Another root vouches for nobody here.
    const auto other = verify(asset, "a.wav", {}, trusting(kind == KeyKind::p256 ? KeyKind::p384 : KeyKind::p256));
    EXPECT_EQ(other->verdict, Verdict::valid);
  }
}

TEST(MarkTest, AMarkOnAMarkKeepsTheFirst) {
  for (const auto& one : samples()) {
    const std::string first = marked(one, how());
    for (const Origin origin : {Origin::created, Origin::edited}) {
      const std::string second = marked({one.name, first}, how(origin));
      const Report report = report_of(second, one.name);
      EXPECT_EQ(report.verdict, Verdict::trusted) << one.name << ": " << testing::codes(report);
      ASSERT_EQ(report.ingredients.size(), 1u) << one.name;
      EXPECT_EQ(report.ingredients[0].relationship, "parentOf");
      EXPECT_EQ(report.ingredients[0].manifest, report_of(first, one.name).active_manifest);
      EXPECT_TRUE(report.ai_in_ingredients);
      const std::string third = marked({one.name, second}, how(Origin::edited));
      EXPECT_EQ(report_of(third, one.name).verdict, Verdict::trusted)
          << one.name << ": " << testing::codes(report_of(third, one.name));
    }
  }
}

// A broken mark stays broken news: it is kept and told of, and the new mark is right.
TEST(MarkTest, ABrokenMarkIsKeptAsBroken) {
  std::string asset = marked(sample("a.md"), how());
  asset += "thêm\n";
  const Report report = report_of(marked({"a.md", asset}, how(Origin::edited)), "a.md");
  EXPECT_EQ(report.verdict, Verdict::trusted) << testing::codes(report);
}

TEST(MarkTest, ASidecarIsBoundToItsFile) {
  AddOptions options = how();
  options.sidecar = true;
  const std::string asset = "bất cứ gì";
  const auto made = add(asset, "a.docx", {}, options);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_TRUE(made->parts().empty());
  EXPECT_EQ(report_of(asset, "a.docx", made->store()).verdict, Verdict::trusted);
  const Report other = report_of(asset + "!", "a.docx", made->store());
  EXPECT_EQ(other.verdict, Verdict::invalid);
  EXPECT_EQ(testing::codes(other), "assertion.dataHash.mismatch");
}

TEST(MarkTest, InvisibleCharactersInPlainText) {
  AddOptions options = how();
  options.invisible_text = true;
  for (const KeyKind kind : {KeyKind::p256, KeyKind::ed25519}) {
    options.key_pem = testing::authority(kind).leaf_key;
    options.chain_pem = testing::authority(kind).leaf;
    const std::string text = "Chào 👋️ bạn.\n";
    const std::string asset = marked({"a.txt", text}, options);
    EXPECT_TRUE(asset.starts_with(text));
    EXPECT_EQ(verify(asset, "a.txt", {}, trusting(kind))->verdict, Verdict::trusted);
    std::string changed = asset;
    changed.replace(0, 2, "ch");
    EXPECT_EQ(verify(changed, "a.txt", {}, trusting(kind))->verdict, Verdict::invalid);
    EXPECT_EQ(verify(asset + asset.substr(text.size()), "a.txt", {}, trusting(kind))->statuses.front().code,
              "manifest.text.multipleWrappers");
    EXPECT_EQ(verify(asset.substr(0, asset.size() - 3), "a.txt", {}, trusting(kind))->statuses.front().code,
              "manifest.text.corruptedWrapper");
  }
}

// A file that is broken, and was never marked, is not a false mark.
TEST(MarkTest, ABrokenFileIsNotAFalseMark) {
  const std::string png = sample("a.png").bytes;
  const Report plain = report_of(png.substr(0, png.size() - 6), "a.png");
  EXPECT_EQ(plain.verdict, Verdict::none);
  EXPECT_EQ(testing::codes(plain, StatusKind::informational), "general.error");
  const std::string asset = marked(sample("a.png"), how());
  EXPECT_EQ(report_of(asset.substr(0, asset.size() - 6), "a.png").verdict, Verdict::invalid);
}

// Byte by byte: nothing of a marked file can be changed without being found out.
TEST(MarkTest, NoByteChangesUnseen) {
  for (const auto& one : samples()) {
    const std::string asset = marked(one, how());
    constexpr std::size_t kStep = 7;
    // (Of media files C2PA leaves ftyp out: the brands do not change what one sees.)
    for (std::size_t at = one.name == "a.mp4" ? 24 : 0; at < asset.size(); at += kStep) {
      std::string bad = asset;
      bad[at] = static_cast<char>(bad[at] ^ 0x01);
      const auto report = verify(bad, one.name, {}, trusting());
      ASSERT_TRUE(report);
      if (report->verdict != Verdict::trusted && report->verdict != Verdict::valid) continue;
      ADD_FAILURE() << one.name << " at " << at << " of " << asset.size() << ": " << verdict_name(report->verdict);
    }
  }
}

TEST(MarkTest, TablesOfMediaFilesPointToTheSameBytes) {
  const auto one = sample("a.mp4");
  const std::string asset = marked(one, how());
  const auto offset_in = [](const std::string& file) { return u32_be(file, file.find("stco") + 12); };
  EXPECT_EQ(asset.substr(offset_in(asset), 8), one.bytes.substr(offset_in(one.bytes), 8));
  const auto boxes = root_boxes(asset, "x");
  ASSERT_TRUE(boxes);
  EXPECT_EQ((*boxes)[1].type, "uuid");
  const std::string again = marked({"a.mp4", asset}, how(Origin::edited));
  EXPECT_EQ(again.substr(offset_in(again), 8), one.bytes.substr(offset_in(one.bytes), 8));
}

TEST(MarkTest, ContentStaysWhatItWas) {
  for (const char* name : {"a.md", "a.py", "a.html", "a.svg"}) {
    const auto one = sample(name);
    AddOptions options = how();
    options.courtesy = false;
    const std::string asset = marked(one, options);
    // What was added is one piece: begin and end are as before.
    std::size_t begin = 0;
    while (begin < one.bytes.size() && one.bytes[begin] == asset[begin]) ++begin;
    EXPECT_EQ(asset.substr(asset.size() - (one.bytes.size() - begin)), one.bytes.substr(begin)) << name;
  }
  EXPECT_TRUE(marked(sample("a.py"), how()).starts_with("#!/usr/bin/env python3\n"));
}

TEST(MarkTest, CourtesyCopiesSayTheSame) {
  const std::string type = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
  for (const char* name : {"a.png", "a.jpg", "a.webp"})
    EXPECT_NE(marked(sample(name), how()).find(type + "<"), std::string::npos) << name;
  EXPECT_NE(marked(sample("a.html"), how()).find("https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
            std::string::npos);
}

TEST(MarkTest, RefusesWhatCannotBeMarked) {
  const auto code_of = [](const std::string& bytes, const std::string& name, const AddOptions& options) {
    const auto made = add(bytes, name, {}, options);
    return made ? Errc::internal : made.error().code;
  };
  EXPECT_EQ(code_of("xyz", "a.bin", how()), Errc::unsupported);
  EXPECT_EQ(code_of(sample("a.png").bytes.substr(0, 30), "a.png", how()), Errc::corrupt);
  AddOptions options = how();
  options.key_pem = testing::authority(KeyKind::p384).leaf_key;
  EXPECT_EQ(code_of(sample("a.png").bytes, "a.png", options), Errc::invalid_argument);
  options = how();
  options.oversight = "nobody";
  EXPECT_EQ(code_of(sample("a.png").bytes, "a.png", options), Errc::invalid_argument);
  options = how();
  options.profile_yaml = "id: x\n";
  EXPECT_EQ(code_of(sample("a.png").bytes, "a.png", options), Errc::corrupt);
}
}  // namespace
}  // namespace dau::mark
