// SPDX-License-Identifier: Apache-2.0
// spoken.cc — the scanner: finds the places where a form may begin, and asks the readers in the order of their claims.
#include "dau/text/spoken.h"

#include "dau/unicode/normalize.h"
#include "text/edited_line.h"
#include "text/forms/cardinal.h"
#include "text/forms/left_alone.h"
#include "text/forms/scan.h"

namespace dau::text {
namespace {
using namespace forms;

// What the bytes of a chunk (a run without spaces) may mean.
enum : unsigned { kDigit = 1, kUpper = 2, kMark = 4 };

struct ByteClasses {
  unsigned char of[256] = {};
  constexpr ByteClasses() {
    for (int c = '0'; c <= '9'; ++c) of[c] = kDigit;
    for (int c = 'A'; c <= 'Z'; ++c) of[c] = kUpper;
    for (const char c : {'@', '.', '/', '&', '+', '=', '~', '<', '>', '$', '*'})
      of[static_cast<unsigned char>(c)] = kMark;
    of[0xC2] = of[0xE2] = of[0xE0] = kMark;  // £ ± ₫ € ≥ ฿; no byte of a Vietnamese letter
  }
};
constexpr ByteClasses kClasses;

bool space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Speaker {
 public:
  Speaker(std::string_view text, const SpokenOptions& options) : text_(text), options_(options) {}

  // Calls sink(begin, end, kind, words) for each form.
  template <class Sink>
  void run(Sink&& sink) {
    for (std::size_t i = 0; i < text_.size();) {
      if (space(text_[i])) {
        ++i;
        continue;
      }
      unsigned seen = 0;
      std::size_t end = i;
      for (; end < text_.size() && !space(text_[end]); ++end)
        seen |= kClasses.of[static_cast<unsigned char>(text_[end])];
      const bool roman = options_.convention == FormConvention::nemo && end - i <= 15;
      const std::string_view word = text_.substr(i, end - i);
      const bool times = word == "x" || word == "X" || word == "×" || word == "÷" || word == ":";
      i = seen == 0 && !roman && !times ? end : chunk(i, end, sink);
    }
  }

 private:
  // Reads what begins in [i, end); returns where to go on, which is behind `end` when a form went on there.
  template <class Sink>
  std::size_t chunk(std::size_t i, std::size_t end, Sink&& sink) {
    while (i < end) {
      if (!may_begin(i)) {
        i += unicode::decode_at(text_, i).size;
        continue;
      }
      said_.append(text_.substr(done_, i - done_));
      done_ = i;
      const MaybeReading reading = read(i);
      if (!reading) {
        i = skip(i);
        continue;
      }
      if (const std::size_t behind = left_alone(i); behind > i) {
        i = behind;
        continue;
      }
      const std::size_t begin = i;
      i = reading->end;
      if (reading->words.empty() || (options_.kinds & only(reading->kind)) == 0) continue;
      std::string words = padded(*reading);
      said_ += words;
      done_ = i;
      last_date_ = reading->kind == FormKind::date ? i : 0;
      sink(begin, i, reading->kind, std::move(words));
    }
    return i;
  }

  bool may_begin(std::size_t i) const {
    const char c = text_[i];
    if (digit(c)) return true;
    if (!word_before(text_, i)) return true;
    return !word_byte(c) || c == 'x';
  }

  // Made when the first form of the line is found: most lines have none.
  std::size_t left_alone(std::size_t i) {
    if (options_.convention == FormConvention::nemo) return i;
    if (!left_alone_) left_alone_.emplace(text_);
    return left_alone_->end(i);
  }

  // A place where nothing was read: behind its number, word or sign.
  std::size_t skip(std::size_t i) const {
    if (digit(text_[i])) {
      while (i < text_.size() && digit(text_[i])) ++i;
      return i;
    }
    return i + unicode::decode_at(text_, i).size;
  }

  // Only the last of what was said matters to the readers, so that no more is kept.
  MaybeReading read(std::size_t i) {
    if (said_.size() > 4096) said_.erase(0, said_.size() - 256);
    const Scan scan{text_, said_, options_, after_date(i)};
    const char c = text_[i];
    if (digit(c)) return number(scan, i);
    if (scan.dash(i) > 0) return signed_number(scan, i);
    if (c == '+' || c == '(')
      if (auto phone = phone_at(scan, i)) return phone;
    if (auto address = electronic_at(scan, i)) return address;
    if (word_byte(c)) {
      if (auto amount = amount_at(scan, i)) return amount.reading;
      if (auto roman = roman_at(scan, i)) return roman;
      if (auto abbreviation = abbreviation_at(scan, i)) return abbreviation;
      if (auto acronym = acronym_at(scan, i)) return acronym;
    }
    if (auto amount = amount_at(scan, i)) return amount.reading;
    if (auto sign = sign_at(scan, i)) return sign;
    if (auto fraction = vulgar_fraction_at(scan, i)) return fraction;
    if (ascii_letter(c) && !scan.inside_word(i)) return letters_first(scan, i);
    return std::nullopt;
  }

  // 30/4 và 1/5; 30/4, 1/5.
  bool after_date(std::size_t i) const {
    if (last_date_ == 0) return false;
    const std::string_view joint = text_.substr(last_date_, i - last_date_);
    return joint == " và " || joint == ", " || joint == " hoặc " || joint == " đến " || joint == "; ";
  }

  static MaybeReading number(const Scan& scan, std::size_t i) {
    if (scan.inside_word(i)) return scan.nemo() ? std::nullopt : MaybeReading(code_at(scan, i));
    for (const auto reader : {electronic_at, document_at, phone_at, ratio_at, range_at, time_at, date_at, ordinal_at})
      if (auto reading = reader(scan, i)) return reading;
    const auto amount = amount_at(scan, i);
    if (amount && (!amount.bare || !amount.number.whole()) && !code_behind(scan, amount.reading.end))
      return amount.reading;
    if (auto fraction = fraction_at(scan, i); fraction && !code_behind(scan, fraction->end)) return fraction;
    if (amount && !code_behind(scan, amount.reading.end) && !zero_led(scan, i, amount)) return amount.reading;
    if (scan.nemo() && scan.digits_from(i) - i <= 3) return amount ? MaybeReading(amount.reading) : std::nullopt;
    return code_at(scan, i);
  }

  // A letter or another number follows at once: 4G, 1.2.3, 12/3B.
  static bool code_behind(const Scan& scan, std::size_t end) {
    const char c = scan.at(end);
    if ((c == 'x' || c == 'X') && digit(scan.at(end + 1)) && !scan.nemo()) return false;  // 5x3
    // 5tấn: a word of the language that lacks its space.
    if (ascii_letter(c) && !scan.nemo())
      for (const char letter : scan.word_from(end))
        if (!ascii_letter(letter)) return false;
    return ascii_letter(c) || ((c == '.' || c == '/') && digit(scan.at(end + 1)));
  }

  static bool zero_led(const Scan& scan, std::size_t i, const Amount& amount) {
    return scan.at(i) == '0' && amount.bare && scan.digits_from(i) - i > 2 && !scan.nemo();
  }

  static MaybeReading signed_number(const Scan& scan, std::size_t i) {
    if (!number_at(scan, i)) return std::nullopt;
    if (auto amount = amount_at(scan, i); amount && (!amount.bare || !fraction_at(scan, i))) return amount.reading;
    return fraction_at(scan, i);
  }

  // A4, H5N1, COVID-19: only what has a number in it.
  static MaybeReading letters_first(const Scan& scan, std::size_t i) {
    if (scan.nemo() || !ascii_upper(scan.at(i))) return std::nullopt;
    if (auto date = short_date_at(scan, i)) return date;
    std::size_t end = i;
    while (end - i < kNear && ascii_letter(scan.at(end))) ++end;
    if (digit(scan.at(end))) return code_at(scan, i);
    // COVID-19
    const std::size_t behind = scan.digits_from(end + 1);
    if (scan.at(end) != '-' || behind == end + 1 || behind - end > 5 || word_byte(scan.at(behind))) return std::nullopt;
    // Su-30, Covid-19: no more than three digits behind small letters.
    if (scan.dash(behind) > 0 || (!ascii_upper(scan.at(end - 1)) && behind - end > 4)) return std::nullopt;
    Reading reading{behind, FormKind::document, std::string(scan.text.substr(i, end - i))};
    append_cardinal(reading.words, scan.text.substr(end + 1, behind - end - 1), scan.options);
    return reading;
  }

  // A space where letters or digits of the line meet the words; signs stand apart from everything.
  std::string padded(const Reading& reading) const {
    std::string words = reading.words;
    const bool sign = reading.kind == FormKind::sign;
    const auto meets = [&](char c) { return word_byte(c) || digit(c) || (sign && c != ' ' && c != '(' && c != ')'); };
    const bool before =
        word_before(said_, said_.size()) || (!said_.empty() && !word_byte(said_.back()) && meets(said_.back()));
    if (before && words[0] != ' ') words.insert(0, " ");
    if (reading.end < text_.size() && meets(text_[reading.end]) && words.back() != ' ') words += ' ';
    return words;
  }

  std::string_view text_;
  const SpokenOptions& options_;
  std::string said_;  // what text_[0, done_) has become; its end, where it is long
  std::size_t done_ = 0;
  std::optional<LeftAlone> left_alone_;
  std::size_t last_date_ = 0;  // behind the date that was the last form
};

template <class Sink>
Result<void> speak(std::string_view line, const SpokenOptions& options, Sink&& sink) {
  DAU_CHECK(unicode::check_utf8(line));
  std::optional<unicode::MappedText> normalised;
  if (!unicode::is_nfc(line)) normalised = unicode::to_nfc_mapped(line);
  Speaker(normalised ? std::string_view(normalised->text) : line, options)
      .run([&](std::size_t begin, std::size_t end, FormKind kind, std::string&& words) {
        Span span{begin, end};
        if (normalised) span = normalised->map.original(span);
        sink(FormEdit{span, kind, std::move(words)});
      });
  return {};
}
}  // namespace

Result<std::vector<FormEdit>> spoken(std::string_view line, const SpokenOptions& options) {
  std::vector<FormEdit> edits;
  DAU_CHECK(speak(line, options, [&](FormEdit&& edit) { edits.push_back(std::move(edit)); }));
  return edits;
}

Result<void> spoken_to(std::string_view line, std::string& out, const SpokenOptions& options) {
  EditedLine copy(line, out);
  DAU_CHECK(speak(line, options, [&](const FormEdit& edit) { copy.add(edit.span, edit.replacement); }));
  copy.end();
  return {};
}
}  // namespace dau::text
