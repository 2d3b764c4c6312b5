// SPDX-License-Identifier: Apache-2.0
#include "dau/mark/label.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "mark/bytes_be.h"
#include "mark/label_parts.h"
#include "mark/samples.h"

namespace dau::mark {
namespace {
// 64 × 48, all of one light grey.
Image grey() { return {640, 480, std::vector<std::uint32_t>(640 * 480, 0xC8C8C8)}; }

int difference(std::uint32_t a, std::uint32_t b) {
  return std::abs(static_cast<int>(a & 0xFF) - static_cast<int>(b & 0xFF));
}

TEST(LabelTest, WordsComeFromTheData) {
  EXPECT_EQ(*label_text({}), "Nội dung do AI tạo ra");
  EXPECT_EQ(*label_text({Origin::edited, "both", {}, false, {}}),
            "Nội dung được chỉnh sửa bằng AI · Content edited with AI");
  EXPECT_EQ(*label_text({Origin::created, "en", "của tôi", false, {}}), "của tôi");
  EXPECT_FALSE(label_text({Origin::created, "fr", {}, false, {}}));
  const auto exemptions = label_exemptions();
  ASSERT_TRUE(exemptions);
  EXPECT_EQ(exemptions->size(), 4u);
  EXPECT_EQ(exemptions->front().clause, "Nghị định 142/2026/NĐ-CP, Điều 18 khoản 4 điểm a");
}

// The band is dark with light letters in it; the rest of the picture is as it was, but for what JPEG does.
TEST(LabelTest, ImagesGetABandAndKeepTheRest) {
  for (const bool top : {false, true}) {
    const auto jpeg = write_jpeg(grey(), "x");
    ASSERT_TRUE(jpeg);
    const auto labelled = label(*jpeg, "a.jpg", {Origin::created, "vi", {}, top, {}});
    ASSERT_TRUE(labelled) << labelled.error().message;
    const auto image = read_jpeg(*labelled, "x");
    ASSERT_TRUE(image);
    ASSERT_EQ(image->width, 640);
    ASSERT_EQ(image->height, 480);
    const auto row = [&](int y) { return image->pixels.begin() + std::ptrdiff_t{y} * 640; };
    const auto [dark, light] =
        std::minmax_element(row(top ? 20 : 460), row(top ? 21 : 461),
                            [](std::uint32_t a, std::uint32_t b) { return (a & 0xFF) < (b & 0xFF); });
    EXPECT_LT(*dark & 0xFF, 0x60u);
    EXPECT_GT(*light & 0xFF, 0xC0u);
    for (int y = 100; y < 380; ++y)
      for (int x = 0; x < 640; x += 37) ASSERT_LE(difference(row(y)[x], 0xC8), 3) << x << " " << y;
  }
}

TEST(LabelTest, PngStaysPngAndCanBeMarked) {
  const auto card = label_card(320, {});
  ASSERT_TRUE(card);
  const auto labelled = label(*card, "a.png", {});
  ASSERT_TRUE(labelled) << labelled.error().message;
  EXPECT_EQ(u32_be(*labelled, 16), 320u);
  AddOptions how = testing::how(Origin::edited);
  const auto before = add(*card, "a.png", {}, testing::how());
  const std::string parent = before->asset();
  how.parent = parent;
  how.parent_name = "a.png";
  const auto marked = add(*labelled, "b.png", {}, how);
  ASSERT_TRUE(marked) << marked.error().message;
  const auto report = verify(marked->asset(), "b.png", {}, testing::trusting());
  EXPECT_EQ(report->verdict, Verdict::trusted) << testing::codes(*report);
  ASSERT_EQ(report->ingredients.size(), 1u);
  EXPECT_EQ(report->ingredients[0].title, "a.png");
  EXPECT_EQ(report->ingredients[0].manifest, before->manifest());
}

TEST(LabelTest, SoundBeginsWithTonesAndGoesOnAsItWas) {
  const std::string wav =
      testing::sample("a.wav").bytes;  // 8,000 samples a second, 16 bits, one channel; an odd length
  const auto labelled = label(wav, "a.wav", {});
  ASSERT_TRUE(labelled) << labelled.error().message;
  EXPECT_EQ(labelled->size() % 2, 0u);
  EXPECT_EQ(u32_le(*labelled, 4), labelled->size() - 8);
  const std::size_t data = labelled->find("data");
  EXPECT_EQ(u32_le(*labelled, data + 4), 2u * 6400 + 101);
  EXPECT_EQ(labelled->substr(data + 8 + 2 * 6400, 101), std::string(101, '\x07'));
  LabelOptions with_cue;
  with_cue.cue = wav;
  const auto cued = label(wav, "a.wav", with_cue);
  ASSERT_TRUE(cued);
  EXPECT_EQ(u32_le(*cued, cued->find("data") + 4), 202u);
  with_cue.cue = "RIFF????WAVE";
  EXPECT_FALSE(label(wav, "a.wav", with_cue));
}

TEST(LabelTest, PagesSayItToPeopleAndPrograms) {
  const auto html = label(testing::sample("a.html").bytes, "a.html", {Origin::edited, "vi", "<b> & \"c\"", false, {}});
  ASSERT_TRUE(html);
  EXPECT_NE(html->find("<body><p role=\"note\" lang=\"vi\""), std::string::npos);
  EXPECT_NE(html->find("&lt;b&gt; &amp; &quot;c&quot;</p><p>Chào"), std::string::npos);
  EXPECT_NE(html->find("<head><meta name=\"ai-content\" content=\"edited\">"), std::string::npos);
  const auto pdf = label(testing::sample("a.pdf").bytes, "a.pdf", {});
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_NE(pdf->find("/AIContent"), std::string::npos);
  const auto marked = add(*pdf, "a.pdf", {}, testing::how());
  ASSERT_TRUE(marked);
  EXPECT_EQ(verify(marked->asset(), "a.pdf", {}, testing::trusting())->verdict, Verdict::trusted);
}

TEST(LabelTest, RefusesWhatItCannotLabel) {
  EXPECT_FALSE(label("xyz", "a.bin", {}));
  EXPECT_FALSE(label(testing::sample("a.jpg").bytes.substr(0, 40), "a.jpg", {}));
  const std::string png = *label_card(64, {});
  EXPECT_FALSE(label(png.substr(0, png.size() / 2), "a.png", {}));
  std::string huge = png;
  huge.replace(16, 8, be(100'000, 4) + be(100'000, 4));
  EXPECT_EQ(label(huge, "a.png", {}).error().code, Errc::unsupported);
  EXPECT_FALSE(label_card(0, {}));
}
}  // namespace
}  // namespace dau::mark
