// SPDX-License-Identifier: Apache-2.0
// written_document.cc — numbers of documents as `spoken` reads them (134/2025/QH15, 18-NQ/TW), plates and houses.
#include <algorithm>
#include <array>
#include <map>

#include "dau/unicode/case.h"
#include "text/forms/lexicon.h"
#include "text/forms/written_forms.h"

namespace dau::text::forms {
namespace {
// The last word of what a document is called by: luật, nghị định, thông tư …, or số.
constexpr std::array<std::string_view, 16> kTitles = {"số",   "luật",  "định", "tư",  "quyết", "thị", "văn",  "tịch",
                                                      "lệnh", "hoạch", "báo",  "cáo", "trình", "dẫn", "điện", "án"};
constexpr std::array<std::string_view, 8> kHouses = {"số", "nhà", "ngõ", "hẻm", "hẽm", "ngách", "kiệt", "đường"};
constexpr std::array<std::string_view, 6> kNoHouses = {"tỷ", "tỉ", "phân", "hệ", "chỉ", "điểm"};
// Short names of letters, beside those of letters.tsv.
constexpr std::pair<std::string_view, std::string_view> kShortNames[] = {
    {"bờ", "b"}, {"cờ", "c"}, {"dờ", "d"}, {"đờ", "đ"}, {"gờ", "g"},  {"hờ", "h"},
    {"lờ", "l"}, {"mờ", "m"}, {"nờ", "n"}, {"pờ", "p"}, {"quờ", "q"}, {"cu", "q"},
    {"rờ", "r"}, {"sờ", "s"}, {"tờ", "t"}, {"vờ", "v"}, {"xờ", "x"}};

using Names = std::map<std::string, std::string_view>;

const Names& letter_names() {
  static const Names names = [] {
    Names made;
    for (const auto& [letter, entry] : letters()) made.emplace(entry.reading, letter);
    for (const auto& [name, letter] : kShortNames) made.emplace(name, letter);
    return made;
  }();
  return names;
}

// nghị định → NĐ. No two symbols have one reading.
const Names& symbols_by_reading() {
  static const Names names = [] {
    Names made;
    for (const auto& [symbol, entry] : documents()) made.emplace(entry.reading, symbol);
    return made;
  }();
  return names;
}

// NĐ by NĐ, TTg by TTG.
const Names& symbols_by_capitals() {
  static const Names names = [] {
    Names made;
    for (const auto& [symbol, entry] : documents()) made.emplace(unicode::to_upper(symbol), symbol);
    return made;
  }();
  return names;
}

// NĐCP → NĐ-CP: the letters in as few known symbols as there may be; as they are when they are none.
std::string with_hyphens(std::string_view capitals) {
  std::vector<std::optional<std::pair<int, std::string>>> best(capitals.size() + 1);
  best[0].emplace(0, std::string());
  for (std::size_t end = 1; end <= capitals.size(); ++end)
    for (std::size_t begin = 0; begin < end; ++begin) {
      if (!best[begin]) continue;
      const auto found = symbols_by_capitals().find(std::string(capitals.substr(begin, end - begin)));
      if (found == symbols_by_capitals().end() || (best[end] && best[end]->first <= best[begin]->first + 1)) continue;
      best[end].emplace(best[begin]->first + 1,
                        best[begin]->second + (begin > 0 ? "-" : "") + std::string(found->second));
    }
  return best.back() ? best.back()->second : std::string(capitals);
}

struct Piece {
  std::string text;
  std::size_t end = 0;

  explicit operator bool() const { return end > 0; }
};

class DocumentWriter {
 public:
  DocumentWriter(const WordsView& view, std::size_t i) : view_(view), words_(view.words), begin_(i) {}

  MaybeWritten read() const {
    const Piece first = number(begin_);
    if (!first) return std::nullopt;
    if (auto plate = plate_at(first)) return plate;
    if (!over(first.end)) return titled() ? party_number(first) : std::nullopt;
    const Piece second = number(first.end + 1);
    if (!second) return titled() ? joined(first, "/", symbol(first.end + 1)) : std::nullopt;
    if (year(second)) return with_year(first, second);
    const bool always = first.text == "24" && (second.text == "7" || second.text == "24");
    return always || house() ? house_number(first, second) : std::nullopt;
  }

 private:
  // "trên" stands at word `i`, and something follows.
  bool over(std::size_t i) const { return words_.next(i, Kind::part) && words_[i].value == 1 && words_.follows(i + 1); }
  template <std::size_t N>
  bool behind_any(std::size_t i, const std::array<std::string_view, N>& list) const {
    return i > 0 && words_[i].joined && std::find(list.begin(), list.end(), words_.lower(i - 1)) != list.end();
  }
  bool titled() const { return behind_any(begin_, kTitles); }
  bool house() const { return behind_any(begin_, kHouses) && !(begin_ > 1 && behind_any(begin_ - 1, kNoHouses)); }
  static bool year(const Piece& piece) { return piece.text.size() == 4 && piece.text >= "1945" && piece.text < "2100"; }

  // With a zero in front or more than four figures, digits one by one; else as a number.
  Piece number(std::size_t i) const {
    const Digits digits = digits_at(words_, i);
    if (digits.figures.size() > 4 || (digits.figures.size() > 1 && digits.figures[0] == '0'))
      return {digits.figures, digits.end};
    const auto whole = whole_at(words_, i, view_.options);
    if (!whole || whole->value == 0 || whole->short_of || whole->scale_begin > 0 || whole->value > 99999) return {};
    return {figures(whole->value), whole->end};
  }

  // The longest of `names` that begins with word `i`, of `most` words.
  Piece named(const Names& names, std::size_t i, std::size_t most) const {
    Piece best;
    std::string name;
    for (std::size_t end = i; end < i + most && words_.follows(end); ++end) {
      if (end > i) name += ' ';
      name += words_.lower(end);
      if (const auto found = names.find(name); found != names.end()) best = {std::string(found->second), end + 1};
    }
    return best;
  }

  // Letters by their names, in capitals.
  Piece letters_at(std::size_t i, std::size_t most) const {
    Piece run;
    for (std::size_t count = 0; count < most; ++count) {
      const Piece letter = named(letter_names(), run ? run.end : i, 2);
      if (!letter) break;
      run.text += unicode::to_upper(letter.text);
      run.end = letter.end;
    }
    return run;
  }

  // quốc hội mười lăm, nghị định chính phủ, nờ đê xê pê, nghị quyết trên trung ương.
  Piece symbol(std::size_t i) const {
    constexpr std::size_t kMostParts = 6;
    Piece whole;
    std::size_t next = i;
    std::string joint;
    for (std::size_t parts = 0; parts < kMostParts; ++parts) {
      Piece part = named(symbols_by_reading(), next, 10);
      if (!part) {
        part = letters_at(next, 12);
        if (!part || unicode::decode_at(part.text, 0).size == part.text.size()) break;  // one letter is none
        part.text = with_hyphens(part.text);
      }
      whole.text += joint + part.text;
      whole.end = next = part.end;
      joint = "-";
      if (over(next)) {
        joint = "/";
        ++next;
      }
    }
    // QH15: the number of the National Assembly.
    if (whole.text.ends_with("QH") || whole.text.ends_with("UBTVQH"))
      if (const Piece term = words_.follows(whole.end) ? number(whole.end) : Piece{}; term && term.text.size() <= 2) {
        whole.text += term.text;
        whole.end = term.end;
      }
    return whole;
  }

  MaybeWritten joined(const Piece& first, std::string_view joint, const Piece& rest) const {
    if (!rest) return std::nullopt;
    return WrittenForm{begin_, rest.end, FormKind::document, first.text + std::string(joint) + rest.text};
  }

  // 134/2025/QH15; 134/2025 behind số; 134 trên 2025 where nothing shows that it is a document, nor that it counts.
  MaybeWritten with_year(const Piece& first, const Piece& second) const {
    const std::string text = first.text + "/" + second.text;
    if (over(second.end))
      if (const Piece rest = symbol(second.end + 1)) return joined({text, second.end}, "/", rest);
    if (titled()) return WrittenForm{begin_, second.end, FormKind::document, text};
    if (words_.follows(second.end)) return std::nullopt;
    return WrittenForm{begin_, second.end, FormKind::document, first.text + " trên " + second.text};
  }

  // mười tám nghị quyết trên trung ương: 18-NQ/TW.
  MaybeWritten party_number(const Piece& first) const {
    const Piece rest = words_.follows(first.end) ? symbol(first.end) : Piece{};
    return rest && rest.text.find('/') != std::string::npos ? joined(first, "-", rest) : std::nullopt;
  }

  // số mười hai trên bốn A
  MaybeWritten house_number(const Piece& first, const Piece& second) const {
    Piece under = second;
    const std::size_t end = under.end;
    const bool letter = words_.next(end, Kind::letter) && words_.line()[words_[end].begin] < 'a';
    if (letter) {
      under.text += words_.line()[words_[end].begin];
      ++under.end;
    }
    auto form = joined(first, "/", under);
    form->kind = FormKind::address;
    return form;
  }

  // năm mươi mốt ép một hai ba bốn năm: 51F-123.45.
  MaybeWritten plate_at(const Piece& province) const {
    if (province.text.size() != 2 || province.text[0] == '0' || !words_.follows(province.end)) return std::nullopt;
    const Piece series = letters_at(province.end, 2);
    if (!series || !words_.follows(series.end)) return std::nullopt;
    const Digits digits = digits_at(words_, series.end);
    std::string number = digits.figures;
    const bool told = words_.behind(begin_, "số") || words_.behind(begin_, "soát");
    if (number.size() > 6 || number.size() < (told ? 4u : 5u)) return std::nullopt;
    if (words_.next(digits.end, Kind::tens) || words_.next(digits.end, Kind::hundred)) return std::nullopt;
    std::string text = province.text + series.text;
    if (number.size() == 6) {
      text += number[0];
      number.erase(0, 1);
    }
    if (number.size() == 5) number.insert(3, 1, '.');
    return WrittenForm{begin_, digits.end, FormKind::document, text + "-" + number};
  }

  const WordsView& view_;
  const Words& words_;
  std::size_t begin_;
};
}  // namespace

MaybeWritten written_document(const WordsView& view, std::size_t i) {
  if (view.nemo() || view.options.plain) return std::nullopt;
  return DocumentWriter(view, i).read();
}
}  // namespace dau::text::forms
