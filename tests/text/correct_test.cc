// SPDX-License-Identifier: Apache-2.0
// correct_test.cc — what a Corrector promises for every line, on a model made for the test.
#include "dau/text/correct.h"

#include <gtest/gtest.h>

#include <random>

#include "dau/model/writer.h"
#include "dau/unicode/normalize.h"
#include "testing/tiny_correct.h"
#include "testing/tiny_model.h"
#include "text/nasty_lines.h"

namespace dau::text {
namespace {
Result<Corrector> open(const model::Contents& correct, const model::Contents& restore) {
  static std::vector<std::vector<std::byte>> kept;  // containers read these in place
  kept.push_back(*model::to_bytes(correct));
  const auto& a = kept.back();
  DAU_TRY(model::Container one, model::Container::view(a, "correct"));
  kept.push_back(*model::to_bytes(restore));
  const auto& b = kept.back();
  DAU_TRY(model::Container two, model::Container::view(b, "restore"));
  return Corrector::from(std::move(one), std::move(two));
}

const Corrector& tiny() {
  static const Corrector corrector = *open(testing::tiny_correct_model(), testing::tiny_restore_model());
  return corrector;
}

std::string corrected(std::string_view line, const CorrectOptions& options = {}) {
  std::string out;
  const auto done = tiny().correct_to(line, out, options);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  return out;
}

CorrectOptions only(std::initializer_list<Channel> channels) {
  CorrectOptions options;
  options.channels = {};
  for (const Channel c : channels) options.channels.add(c);
  return options;
}

void expect_promises(std::string_view line, const CorrectOptions& options = {}) {
  const auto corrections = tiny().correct(line, options);
  ASSERT_TRUE(corrections) << corrections.error().message;
  std::size_t end = 0;
  for (const Correction& c : *corrections) {
    EXPECT_GE(c.span.begin, end) << line;
    EXPECT_LT(c.span.begin, c.span.end) << line;
    EXPECT_LE(c.span.end, line.size()) << line;
    EXPECT_NE(line.substr(c.span.begin, c.span.end - c.span.begin), c.replacement) << line;
    EXPECT_TRUE(unicode::is_nfc(c.replacement)) << line;
    EXPECT_TRUE(options.channels.has(c.channel)) << line << ": " << channel_name(c.channel);
    EXPECT_TRUE(c.confidence >= 0 && c.confidence <= 1) << line;
    end = c.span.end;
  }
  EXPECT_EQ(apply_corrections(line, *corrections), corrected(line, options)) << line;
}

TEST(Corrector, MendsEachChannelsSlips) {
  EXPECT_EQ(corrected("không ddang", only({Channel::keys})), "không đang");
  EXPECT_EQ(corrected("nguwowif", only({Channel::keys})), "người");
  EXPECT_EQ(corrected("ngu7o7i2", only({Channel::keys})), "người");
  EXPECT_EQ(corrected("ngưòi", only({Channel::marks})), "người");
  EXPECT_EQ(corrected("khônng", only({Channel::typo})), "không");
  EXPECT_EQ(corrected("kh0ng", only({Channel::ocr})), "khong");
  EXPECT_EQ(corrected("ko", only({Channel::chat})), "không");
}

TEST(Corrector, AChannelThatIsOffChangesNothing) {
  for (const char* line : {"nguwowif", "ngưòi", "kh0ng", "ko"})
    EXPECT_EQ(corrected(line, only({Channel::spacing})), line);
}

TEST(Corrector, PutsSpacesOnTheRightSideOfSigns) {
  const CorrectOptions spacing = only({Channel::spacing});
  EXPECT_EQ(corrected("xin sao ,toi", spacing), "xin sao, toi");
  EXPECT_EQ(corrected("xin sao , toi, sao", spacing), "xin sao, toi, sao");
  EXPECT_EQ(corrected("xin sao.Xin toi", spacing), "xin sao. Xin toi");
  EXPECT_EQ(corrected("3,5 và a.b và xin ... sao", spacing), "3,5 và a.b và xin ... sao");
}

TEST(Corrector, LeavesTextAloneThatSetsAllSignsApart) {
  const char* line = "xin sao , toi sao . xin toi , sao .";
  EXPECT_EQ(corrected(line, only({Channel::spacing})), line);
}

TEST(Corrector, LeavesAddressesAndCodeAlone) {
  for (const char* line : {"https://vi.dau/nguwowif", "nguwowif@mail.vn", "`kh0ng`", "x = kh0ng(ko);", "--ko"})
    EXPECT_EQ(corrected(line), line);
}

TEST(Corrector, KeepsTheCase) {
  EXPECT_EQ(corrected("Nguwowif", only({Channel::keys})), "Người");
  EXPECT_EQ(corrected("Khônng", only({Channel::typo})), "Không");
}

TEST(Corrector, KeepsItsPromisesOnNastyLines) {
  std::mt19937 random(11);
  for (int i = 0; i < 1500; ++i) {
    CorrectOptions options;
    options.posteriors = i % 3 == 0;
    expect_promises(testing_lines::random_line(random, 1 + random() % 24), options);
  }
}

TEST(Corrector, SpansAreBytesOfALineInNfd) {
  const std::string line = unicode::to_nfd("xin ngưòi sao");
  expect_promises(line);
  EXPECT_EQ(unicode::to_nfc(corrected(line, only({Channel::marks}))), "xin người sao");
}

TEST(Corrector, RejectsWhatIsNotUtf8) {
  const auto result = tiny().correct("ab\xFF");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::invalid_utf8);
  EXPECT_EQ(result.error().at, "2");
}

TEST(Corrector, RejectsOptionsOutOfRange) {
  CorrectOptions options;
  options.min_confidence = 2;
  ASSERT_FALSE(tiny().correct("a", options));
  EXPECT_EQ(tiny().correct("a", options).error().at, "min_confidence");
  EXPECT_EQ(tiny().correct("a", only({})).error().at, "channels");
}

TEST(Corrector, LeavesOutWhatItIsNotSureOf) {
  CorrectOptions options = only({Channel::keys, Channel::typo, Channel::marks});
  options.min_confidence = 1;
  options.posteriors = true;
  const auto sure = tiny().correct("nguwowif khônng", options);
  ASSERT_TRUE(sure);
  for (const Correction& c : *sure) EXPECT_EQ(c.confidence, 1);
}

TEST(Channels, AreReadFromAList) {
  const auto set = parse_channels("marks,ocr");
  ASSERT_TRUE(set);
  EXPECT_TRUE(set->has(Channel::marks) && set->has(Channel::ocr) && !set->has(Channel::typo));
  for (const char* bad : {"", "marks,", "mark", "marks ocr", ",marks"}) EXPECT_FALSE(parse_channels(bad)) << bad;
  for (std::size_t i = 0; i < kChannels; ++i)
    EXPECT_EQ(channel_of(channel_name(static_cast<Channel>(i))), static_cast<Channel>(i));
}

TEST(Corrections, AreWrittenAsJson) {
  const std::vector<Correction> edits = {{{0, 2}, "không", Channel::chat, 0.98766f}};
  EXPECT_EQ(
      to_json("ko", edits),
      R"({"text":"không","edits":[{"begin":0,"end":2,"from":"ko","to":"không","channel":"chat","confidence":0.9877}]})");
  EXPECT_EQ(to_json("", {}), R"({"text":"","edits":[]})");
}

TEST(CorrectModel, BrokenSectionsAreRefused) {
  const auto refused = [](const char* name, std::string_view bytes) {
    model::Contents contents = testing::tiny_correct_model();
    const auto* begin = reinterpret_cast<const std::byte*>(bytes.data());
    testing::section_of(contents, name).bytes.assign(begin, begin + bytes.size());
    const auto result = open(contents, testing::tiny_restore_model());
    return !result && result.error().code == Errc::corrupt;
  };
  EXPECT_TRUE(refused("config", "{}"));
  EXPECT_TRUE(refused("config", "[]"));
  EXPECT_TRUE(refused("config", "{"));
  EXPECT_TRUE(refused("chat", "ko\tkhông\n"));
  EXPECT_TRUE(refused("chat", "ko\t\tsure\n"));
  EXPECT_TRUE(refused("chat", "ko\tkhông\tperhaps\n"));
  EXPECT_TRUE(refused("chat", "\xFF\tkhông\tsure\n"));
  EXPECT_TRUE(refused("rewrites", "ocr\t0\to\tnowhere\t0\n"));
  EXPECT_TRUE(refused("rewrites", "ocr\t0\to\tany\tx\n"));
  EXPECT_TRUE(refused("rewrites", "none\t0\to\tany\t1\n"));
  EXPECT_TRUE(refused("words.hash", "abc"));
  EXPECT_TRUE(refused("words.cost", "abc"));
}

TEST(CorrectModel, ASampleWithAnotherOutcomeIsRefused) {
  model::Contents contents = testing::tiny_correct_model();
  contents.card.samples = {{"a@b.c", "a@b.d"}};
  const auto result = open(contents, testing::tiny_restore_model());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::corrupt);
}
}  // namespace
}  // namespace dau::text
