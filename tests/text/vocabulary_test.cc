// SPDX-License-Identifier: Apache-2.0
// vocabulary_test.cc — words that are found, and vocabularies that are refused.
#include "text/vocabulary.h"

#include <gtest/gtest.h>

#include <cstring>
#include <optional>

#include "dau/model/writer.h"
#include "testing/tiny_model.h"

namespace dau::text {
namespace {
using testing::TinyWord;
using unicode::Mark;
using unicode::Tone;

struct Opened {
  std::vector<std::byte> bytes;
  std::optional<model::Container> container;
  std::optional<Vocabulary> vocabulary;
};

Opened open(const std::vector<model::NamedBytes>& sections, std::size_t bases, std::size_t forms) {
  Opened o;
  o.bytes = *model::to_bytes({"restore", testing::tiny_restore_model().card, sections});
  o.container.emplace(*model::Container::view(o.bytes));
  auto vocabulary = Vocabulary::open(*o.container, bases, forms);
  if (!vocabulary) {
    EXPECT_EQ(vocabulary.error().code, Errc::corrupt);
    EXPECT_FALSE(vocabulary.error().message.empty());
    return o;
  }
  o.vocabulary.emplace(*std::move(vocabulary));
  return o;
}

Opened open(const std::vector<TinyWord>& words) {
  return open(testing::sections_of(words), words.size() + 4, testing::count_forms(words));
}

TEST(Vocabulary, FindsItsWords) {
  const auto& words = testing::tiny_words();
  const Opened opened = open(words);
  ASSERT_TRUE(opened.vocabulary);
  const Vocabulary& v = *opened.vocabulary;
  std::size_t forms = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    ASSERT_EQ(v.find_base(words[i].base), i + 4) << words[i].base;
    EXPECT_EQ(v.first_form(v.find_base(words[i].base)), forms);
    EXPECT_EQ(v.form_count(v.find_base(words[i].base)), words[i].forms.size());
    forms += words[i].forms.size();
  }
  for (const char* absent : {"", "to", "toii", "Toi", "tôi", "<num>", "<pad>", "ñand"})
    EXPECT_EQ(v.find_base(absent), Vocabulary::kUnknown) << absent;
}

TEST(Vocabulary, NumbersTheTrigramsWords) {
  const auto& words = testing::tiny_words();
  const Opened opened = open(words);
  const Vocabulary& v = *opened.vocabulary;
  const std::size_t forms = testing::count_forms(words);
  EXPECT_EQ(v.words(), 6 + forms + 5);
  EXPECT_EQ(Vocabulary::form_word(0), 6);
  EXPECT_EQ(v.base_word(v.find_base("xin")), 6 + forms);
  EXPECT_EQ(v.base_word(v.find_base("иван")), 6 + forms + 4);
  EXPECT_EQ(v.base_word(Vocabulary::kNumber), Vocabulary::kNumber);
  EXPECT_EQ(v.base_word(Vocabulary::kOther), Vocabulary::kOther);
  EXPECT_EQ(v.base_word(Vocabulary::kUnknown), Vocabulary::kUnknown);
}

TEST(Vocabulary, TakesFormsApart) {
  const Opened opened =
      open(std::vector<TinyWord>{{"duong", {"đường"}}, {"thuy", {"thủy"}}, {"quy", {"quý"}}, {"oe", {"óe"}}});
  ASSERT_TRUE(opened.vocabulary);
  const Form& duong = opened.vocabulary->form(0);
  EXPECT_EQ(duong.letters, 5);
  EXPECT_EQ(duong.tone, Tone::grave);
  EXPECT_EQ(duong.marks[0], Mark::stroke);
  EXPECT_EQ(duong.marks[1], Mark::horn);
  EXPECT_EQ(duong.marks[2], Mark::horn);
  EXPECT_EQ(duong.marks[3], Mark::none);
  EXPECT_EQ(duong.tone_at_old, 2);
  EXPECT_EQ(duong.tone_at_new, 2);
  EXPECT_EQ(opened.vocabulary->form(1).tone_at_old, 2);
  EXPECT_EQ(opened.vocabulary->form(1).tone_at_new, 3);
  EXPECT_EQ(opened.vocabulary->form(2).tone_at_new, 2);
  EXPECT_EQ(opened.vocabulary->form(3).tone_at_new, 1);
}

TEST(Vocabulary, RejectsFormsThatAreNotTheirBaseWithMarks) {
  const auto accepted = [](const char* base, const char* form) {
    return open(std::vector<TinyWord>{{base, {form}}}).vocabulary.has_value();
  };
  EXPECT_TRUE(accepted("toi", "tới"));
  EXPECT_TRUE(accepted("nghieng", "nghiêng"));
  EXPECT_FALSE(accepted("toi", "tớ"));
  EXPECT_FALSE(accepted("toi", "tớii"));
  EXPECT_FALSE(accepted("toi", "lới"));
  EXPECT_FALSE(accepted("toi", ""));
  EXPECT_FALSE(accepted("", ""));
  EXPECT_FALSE(accepted("toi", "Tới"));
  EXPECT_FALSE(accepted("Toi", "Tới"));
  EXPECT_FALSE(accepted("toi", "tóì"));
  EXPECT_FALSE(accepted("toi", "to\u0302i"));
  EXPECT_FALSE(accepted("nghiengs", "nghiêngs"));
  EXPECT_FALSE(accepted("to1", "tô1"));
  EXPECT_FALSE(accepted("ño", "ñô"));
}

TEST(Vocabulary, RejectsTooManyForms) {
  const std::vector<std::string> forms(255, "tới");
  EXPECT_TRUE(open(std::vector<TinyWord>{{"toi", forms}}).vocabulary);
  std::vector<TinyWord> words = {{"toi", forms}};
  words[0].forms.emplace_back("tới");
  EXPECT_FALSE(open(words).vocabulary);
}

std::vector<model::NamedBytes> with_value(const std::string& name, std::size_t i, std::uint32_t value) {
  model::Contents contents{"restore", {}, testing::sections_of(testing::tiny_words())};
  std::memcpy(testing::section_of(contents, name).bytes.data() + i * 4, &value, 4);
  return contents.sections;
}

TEST(Vocabulary, RejectsIndicesThatDoNotFit) {
  const std::size_t bases = testing::tiny_words().size() + 4, forms = testing::count_forms(testing::tiny_words());
  const auto accepted = [&](const std::string& name, std::size_t i, std::uint32_t value) {
    return open(with_value(name, i, value), bases, forms).vocabulary.has_value();
  };
  EXPECT_TRUE(accepted("vocab.first", 0, 0));
  EXPECT_FALSE(accepted("vocab.first", 0, 1));  // <pad> has a form
  EXPECT_FALSE(accepted("vocab.first", 3, 1));  // <unk> has none, but <other> has
  EXPECT_FALSE(accepted("vocab.first", 4, 1));  // <unk> has a form
  EXPECT_FALSE(accepted("vocab.first", 5, 0xFFFFFFFF));
  EXPECT_FALSE(accepted("vocab.first", bases, static_cast<std::uint32_t>(forms + 1)));
  EXPECT_FALSE(accepted("vocab.first", bases, static_cast<std::uint32_t>(forms - 1)));
  EXPECT_FALSE(accepted("vocab.base.begin", 7, 0xFFFFFFFF));
  EXPECT_FALSE(accepted("vocab.base.begin", bases, 1 << 20));
  EXPECT_FALSE(accepted("vocab.form.begin", 0, 1 << 20));
  EXPECT_FALSE(accepted("vocab.form.begin", forms, 1 << 20));
  EXPECT_FALSE(accepted("vocab.form.begin", 3, 0));
}

TEST(Vocabulary, RejectsSizesThatDoNotFit) {
  const auto sections = testing::sections_of(testing::tiny_words());
  const std::size_t bases = testing::tiny_words().size() + 4, forms = testing::count_forms(testing::tiny_words());
  EXPECT_TRUE(open(sections, bases, forms).vocabulary);
  EXPECT_FALSE(open(sections, bases + 1, forms).vocabulary);
  EXPECT_FALSE(open(sections, bases, forms + 1).vocabulary);
  EXPECT_FALSE(open(sections, 3, forms).vocabulary);
  EXPECT_FALSE(open(sections, 65536, forms).vocabulary);
  EXPECT_FALSE(open(sections, 40000, 40000).vocabulary);
  EXPECT_FALSE(open(sections, bases, 0).vocabulary);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    auto without = sections;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(open(without, bases, forms).vocabulary) << sections[i].name;
  }
}

TEST(Vocabulary, RejectsTextThatIsNotUtf8) {
  const std::size_t bases = testing::tiny_words().size() + 4, forms = testing::count_forms(testing::tiny_words());
  model::Contents contents{"restore", {}, testing::sections_of(testing::tiny_words())};
  testing::section_of(contents, "vocab.text").bytes[3] = std::byte{0xFF};
  EXPECT_FALSE(open(contents.sections, bases, forms).vocabulary);
}

TEST(Vocabulary, RejectsRangesThatCutACharacter) {
  const Opened whole = open(std::vector<TinyWord>{{"o", {"ô", "ơ"}}});
  EXPECT_TRUE(whole.vocabulary);
  model::Contents contents{"restore", {}, testing::sections_of(std::vector<TinyWord>{{"o", {"ô", "ơ"}}})};
  std::uint32_t middle = 0;
  std::memcpy(&middle, testing::section_of(contents, "vocab.form.begin").bytes.data() + 4, 4);
  ++middle;
  std::memcpy(testing::section_of(contents, "vocab.form.begin").bytes.data() + 4, &middle, 4);
  EXPECT_FALSE(open(contents.sections, 5, 2).vocabulary);
}
}  // namespace
}  // namespace dau::text
