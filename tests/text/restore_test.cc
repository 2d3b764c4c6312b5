// SPDX-License-Identifier: Apache-2.0
// restore_test.cc — the promises of Restorer with a model made of chance: they must hold whatever a model thinks.
#include "dau/text/restore.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "base/json.h"
#include "dau/model/writer.h"
#include "dau/unicode/syllable.h"
#include "testing/tiny_model.h"
#include "text/contract.h"
#include "text/nasty_lines.h"

namespace dau::text {
namespace {
// A tiny model and the bytes that it reads.
struct Tiny {
  explicit Tiny(const model::Contents& contents) : bytes(*model::to_bytes(contents)) {
    auto opened = Restorer::from(*model::Container::view(bytes, "restore"));
    if (!opened) {
      error = opened.error();
      return;
    }
    restorer.emplace(*std::move(opened));
  }
  explicit Tiny(std::uint32_t seed) : Tiny(testing::tiny_restore_model(seed)) {}
  std::vector<std::byte> bytes;
  std::optional<Restorer> restorer;
  std::optional<Error> error;
};

class RestoreTest : public ::testing::Test {
 protected:
  const Restorer& restorer() const { return *tiny_.restorer; }
  std::string restored(std::string_view line, const RestoreOptions& options = {}) const {
    return text::restored(restorer(), line, options);
  }

 private:
  Tiny tiny_{1};
};

TEST_F(RestoreTest, KeepsItsPromisesOnNastyLines) {
  for (const std::uint32_t seed : {1u, 2u, 3u}) {
    const Tiny tiny(seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 1500; ++round)
      expect_contract(*tiny.restorer, testing_lines::random_line(random, 1 + random() % 14));
  }
}

TEST_F(RestoreTest, KeepsItsPromisesUnderEveryOption) {
  std::mt19937 random(4);
  for (int round = 0; round < 1500; ++round) {
    RestoreOptions options;
    options.beam = 1 + static_cast<int>(random() % 16);
    options.tone = static_cast<TonePolicy>(random() % 3);
    options.scorers = static_cast<Scorers>(random() % 3);
    options.posteriors = random() % 2 == 0;
    expect_contract(restorer(), testing_lines::random_line(random, 1 + random() % 14), options);
  }
}

TEST_F(RestoreTest, KeepsItsPromisesOnALineOfManyPieces) {
  std::mt19937 random(5);
  std::string line;
  while (line.size() < 300000) line += testing_lines::random_line(random, 50);
  expect_contract(restorer(), line);
  std::string unbroken;
  while (unbroken.size() < 300000) unbroken += testing_lines::random_word(random);
  expect_contract(restorer(), unbroken);
}

TEST_F(RestoreTest, RestoresSomething) {
  EXPECT_NE(restored("toi dang hoc"), "toi dang hoc");
  EXPECT_EQ(restored(""), "");
  EXPECT_EQ(restored("   "), "   ");
  EXPECT_EQ(restored("hello 123 !"), "hello 123 !");
}

TEST_F(RestoreTest, LeavesProtectedAndMixedWordsAlone) {
  for (const char* line : {"http://toi.vn/dang", "toi@dang.vn", "./toi", "toi_dang", "tOi DaNg", "toi2 dang3", "`toi`"})
    EXPECT_EQ(restored(line), line);
}

TEST_F(RestoreTest, IsTheSameForNfdAndNfc) {
  std::mt19937 random(6);
  for (int round = 0; round < 300; ++round) {
    const std::string line = unicode::to_nfc(testing_lines::random_line(random, 8));
    EXPECT_EQ(unicode::to_nfc(restored(unicode::to_nfd(line))), restored(line));
  }
}

TEST_F(RestoreTest, GivesSpansOfTheLineAsGiven) {
  const std::string line = "a\u0302 toi";                            // NFD: four bytes of â before the space
  const auto edits = restorer().restore(line, {.alternatives = 1});  // so that "toi" is listed in any case
  ASSERT_TRUE(edits);
  ASSERT_EQ(edits->size(), 1u);
  EXPECT_EQ(edits->front().span, (Span{4, 7}));
}

TEST_F(RestoreTest, IsTheSameInManyThreads) {
  std::mt19937 random(7);
  std::vector<std::string> lines, expected;
  for (int i = 0; i < 400; ++i) lines.push_back(testing_lines::random_line(random, 12));
  for (const std::string& line : lines) expected.push_back(restored(line));
  std::vector<std::vector<std::string>> found(4);
  {
    std::vector<std::jthread> threads;
    threads.reserve(found.size());
    for (auto& mine : found)
      threads.emplace_back([&] {
        for (const std::string& line : lines) mine.push_back(restored(line));
      });
  }
  for (const auto& one : found) EXPECT_EQ(one, expected);
}

// One number for every kernel table, compiler and C library.
TEST_F(RestoreTest, GivesTheSameBytesEverywhere) {
  std::mt19937 random(13);
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (int i = 0; i < 500; ++i)
    for (const char c : restored(testing_lines::random_line(random, 12)))
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  EXPECT_EQ(hash, 0x6CB2DFF73BBD21E2u);
}

TEST_F(RestoreTest, TwoModelsInOneThreadDoNotMix) {
  const Tiny other(2);
  std::mt19937 random(8);
  for (int i = 0; i < 100; ++i) {
    const std::string line = testing_lines::random_line(random, 10);
    const std::string first = restored(line), second = text::restored(*other.restorer, line);
    EXPECT_EQ(restored(line), first);
    EXPECT_EQ(text::restored(*other.restorer, line), second);
  }
}

TEST_F(RestoreTest, WritesTonesAsThePolicySays) {
  using unicode::TonePlacement;
  for (const char* line : {"hoa thuy khoe uy", "HOA THUY", "hoa, thuy; khoe quy"}) {
    const std::string old_style = restored(line, {.tone = TonePolicy::old_style});
    const std::string new_style = restored(line, {.tone = TonePolicy::new_style});
    EXPECT_EQ(unicode::place_tones(old_style, TonePlacement::new_style), new_style);
    EXPECT_EQ(unicode::place_tones(new_style, TonePlacement::old_style), old_style);
    EXPECT_EQ(restored(line), old_style);
    for (const char* shown : {"“hoà” ", "THUỶ, "}) {
      const std::string followed = restored(std::string(shown) + line);
      EXPECT_EQ(unicode::place_tones(followed, TonePlacement::new_style), followed);
    }
  }
}

TEST_F(RestoreTest, RejectsOptionsOutOfRange) {
  const auto rejected = [&](const RestoreOptions& options, const char* name) {
    std::string out;
    const auto edits = restorer().restore("toi", options);
    const auto done = restorer().restore_to("toi", out, options);
    const auto valid = validate(options);
    return !edits && !done && !valid && edits.error().code == Errc::invalid_argument && edits.error().at == name &&
           valid.error().at == name && out.empty();
  };
  for (const int beam : {-1, 0, 17}) EXPECT_TRUE(rejected({.beam = beam}, "beam")) << beam;
  for (const int n : {-1, 256}) EXPECT_TRUE(rejected({.alternatives = n}, "alternatives")) << n;
  for (const float p : {-0.1f, 1.1f, NAN, INFINITY})
    EXPECT_TRUE(rejected({.min_confidence = p}, "min_confidence")) << p;
  EXPECT_TRUE(validate({.min_confidence = 1, .alternatives = 255, .beam = 16}));
}

TEST_F(RestoreTest, RejectsBytesThatAreNotUtf8) {
  std::string out = "before";
  const auto done = restorer().restore_to("toi \xC3( dang", out);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::invalid_utf8);
  EXPECT_EQ(done.error().at, "4");
  EXPECT_EQ(out, "before");
  EXPECT_FALSE(restorer().restore("\xED\xA0\x80"));
}

TEST_F(RestoreTest, LeavesOutWhatItIsNotSureOf) {
  std::mt19937 random(9);
  for (int round = 0; round < 200; ++round) {
    const std::string line = testing_lines::random_line(random, 8);
    const auto all = restorer().restore(line, {.posteriors = true}),
               sure = restorer().restore(line, {.min_confidence = 0.6f});
    ASSERT_TRUE(all && sure);
    std::vector<Span> expected, found;
    for (const Edit& edit : *all)
      if (edit.confidence >= 0.6f) expected.push_back(edit.span);
    for (const Edit& edit : *sure) found.push_back(edit.span);
    EXPECT_EQ(found, expected) << line;
  }
}

TEST_F(RestoreTest, ListsTheReplacementEvenWhenOnlyOneIsAskedFor) {
  std::mt19937 random(10);
  for (int round = 0; round < 300; ++round) {
    const auto edits = restorer().restore(testing_lines::random_line(random, 10), {.alternatives = 1});
    ASSERT_TRUE(edits);
    expect_sound_posteriors(*edits, 1);
  }
}

TEST(RestoreModel, RunsItsSamples) {
  model::Contents contents = testing::tiny_restore_model();
  const std::string line = "toi dang hoc";
  contents.card.samples = {{line, restored(*Tiny(contents).restorer, line)}};
  EXPECT_TRUE(Tiny(contents).restorer);
  contents.card.samples.push_back({line, line});
  const Tiny failed(contents);
  ASSERT_TRUE(failed.error);
  EXPECT_EQ(failed.error->code, Errc::corrupt);
  EXPECT_NE(failed.error->message.find("self-test"), std::string::npos);
}

TEST(RestoreModel, RejectsConfigurationsThatCannotBe) {
  const auto accepted = [](const std::string& from, const std::string& to) {
    model::Contents contents = testing::tiny_restore_model();
    auto& bytes = testing::section_of(contents, "config").bytes;
    std::string config(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    EXPECT_NE(config.find(from), std::string::npos) << from;
    config.replace(config.find(from), from.size(), to);
    bytes.assign(reinterpret_cast<const std::byte*>(config.data()),
                 reinterpret_cast<const std::byte*>(config.data()) + config.size());
    const Tiny tiny(contents);
    EXPECT_TRUE(tiny.restorer || tiny.error->code == Errc::corrupt);
    return tiny.restorer.has_value();
  };
  EXPECT_TRUE(accepted("0.75", "0.5"));
  EXPECT_FALSE(accepted("0.75", "-1"));
  EXPECT_FALSE(accepted("0.75", "21"));
  EXPECT_FALSE(accepted("0.75", "null"));
  EXPECT_FALSE(accepted("0.75", "\"1\""));
  EXPECT_FALSE(accepted("\"prune\"", "\"prune2\""));
  EXPECT_FALSE(accepted("\"taps\": 3", "\"taps\": 4"));
  EXPECT_FALSE(accepted("\"taps\": 3", "\"taps\": -3"));
  EXPECT_FALSE(accepted("\"taps\": 3", "\"taps\": 1e99"));
  EXPECT_FALSE(accepted("\"hidden\": 32", "\"hidden\": 48"));
  EXPECT_FALSE(accepted("{", "["));
  EXPECT_FALSE(accepted("{", "[{"));
}

// The JSON form is made piece by piece; it must be the edits and the text that the other calls give.
TEST_F(RestoreTest, TheJsonFormHoldsTheTextAndTheEdits) {
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) {
    const std::string line = testing_lines::random_line(random, 1 + random() % 20);
    const RestoreOptions options{.alternatives = i % 3, .posteriors = true};
    std::string out = "kept ";
    ASSERT_TRUE(restore_json_to(restorer(), line, out, options)) << line;
    ASSERT_TRUE(out.starts_with("kept ")) << out;
    const auto value = json::parse(out.substr(5));
    ASSERT_TRUE(value) << out;
    EXPECT_EQ((*value)["text"], restored(line, options)) << line;
    const auto edits = restorer().restore(line, options);
    ASSERT_EQ((*value)["edits"].size(), edits->size()) << line;
    for (std::size_t k = 0; k < edits->size(); ++k) {
      const json::Value& edit = (*value)["edits"][k];
      EXPECT_EQ(edit["begin"], (*edits)[k].span.begin);
      EXPECT_EQ(edit["end"], (*edits)[k].span.end);
      EXPECT_EQ(edit["to"], (*edits)[k].replacement);
      EXPECT_NEAR(edit["confidence"].get<double>(), (*edits)[k].confidence, 5e-5);
      EXPECT_EQ(edit.contains("alternatives"), options.alternatives > 0);
    }
  }
}

TEST_F(RestoreTest, TheJsonFormMapsOffsetsAndHandsOn) {
  std::string taken, out;
  const JsonHooks hooks{[](std::size_t offset) { return offset + 100; }, [&] { taken += std::exchange(out, {}); }};
  ASSERT_TRUE(restore_json_to(restorer(), "toi di hoc", out, {.alternatives = 1}, hooks));
  EXPECT_FALSE(taken.empty());
  const auto value = json::parse(taken + out);
  ASSERT_TRUE(value) << taken << out;
  const auto edits = restorer().restore("toi di hoc", {.alternatives = 1});
  ASSERT_FALSE(edits->empty());
  EXPECT_EQ((*value)["edits"][0]["begin"], edits->front().span.begin + 100);
}

TEST_F(RestoreTest, TheJsonFormOfWhatCannotBeRestoredIsNothing) {
  std::string out;
  EXPECT_EQ(restore_json_to(restorer(), "toi \xFF", out).error().code, Errc::invalid_utf8);
  EXPECT_EQ(restore_json_to(restorer(), "toi", out, {.beam = 0}).error().at, "beam");
  EXPECT_EQ(out, "");
}

TEST(RestoreModel, NamesTheFileInErrors) {
  EXPECT_EQ(Restorer::open("no/such/model.dau").error().code, Errc::not_found);
  model::Contents contents = testing::tiny_restore_model();
  testing::section_of(contents, "vocab.first").bytes.pop_back();
  const Tiny broken(contents);
  ASSERT_TRUE(broken.error);
  EXPECT_EQ(broken.error->at.substr(0, 8), "<memory>");
}
}  // namespace
}  // namespace dau::text
