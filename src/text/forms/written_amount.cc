// SPDX-License-Identifier: Apache-2.0
// written_amount.cc — numbers, decimals, magnitudes, fractions, and the units and currencies behind them.
#include <algorithm>
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
    if (!view_.nemo() && !view_.options.plain && approximate()) return stays();
    if (!magnitude()) return std::nullopt;
    if (!view_.nemo() && (named(i) || hyphened())) return std::nullopt;
    const bool unit = named_unit();
    // Its last words alone would be another number: một hai nghìn không trăm hai mươi tư.
    if (!unit && !certain_) return view_.nemo() || end_ == begin_ + 1 ? std::nullopt : stays();
    return WrittenForm{begin_, end_, kind_, (minus ? "-" : "") + text_};
  }

 private:
  MaybeWritten stays() const { return WrittenForm{begin_, end_, FormKind::cardinal, {}}; }

  // mười lăm hai mươi phút: two numbers side by side, of which neither is meant.
  bool approximate() {
    if (decimal_ || whole_.single || !words_.follows(end_) ||
        (!words_.is(end_, Kind::digit) && !words_.is(end_, Kind::ten)))
      return false;
    const auto second = whole_at(words_, end_, view_.options);
    if (!second || second->single || second->value <= whole_.value || second->value > 10 * whole_.value) return false;
    if (words_[end_].value == 5 && !words_.next(end_ + 1, Kind::tens)) return false;  // mười năm một lần
    end_ = second->end;
    return true;
  }

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
    text_ = year_like(i) ? figures(whole->value) : written(whole->value);
    certain_ = certain(i) || numbering(i);
    return true;
  }

  // Behind these stands a year.
  bool behind_year_word(std::size_t i) const {
    constexpr std::array<std::string_view, 11> kYears = {"năm",  "học", "đoạn", "kỳ",   "kì", "khóa",
                                                         "khoá", "vụ",  "mùa",  "giải", "quý"};
    if (i == 0 || !words_[i].joined) return false;
    return std::find(kYears.begin(), kYears.end(), words_.lower(i - 1)) != kYears.end();
  }

  // World Cup 2022, Luật Đất đai 2024, giai đoạn 2010 đến 2015: years have no point.
  bool year_like(std::size_t i) const {
    if (view_.nemo() || whole_.short_of || whole_.value < 1900 || whole_.value > 2099) return false;
    if (behind_year_word(i)) return true;
    if (i > 1 && words_[i].joined && (words_.is(i - 1, "đến") || words_.is(i - 1, "và"))) {
      std::size_t k = i - 1;
      while (k > 0 && i - k < 12 && words_[k].joined && words_[k - 1].kind != Kind::other) --k;
      if (k < i - 1 && (behind_year_word(k) || words_.is(k, "năm"))) return true;
    }
    return i > 0 && words_[i].joined && !words_.follows(whole_.end) ? named_thing(i - 1) : event(i);
  }

  bool capital(std::size_t i) const {
    return unicode::is_upper(unicode::decode_at(words_.line(), words_[i].begin).value);
  }
  // A name of two words or more ends with word `i`, be its last word small: Luật Đất đai.
  bool named_thing(std::size_t i) const {
    if (words_[i].kind != Kind::other || !words_[i].joined) return false;
    return capital(i) || (i > 1 && words_[i - 1].joined && capital(i - 1));
  }
  // World Cup 2022 tại …: a foreign name before, no number of things behind.
  bool event(std::size_t i) const {
    if (i < 2 || !words_[i].joined || !words_[i - 1].joined || !capital(i - 1) || !capital(i - 2)) return false;
    constexpr std::array<std::string_view, 8> kBehind = {"tại", "ở", "của", "là", "được", "diễn", "sẽ", "đã"};
    return std::find(kBehind.begin(), kBehind.end(), words_.lower(whole_.end)) != kBehind.end();
  }

  // khoản ba, quận một: behind words that are numbered, but for lớp ba tôi and tầng năm ngoái.
  bool numbering(std::size_t i) const {
    constexpr std::array<std::string_view, 9> kNumbered = {"khoản", "quận", "phường", "tầng",  "lớp",
                                                           "trang", "hiệp", "tuyến",  "chương"};
    constexpr std::array<std::string_view, 14> kOther = {"ngoái", "nay", "sau", "trước", "tới", "qua", "học",
                                                         "tôi",   "mẹ",  "má",  "em",    "con", "anh", "chị"};
    if (view_.nemo() || !whole_.single || whole_.value == 0 || i == 0 || !words_[i].joined || capital(i)) return false;
    const bool article = words_.is(i - 1, "điều") && capital(i - 1);
    if (!article && std::find(kNumbered.begin(), kNumbered.end(), words_.lower(i - 1)) == kNumbered.end()) return false;
    constexpr std::array<std::string_view, 6> kCompound = {"vô", "trực", "liên", "văn", "thoả", "thỏa"};
    if (i > 1 && words_[i - 1].joined &&
        std::find(kCompound.begin(), kCompound.end(), words_.lower(i - 2)) != kCompound.end())
      return false;
    if (!words_.follows(i + 1)) return true;
    if (static_cast<unsigned char>(words_.line()[words_[i + 1].begin]) <= '9') return false;  // tuyến năm 2003
    if (whole_.value == 1) return false;  // phường một số ngày
    const Kind kind = words_[i + 1].kind;
    if (kind != Kind::other && kind != Kind::letter) return false;
    return std::find(kOther.begin(), kOther.end(), words_.lower(i + 1)) == kOther.end() && !words_.is(i + 1, "đến");
  }

  // The words are a number, whatever stands around.
  bool certain(std::size_t i) const {
    if (view_.options.plain) return true;
    if (whole_.single) return false;
    if (view_.nemo()) return true;
    // chín mười bữa, hai ba nghìn: nine or ten, two or three thousand. Not behind không and năm, which are other words.
    if (i > 0 && words_[i].joined && words_.is(i - 1, Kind::digit) && words_[i - 1].value % 5 != 0) return false;
    // năm sáu trăm: but năm is five before the next digit.
    if (i > 0 && words_[i].joined && words_.is(i - 1, Kind::digit) && words_[i - 1].value == 5 &&
        words_.is(i, Kind::digit) && (words_[i].value == 6 || words_[i].value == 7))
      return false;
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
    if (!view_.nemo() && words_[point].value == 1) end = further_parts(end);
    decimal_ = true;
    certain_ = true;
    kind_ = FormKind::decimal;
    end_ = end;
    return true;
  }

  // hai chấm không chấm một: the parts of a version behind its second.
  std::size_t further_parts(std::size_t end) {
    while (words_.next(end, Kind::point) && words_[end].value == 1 && words_.follows(end + 1)) {
      const auto part = small_at(words_, end + 1, view_.options);
      if (!part) break;
      text_ += "." + figures(part->value);
      end = part->end;
    }
    return end;
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

  // một mét bảy mươi lăm, một mét bảy: 1m75, 1m7. Moves the end.
  std::string tail_of_metre(const Unit& unit) {
    if (view_.nemo() || view_.options.plain || decimal_ || unit.standard != "m" || whole_.value > 9) return {};
    const auto rest = words_.follows(unit.end) ? small_at(words_, unit.end, view_.options) : std::nullopt;
    if (!rest || rest->value == 0 || words_.next(rest->end, Kind::hundred) || words_.next(rest->end, Kind::thousand))
      return {};
    if (rest->single ? words_.follows(rest->end) || words_[unit.end].value == 5 : rest->value < 10) return {};
    if (named_at(view_, rest->end, unit_names())) return {};
    end_ = rest->end;
    return figures(rest->value);
  }

  bool measure(const Unit& unit) {
    end_ = unit.end;
    std::string symbol(view_.nemo() ? unit.nemo : unit.standard);
    kind_ = symbol == "%" ? FormKind::percent : FormKind::measure;
    if (const std::string rest = tail_of_metre(unit); !rest.empty()) {
      text_ += "m" + rest;
      return true;
    }
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
