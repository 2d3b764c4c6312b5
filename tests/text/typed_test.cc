// SPDX-License-Identifier: Apache-2.0
// typed_test.cc — marks as typed against forms: what may become what, how it is written, which style a line shows.
#include "text/typed.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "dau/model/writer.h"
#include "testing/tiny_model.h"

namespace dau::text {
namespace {
using unicode::TonePlacement;

class TypedTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto& words = testing::tiny_words();
    model::Contents contents = testing::tiny_restore_model();
    bytes_ = *model::to_bytes(contents);
    container_.emplace(*model::Container::view(bytes_));
    auto opened = Vocabulary::open(*container_, words.size() + 4, testing::count_forms(words));
    ASSERT_TRUE(opened) << opened.error().message;
    vocabulary_.emplace(*std::move(opened));
  }

  // The form of the tiny vocabulary that is spelt so.
  const Form& form(std::string_view spelling) const {
    std::size_t index = 0;
    for (const testing::TinyWord& word : testing::tiny_words())
      for (const std::string& form : word.forms) {
        if (form == spelling) return vocabulary_->form(index);
        ++index;
      }
    ADD_FAILURE() << "no form " << spelling;
    return vocabulary_->form(0);
  }

  static std::vector<TypedLetter> typed(std::string_view word) {
    Tokens tokens;
    tokenise(word, tokens);
    return tokens.typed;
  }
  bool may(std::string_view word, std::string_view to) const { return may_become(typed(word).data(), form(to)); }
  bool same(std::string_view word, std::string_view to) const { return same_marks(typed(word).data(), form(to)); }
  std::string written(std::string_view word, std::string_view to, TonePlacement placement) const {
    return with_marks(word, form(to), placement);
  }

 private:
  std::vector<std::byte> bytes_;
  std::optional<model::Container> container_;
  std::optional<Vocabulary> vocabulary_;
};

TEST_F(TypedTest, ABareWordMayBecomeAnyForm) {
  EXPECT_FALSE(carries_marks(typed("duong").data(), 5));
  for (const char* to : {"đường", "dương", "dưỡng", "duong"}) EXPECT_TRUE(may("duong", to)) << to;
}

TEST_F(TypedTest, AMarkedWordMayBecomeWhatHasItsMarks) {
  EXPECT_TRUE(carries_marks(typed("đuong").data(), 5));
  EXPECT_TRUE(carries_marks(typed("duòng").data(), 5));
  EXPECT_TRUE(may("đuong", "đường"));
  EXPECT_TRUE(may("dương", "đường"));
  EXPECT_TRUE(may("duòng", "đường"));
  EXPECT_TRUE(may("đường", "đường"));
  EXPECT_FALSE(may("đuong", "dương"));
  EXPECT_FALSE(may("duóng", "đường"));
  EXPECT_FALSE(may("dưong", "duong"));
}

TEST_F(TypedTest, ATypedToneCountsWhereverItStands) {
  EXPECT_TRUE(may("hoà", "hòa"));
  EXPECT_TRUE(may("hòa", "hòa"));
  EXPECT_TRUE(same("hoà", "hòa"));
  EXPECT_FALSE(may("hoá", "hòa"));
}

TEST_F(TypedTest, AWordWithTwoTonesMayBecomeNothing) {
  EXPECT_FALSE(may("hòà", "hòa"));
  EXPECT_FALSE(may("hòá", "hòa"));
  EXPECT_FALSE(same("hòà", "hòa"));
}

TEST_F(TypedTest, SameMeansNothingIsMissing) {
  EXPECT_TRUE(same("đường", "đường"));
  EXPECT_TRUE(same("duong", "duong"));
  EXPECT_FALSE(same("đương", "đường"));
  EXPECT_FALSE(same("đường", "đương"));
}

TEST_F(TypedTest, WritesInTheCaseOfTheInput) {
  EXPECT_EQ(written("DUONG", "đường", TonePlacement::old_style), "ĐƯỜNG");
  EXPECT_EQ(written("Duong", "đường", TonePlacement::old_style), "Đường");
  EXPECT_EQ(written("duong", "duong", TonePlacement::old_style), "duong");
  EXPECT_EQ(written("Nghieng", "nghiêng", TonePlacement::new_style), "Nghiêng");
}

TEST_F(TypedTest, WritesTheToneInTheStyleAskedFor) {
  EXPECT_EQ(written("hoa", "hòa", TonePlacement::old_style), "hòa");
  EXPECT_EQ(written("hoa", "hòa", TonePlacement::new_style), "hoà");
  EXPECT_EQ(written("THUY", "thủy", TonePlacement::new_style), "THUỶ");
  EXPECT_EQ(written("khoe", "khỏe", TonePlacement::new_style), "khoẻ");
  EXPECT_EQ(written("uy", "ủy", TonePlacement::new_style), "uỷ");
  EXPECT_EQ(written("quy", "quý", TonePlacement::new_style), "quý");
  EXPECT_EQ(written("toi", "tới", TonePlacement::new_style), "tới");
}

TEST_F(TypedTest, LeavesATypedToneWhereItStands) {
  EXPECT_EQ(written("hoà", "hòa", TonePlacement::old_style), "hoà");
  EXPECT_EQ(written("hòa", "hòa", TonePlacement::new_style), "hòa");
  EXPECT_EQ(written("duòng", "đường", TonePlacement::old_style), "đường");
}

TEST(Placement, FollowsTheFirstWordThatShowsOne) {
  const auto follow = [](std::string_view line) { return placement_for(line, TonePolicy::follow); };
  EXPECT_EQ(follow(""), TonePlacement::old_style);
  EXPECT_EQ(follow("hoa binh"), TonePlacement::old_style);
  EXPECT_EQ(follow("toán của tôi"), TonePlacement::old_style);
  EXPECT_EQ(follow("hoà binh"), TonePlacement::new_style);
  EXPECT_EQ(follow("hòa hoà"), TonePlacement::old_style);
  EXPECT_EQ(follow("quý thuỷ hòa"), TonePlacement::new_style);
  EXPECT_EQ(follow("HOÀ"), TonePlacement::new_style);
}

TEST(Placement, SeesWordsBesideSignsOutsideAscii) {
  for (const char* line : {"“hoà” binh", "…khoẻ", "thuỷ—san", "hoà\u00A0binh", "«hoà»", "2hoà", "hoà_binh"})
    EXPECT_EQ(placement_for(line, TonePolicy::follow), TonePlacement::new_style) << line;
}

TEST(Placement, ObeysThePolicy) {
  EXPECT_EQ(placement_for("hoà", TonePolicy::old_style), TonePlacement::old_style);
  EXPECT_EQ(placement_for("hòa", TonePolicy::new_style), TonePlacement::new_style);
}
}  // namespace
}  // namespace dau::text
