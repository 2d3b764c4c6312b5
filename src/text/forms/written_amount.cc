// SPDX-License-Identifier: Apache-2.0
// written_amount.cc — numbers, decimals, magnitudes, fractions, and the units and currencies behind them.
#include <array>

#include "dau/unicode/case.h"
#include "text/forms/lexicon.h"
#include "text/forms/written_forms.h"

namespace dau::text::forms {
namespace {
// Words that make mười or trăm before them part of a phrase: mười phần vẹn mười, mười mươi.
constexpr std::array<std::string_view, 6> kPhrases = {"phần", "mươi", "phân", "ngón", "mấy", "lăm"};
// Words that make đồng before them no money: đồng chí, đồng hồ.
constexpr std::array<std::string_view, 10> kNoMoney = {"chí", "bào",  "hồ", "nghiệp", "đội",
                                                       "môn", "minh", "ý",  "loạt",   "bằng"};

struct Unit {
  std::size_t end;
  std::string_view standard, nemo;
};

// The longest name of `table` that begins with word `i` and goes on from the word before.
std::optional<Unit> named_at(const WordsView& view, std::size_t i, const Table& table) {
  std::optional<Unit> best;
  std::string name;
  for (std::size_t end = i; end < i + 6 && (view.words.follows(end) || (end > i && view.words.hyphened(end))); ++end) {
    // ki-lô-gam is one name of three words.
    if (end > i) name += ' ';
    name += view.words.lower(end);
    if (const auto found = table.find(name); found != table.end())
      best = Unit{end + 1, found->second.reading,
                  found->second.second.empty() ? found->second.reading : found->second.second};
  }
  return best;
}

class AmountWriter {
 public:
  AmountWriter(const WordsView& view, std::size_t i) : view_(view), words_(view.words), begin_(i) {}

  MaybeWritten read() {
    std::size_t i = begin_;
    const bool minus = words_.is(i, Kind::minus) && (view_.nemo() || words_[i].value == 0);
    if (minus && !words_.follows(++i)) return std::nullopt;
    if (!number(i)) return std::nullopt;
    if (!magnitude()) return std::nullopt;
    if (!view_.nemo() && (named(i) || hyphened())) return std::nullopt;
    const bool unit = named_unit();
    if (!unit && !certain_) return std::nullopt;
    return WrittenForm{begin_, end_, kind_, (minus ? "-" : "") + text_};
  }

 private:
  // Ba Tư, Vạn Lịch: a number word with a capital behind another word is a name's; so it is in all capitals only.
  bool named(std::size_t i) const {
    for (std::size_t k = i + 1; k < end_; ++k) {
      const std::string_view word = words_.line().substr(words_[k].begin, words_[k].end - words_[k].begin);
      const auto first = unicode::decode_at(word, 0);
      if (!unicode::is_upper(first.value) || word.size() <= first.size) continue;
      if (!unicode::is_upper(unicode::decode_at(word, first.size).value)) return true;
    }
    return false;
  }
  // mười-sáu, as it was written once.
  bool hyphened() const { return words_.hyphened(end_); }

  std::string written(Value value) const {
    return view_.nemo() || view_.options.plain ? figures(value) : grouped(figures(value));
  }
  std::string_view comma(std::size_t point) const { return view_.nemo() || words_[point].value == 1 ? "." : ","; }

  bool number(std::size_t i) {
    const auto whole = whole_at(words_, i, view_.options);
    if (!whole) return false;
    whole_ = *whole;
    end_ = whole->end;
    if (words_.next(end_, Kind::point) && words_.follows(end_ + 1) && fraction(end_)) return true;
    text_ = written(whole->value);
    certain_ = certain(i);
    return true;
  }

  // The words are a number, whatever stands around.
  bool certain(std::size_t i) const {
    if (view_.options.plain) return true;
    if (whole_.single) return false;
    if (view_.nemo()) return true;
    // chín mười bữa, hai ba nghìn: nine or ten, two or three thousand. Not behind không and năm, which are other words.
    if (i > 0 && words_[i].joined && words_.is(i - 1, Kind::digit) && words_[i - 1].value % 5 != 0) return false;
    // hai ba người: two or three; hai mốt, ba lăm: twenty-one, thirty-five.
    if (whole_.pair && words_.is(i + 1, Kind::digit)) return false;
    if (whole_.end == i + 1 && words_.follows(i + 1))
      for (const std::string_view phrase : kPhrases)
        if (words_.is(i + 1, phrase)) return false;
    // vẹn mười, a name or a phrase's end, stays with its first half.
    return !(whole_.end == i + 1 && words_.behind(i, "vẹn"));
  }

  // Behind phẩy or chấm: digits one by one, or a number of two (hai mươi lăm).
  bool fraction(std::size_t point) {
    const Digits digits = digits_at(words_, point + 1);
    std::string figures_behind = digits.figures;
    std::size_t end = digits.end;
    const bool tens = !view_.nemo() || digits.figures.empty();
    if (figures_behind.size() <= 1 && tens && words_.follows(point + 1)) {
      const auto two = small_at(words_, point + 1, view_.options);
      if (two && !two->single && two->value >= 10) {
        figures_behind = figures(two->value);
        end = two->end;
      } else if (figures_behind.empty() && words_.is(point + 1, Kind::last) && words_[point + 1].value == 4) {
        figures_behind = "4";
        end = point + 2;
      }
    }
    if (figures_behind.empty()) return false;
    if (words_.next(end, Kind::tens) || words_.next(end, Kind::hundred)) return false;
    text_ = written(whole_.value) + std::string(comma(point)) + figures_behind;
    decimal_ = true;
    certain_ = true;
    kind_ = FormKind::decimal;
    end_ = end;
    return true;
  }

  bool scale(std::size_t i) const {
    return words_.next(i, Kind::million) || words_.next(i, Kind::billion) || words_.next(i, Kind::myriad);
  }

  std::string scale_words(std::size_t from, std::size_t to) const {
    std::string text;
    for (std::size_t i = from; i < to; ++i) text += (text.empty() ? "" : " ") + words_.lower(i);
    return text;
  }

  // 1,5 tỷ; 120 tỷ; một triệu hai: 1,2 triệu; một tỷ rưỡi: 1,5 tỷ.
  bool magnitude() {
    if (decimal_) {
      if (!scale(end_) && !words_.next(end_, Kind::thousand)) return true;
      const std::size_t begin = end_;
      while (scale(end_) || (end_ == begin && words_.next(end_, Kind::thousand))) ++end_;
      text_ += ' ' + scale_words(begin, end_);
      return true;
    }
    if (view_.options.plain) return true;
    std::size_t scale_begin = whole_.scale_begin;
    if (scale_begin == 0 && words_.next(end_, Kind::myriad)) {
      scale_begin = end_++;
      whole_.mantissa = whole_.value;
    }
    if (scale_begin == 0) return true;
    text_ =
        written(whole_.mantissa) + rest_of(end_) + ' ' + scale_words(scale_begin, scale_end_ > 0 ? scale_end_ : end_);
    certain_ = true;
    kind_ = FormKind::decimal;
    return true;
  }

  // The tenth behind a magnitude or a unit, at word `i`; moves the end.
  std::string rest_of(std::size_t i) {
    const bool half = words_.next(i, Kind::half);
    const bool digit = words_.next(i, Kind::digit) && words_[i].value != 5 && words_[i].value != 0;
    const bool last = words_.next(i, Kind::last) && words_[i].value != 5;
    if (!half && !digit && !last) return {};
    // Nothing may follow that makes it another number: một triệu hai trăm; in standard no word at all.
    if (digit || last)
      for (const Kind kind : {Kind::tens, Kind::hundred, Kind::thousand, Kind::million, Kind::billion, Kind::point,
                              Kind::digit, Kind::last, Kind::part})
        if (words_.next(i + 1, kind)) return {};
    if (digit && !view_.nemo() && words_.follows(i + 1) && !named_at(view_, i + 1, currency_names())) return {};
    scale_end_ = i;
    end_ = i + 1;
    return (view_.nemo() ? "." : ",") + std::to_string(words_[i].value);
  }

  bool named_unit() {
    if (auto currency = named_at(view_, end_, currency_names()); currency && currency_fits(*currency))
      return money(*currency);
    std::optional<Unit> unit = named_at(view_, end_, unit_names());
    if (unit && !view_.nemo() && (unit->standard == "giây" || unit->standard == "giờ")) unit.reset();
    // một phần nghìn giây is a fraction.
    if (unit && unit->standard == "‰" && !view_.nemo() && !decimal_ && whole_.value == 1) return false;
    if (!unit) return false;
    return measure(*unit);
  }

  // xu and bảng may be other words behind one of a few; cent and yên too.
  bool currency_fits(const Unit& currency) const {
    if (currency.standard == "đồng" && words_.follows(currency.end))
      for (const std::string_view word : kNoMoney)
        if (words_.is(currency.end, word)) return false;
    if (view_.nemo() || certain_) return true;
    const std::string_view name = currency.standard;
    return name != "bảng" && name != "yên" && name != "xu" && name != "đồng" ? true
                                                                             : name == "đồng" && whole_.value > 0;
  }

  bool money(const Unit& currency) {
    end_ = currency.end;
    kind_ = FormKind::money;
    if (!view_.nemo()) {
      if (words_.next(end_, Kind::half)) text_ += rest_of(end_);
      text_ += ' ' + std::string(currency.standard);
      return true;
    }
    if (!decimal_ && whole_.scale_begin == 0) {
      if (words_.next(end_, Kind::half)) {
        text_ += ".5";
        ++end_;
      } else if (const auto cents = words_.follows(end_) ? small_at(words_, end_, view_.options) : std::nullopt;
                 cents && !cents->single) {
        const std::string two = figures(cents->value);
        text_ += (two.size() < 2 ? ".0" : ".") + two;
        end_ = cents->end;
      }
    }
    text_ += currency.nemo;
    return true;
  }

  bool measure(const Unit& unit) {
    end_ = unit.end;
    std::string symbol(view_.nemo() ? unit.nemo : unit.standard);
    kind_ = symbol == "%" ? FormKind::percent : FormKind::measure;
    // hai mét rưỡi: 2,5 m; a digit is centimetres or a tenth, which nemo takes it for.
    if (!decimal_ && (words_.next(end_, Kind::half) || view_.nemo())) text_ += rest_of(end_);
    if (words_.next(end_, "trên"))
      if (const auto below = named_at(view_, end_ + 1, unit_names())) {
        symbol += '/' + std::string(below->nemo == "h" || below->nemo == "s" ? below->nemo
                                    : view_.nemo()                           ? below->nemo
                                                                             : below->standard);
        end_ = below->end;
      }
    const bool close = symbol == "%" || symbol == "‰" || symbol == "s" || (view_.nemo() && symbol == "h");
    text_ += (close ? "" : " ") + symbol;
    return true;
  }

  const WordsView& view_;
  const Words& words_;
  std::size_t begin_, end_ = 0, scale_end_ = 0;
  Spelt whole_;
  std::string text_;
  FormKind kind_ = FormKind::cardinal;
  bool decimal_ = false, certain_ = false;
};
}  // namespace

MaybeWritten written_amount(const WordsView& view, std::size_t i) { return AmountWriter(view, i).read(); }

// một phần hai; trên and chia only under nemo, where "hai trên mười lăm" can be no place.
MaybeWritten written_fraction(const WordsView& view, std::size_t i) {
  const Words& words = view.words;
  std::size_t begin = i;
  const bool minus = words.is(i, Kind::minus) && (view.nemo() || words[i].value == 0);
  if (minus && !words.follows(++begin)) return std::nullopt;
  const auto over = whole_at(words, begin, view.options);
  if (!over || !words.next(over->end, Kind::part) || !words.follows(over->end + 1)) return std::nullopt;
  if (!view.nemo() && words[over->end].value != 0) return std::nullopt;
  const std::size_t j = over->end + 1;
  std::string under;
  std::size_t end = j + 1;
  if (words.is(j, Kind::last) && words[j].value == 4)
    under = "4";
  else if (const auto whole = whole_at(words, j, view.options); whole && whole->value > 0) {
    under = figures(whole->value);
    end = whole->end;
  } else if (words.is(j, Kind::hundred)) {
    return std::nullopt;  // phần trăm
  } else {
    return std::nullopt;
  }
  return WrittenForm{i, end, FormKind::fraction, (minus ? "-" : "") + figures(over->value) + "/" + under};
}
}  // namespace dau::text::forms
