// SPDX-License-Identifier: Apache-2.0
// written.cc — the scanner: asks the readers at each number word, in the order of their claims.
#include "dau/text/written.h"

#include "dau/unicode/normalize.h"
#include "text/edited_line.h"
#include "text/forms/scan.h"
#include "text/forms/written_forms.h"

namespace dau::text {
namespace {
using namespace forms;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

class Writer {
 public:
  Writer(std::string_view text, const WrittenOptions& options) : words_(text), view_{words_, options} {}

  // Calls sink(begin, end, kind, text) with byte offsets for each form.
  template <class Sink>
  void run(Sink&& sink) {
    if (!words_.has_numbers() && !view_.nemo()) return;
    const auto addresses = written_addresses(view_);
    auto address = addresses.begin();
    for (std::size_t i = 0; i < words_.size();) {
      if (address != addresses.end() && address->begin == i) {
        emit(*address, sink);
        i = address++->end;
        continue;
      }
      const std::size_t limit = address == addresses.end() ? words_.size() : address->begin;
      const MaybeWritten form = read(i);
      if (!form || form->end > limit) {
        ++i;
        continue;
      }
      emit(*form, sink);
      i = form->end;
    }
  }

 private:
  template <class Sink>
  void emit(const WrittenForm& form, Sink&& sink) const {
    if (form.text.empty() || (view_.options.kinds & only(form.kind)) == 0) return;
    std::string text = form.text;
    // A figure may not run into one that stands right before or behind: "hai mươi3".
    sink(words_[form.begin].begin, words_[form.end - 1].end, form.kind, std::move(text));
  }

  // Number words next to digits or symbols of the line are part of a code.
  bool glued(std::size_t i) const {
    const std::size_t begin = words_[i].begin;
    return begin > 0 && (digit(words_.line()[begin - 1]) || words_.line()[begin - 1] == '-');
  }

  MaybeWritten read(std::size_t i) const {
    const Word& word = words_[i];
    switch (word.kind) {
      case Kind::other:
        return keyword(i);
      case Kind::digit:
      case Kind::ten:
        if (glued(i)) return std::nullopt;
        for (const auto reader :
             {written_document, written_score, written_range, written_time, written_date, written_fraction})
          if (auto form = reader(view_, i)) return form;
        if (auto form = written_phone(view_, i)) return form;
        return written_amount(view_, i);
      case Kind::minus:
        if (auto form = written_fraction(view_, i)) return form;
        return written_amount(view_, i);
      case Kind::letter:
        return view_.nemo() ? serial(i) : std::nullopt;
      default:
        return std::nullopt;
    }
  }

  MaybeWritten keyword(std::size_t i) const {
    const std::string_view word = words_.line().substr(words_[i].begin, words_[i].end - words_[i].begin);
    if (word == "tháng" || word == "Tháng") return written_date(view_, i);
    if (word == "thứ" || word == "Thứ") return written_ordinal(view_, i);
    if (word == "cộng" || word == "Cộng") return written_phone(view_, i);
    return std::nullopt;
  }

  // x tám sáu: x86.
  MaybeWritten serial(std::size_t i) const {
    if (!words_.next(i + 1, Kind::digit)) return std::nullopt;
    const Digits digits = digits_at(words_, i + 1);
    if (digits.figures.size() < 2) return std::nullopt;
    return WrittenForm{i, digits.end, FormKind::phone, words_.lower(i) + digits.figures};
  }

  Words words_;
  WordsView view_;
};

// Under nemo the blanks at both ends go, and each run of them is one space.
template <class Sink>
void trim(std::string_view text, std::vector<FormEdit>& edits, Sink&& sink) {
  std::size_t next = 0, done = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (next < edits.size() && edits[next].span.begin == i) {
      sink(std::move(edits[next]));
      i = done = edits[next++].span.end;
      continue;
    }
    if (!blank(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && blank(text[i])) ++i;
    const bool edge = begin == 0 || i == text.size();
    if (edge || text.substr(begin, i - begin) != " ") sink(FormEdit{{begin, i}, FormKind::sign, edge ? "" : " "});
  }
  static_cast<void>(done);
}

template <class Sink>
Result<void> write(std::string_view line, const WrittenOptions& options, Sink&& sink) {
  DAU_CHECK(unicode::check_utf8(line));
  std::optional<unicode::MappedText> normalised;
  if (!unicode::is_nfc(line)) normalised = unicode::to_nfc_mapped(line);
  const std::string_view text = normalised ? std::string_view(normalised->text) : line;
  const auto place = [&](FormEdit&& edit) {
    if (normalised) edit.span = normalised->map.original(edit.span);
    sink(std::move(edit));
  };
  std::vector<FormEdit> kept;
  const bool nemo = options.convention == FormConvention::nemo;
  Writer(text, options).run([&](std::size_t begin, std::size_t end, FormKind kind, std::string&& words) {
    FormEdit edit{{begin, end}, kind, std::move(words)};
    if (nemo)
      kept.push_back(std::move(edit));
    else
      place(std::move(edit));
  });
  if (nemo) trim(text, kept, place);
  return {};
}
}  // namespace

Result<std::vector<FormEdit>> written(std::string_view line, const WrittenOptions& options) {
  std::vector<FormEdit> edits;
  DAU_CHECK(write(line, options, [&](FormEdit&& edit) { edits.push_back(std::move(edit)); }));
  return edits;
}

Result<void> written_to(std::string_view line, std::string& out, const WrittenOptions& options) {
  EditedLine copy(line, out);
  DAU_CHECK(write(line, options, [&](const FormEdit& edit) { copy.add(edit.span, edit.replacement); }));
  copy.end();
  return {};
}
}  // namespace dau::text
