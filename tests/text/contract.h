// SPDX-License-Identifier: Apache-2.0
// contract.h — what a Restorer promises for every line, whatever its model thinks.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dau/text/restore.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
inline std::string restored(const Restorer& restorer, std::string_view line, const RestoreOptions& options = {}) {
  std::string out;
  const auto done = restorer.restore_to(line, out, options);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  return out;
}

// Every mark and tone that the NFC line has is there in the output, letter by letter.
inline void expect_typed_marks_stay(std::string_view line, std::string_view output) {
  const std::string before = unicode::to_nfc(line), after = unicode::to_nfc(output);
  std::size_t i = 0, k = 0;
  while (i < before.size() && k < after.size()) {
    const auto a = unicode::decode_at(before, i), b = unicode::decode_at(after, k);
    const unicode::Letter typed = unicode::split_letter(a.value), found = unicode::split_letter(b.value);
    ASSERT_EQ(typed.base, found.base) << before << " | " << after;
    ASSERT_TRUE(typed.mark == unicode::Mark::none || typed.mark == found.mark) << before << " | " << after;
    ASSERT_TRUE(typed.tone == unicode::Tone::level || typed.tone == found.tone) << before << " | " << after;
    i += a.size;
    k += b.size;
  }
  EXPECT_TRUE(i == before.size() && k == after.size());
}

inline bool is_boundary(std::string_view line, std::size_t at) {
  return at == line.size() || (static_cast<unsigned char>(line[at]) & 0xC0) != 0x80;
}

inline void expect_sound_edits(std::string_view line, const std::vector<Edit>& edits) {
  std::size_t end = 0;
  for (const Edit& edit : edits) {
    ASSERT_TRUE(edit.span.begin >= end && edit.span.begin < edit.span.end && edit.span.end <= line.size());
    ASSERT_TRUE(is_boundary(line, edit.span.begin) && is_boundary(line, edit.span.end));
    ASSERT_TRUE(unicode::is_nfc(edit.replacement));
    end = edit.span.end;
  }
}

inline void expect_sound_posteriors(const std::vector<Edit>& edits, int alternatives) {
  for (const Edit& edit : edits) {
    ASSERT_TRUE(edit.confidence >= 0 && edit.confidence <= 1) << edit.confidence;
    ASSERT_FALSE(edit.alternatives.empty());
    ASSERT_LE(edit.alternatives.size(), static_cast<std::size_t>(alternatives));
    float sum = 0;
    bool there = false;
    for (const Alternative& a : edit.alternatives) {
      ASSERT_TRUE(a.posterior >= 0 && a.posterior <= 1) << a.posterior;
      sum += a.posterior;
      there |= a.text == edit.replacement && a.posterior == edit.confidence;
    }
    ASSERT_LE(sum, 1.001f);
    ASSERT_TRUE(there) << edit.replacement;
    ASSERT_TRUE(std::is_sorted(edit.alternatives.begin(), edit.alternatives.end(),
                               [](const auto& a, const auto& b) { return a.posterior > b.posterior; }));
  }
}

inline void expect_each(const Restorer& restorer, std::string_view line, const RestoreOptions& options,
                        const std::vector<Edit>& edits) {
  std::size_t i = 0;
  const auto done = restorer.restore_each(
      line,
      [&](const Edit& edit) {
        ASSERT_LT(i, edits.size());
        EXPECT_EQ(edit.span, edits[i].span);
        EXPECT_EQ(edit.replacement, edits[i].replacement);
        EXPECT_EQ(edit.confidence, edits[i].confidence);
        EXPECT_EQ(edit.alternatives.size(), edits[i].alternatives.size());
        ++i;
      },
      options);
  EXPECT_TRUE(done);
  EXPECT_EQ(i, edits.size());
}

// All promises that hold for one line at a time.
inline void expect_contract(const Restorer& restorer, std::string_view line, const RestoreOptions& options = {}) {
  SCOPED_TRACE(std::string(line));
  const std::string output = restored(restorer, line, options);
  EXPECT_EQ(unicode::strip_marks(unicode::to_nfc(output)), unicode::strip_marks(unicode::to_nfc(line)));
  EXPECT_EQ(restored(restorer, output, options), output) << "restored twice";
  expect_typed_marks_stay(line, output);
  const auto edits = restorer.restore(line, options);
  ASSERT_TRUE(edits);
  expect_sound_edits(line, *edits);
  EXPECT_EQ(apply_edits(line, *edits), output);
  RestoreOptions weighed = options;
  weighed.alternatives = 3;
  const auto listed = restorer.restore(line, weighed);
  ASSERT_TRUE(listed);
  expect_sound_edits(line, *listed);
  expect_sound_posteriors(*listed, weighed.alternatives);
  expect_each(restorer, line, weighed, *listed);
  EXPECT_EQ(unicode::to_nfc(apply_edits(line, *listed)), unicode::to_nfc(output));
}
}  // namespace dau::text
