// SPDX-License-Identifier: Apache-2.0
// written_forms.h — one reader for each kind of form in words.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dau/text/written.h"
#include "text/forms/amount_words.h"
#include "text/forms/words.h"

namespace dau::text::forms {
struct WordsView {
  const Words& words;
  const WrittenOptions& options;
  bool nemo() const { return options.convention == FormConvention::nemo; }
};

// What words [begin, end) are to be written as; with no text, they stay as they are.
struct WrittenForm {
  std::size_t begin, end;
  FormKind kind;
  std::string text;
};
using MaybeWritten = std::optional<WrittenForm>;

MaybeWritten written_time(const WordsView& view, std::size_t i);
MaybeWritten written_date(const WordsView& view, std::size_t i);
MaybeWritten written_ordinal(const WordsView& view, std::size_t i);
MaybeWritten written_phone(const WordsView& view, std::size_t i);
MaybeWritten written_document(const WordsView& view, std::size_t i);
MaybeWritten written_range(const WordsView& view, std::size_t i);
MaybeWritten written_score(const WordsView& view, std::size_t i);
MaybeWritten written_fraction(const WordsView& view, std::size_t i);
MaybeWritten written_amount(const WordsView& view, std::size_t i);  // cardinal to money

// All addresses of the line, in order.
std::vector<WrittenForm> written_addresses(const WordsView& view);
}  // namespace dau::text::forms
