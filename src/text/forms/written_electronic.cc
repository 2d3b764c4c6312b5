// SPDX-License-Identifier: Apache-2.0
// written_electronic.cc — a b c a còng g mail chấm com → abc@gmail.com; h t t p s hai chấm sẹc sẹc …
#include <array>
#include <utility>

#include "text/forms/lexicon.h"
#include "text/forms/scan.h"
#include "text/forms/written_forms.h"

namespace dau::text::forms {
namespace {
struct Mark {
  std::string_view words, sign;
};
// Longest first where one begins another.
constexpr Mark kMarks[] = {
    {"a còng", "@"},    {"a móc", "@"},    {"a vòng", "@"},     {"gạch dưới", "_"}, {"shift gạch", "_"},
    {"shift trừ", "_"}, {"síp gạch", "_"}, {"gạch ngang", "-"}, {"gạch chéo", "/"}, {"chấm than", "!"},
    {"chấm hỏi", "?"},  {"hỏi chấm", "?"}, {"hai chấm", ":"},   {"gạch", "-"},      {"chấm", "."},
    {"sẹc", "/"},       {"xuyệt", "/"},    {"thăng", "#"},      {"đô", "$"},        {"phần trăm", "%"},
    {"và", "&"},        {"sao", "*"},      {"cộng", "+"},       {"bằng", "="},      {"mũ", "^"},
    {"hoặc", "|"},      {"phẩy", ","},     {"ngã", "~"},
};

// Words of a label or a user: the work on a line stays linear.
constexpr std::size_t kLongestLabel = 64;

enum class Type { none, letter, digit, word, mark };

struct Item {
  Type type = Type::none;
  std::size_t end = 0;
  std::string text;
};

class AddressWriter {
 public:
  explicit AddressWriter(const WordsView& view) : words_(view.words) {}

  std::vector<WrittenForm> read() {
    std::vector<WrittenForm> found;
    std::size_t from = 0;  // what stands before belongs to another address
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const bool point = words_.is(i, Kind::point) && words_[i].value == 1 && words_[i].joined;
      if (!point && !(words_.is(i, Kind::letter) && words_.is(i, "h") && protocol(i) > 0)) continue;
      auto form = point ? around(i, from) : url(i);
      if (!form) continue;
      i = form->end - 1;
      from = form->end;
      found.push_back(std::move(*form));
    }
    return found;
  }

 private:
  bool ascii_word(std::size_t i) const {
    const std::string word = words_.lower(i);
    for (const char c : word)
      if (!ascii_lower(c)) return false;
    return !word.empty();
  }

  // What stands at word `i` of an address: a mark, a letter, a digit, a word of ASCII letters.
  Item item_at(std::size_t i, bool marks) const {
    if (i >= words_.size()) return {};
    if (marks)
      for (const Mark& mark : kMarks)
        if (const std::size_t end = phrase_end(i, mark.words); end > 0)
          return {Type::mark, end, std::string(mark.sign)};
    if (words_.is(i, Kind::digit))
      return {Type::digit, i + 1, std::string(1, static_cast<char>('0' + words_[i].value))};
    if (words_.is(i, Kind::letter)) return {Type::letter, i + 1, words_.lower(i)};
    if (words_.is(i, Kind::other) && ascii_word(i)) return {Type::word, i + 1, words_.lower(i)};
    return {};
  }

  // Behind the last word of `phrase`, when it stands at word `i`; else 0.
  std::size_t phrase_end(std::size_t i, std::string_view phrase) const {
    while (true) {
      const std::size_t space = std::min(phrase.find(' '), phrase.size());
      if (!words_.is(i, phrase.substr(0, space))) return 0;
      ++i;
      if (space == phrase.size()) return i;
      if (!words_.follows(i)) return 0;
      phrase.remove_prefix(space + 1);
    }
  }

  // A label: letters and digits one by one, or a word, and both mixed (g mail).
  Item label_at(std::size_t i) const {
    Item label{Type::none, i, {}};
    while (label.end == i || (label.end < i + kLongestLabel && words_.follows(label.end))) {
      if (phrase_end(label.end, "a còng") > 0 || phrase_end(label.end, "a móc") > 0 ||
          phrase_end(label.end, "a vòng") > 0)
        break;
      if (label.end > i && (protocol(label.end) > 0 || phrase_end(label.end, "w w w chấm") > 0))
        break;  // the next address
      if (!label.text.empty() && domain_word(label)) break;
      const Item item = item_at(label.end, false);
      if (item.type == Type::none) break;
      if (item.type == Type::word && label.type == Type::word) break;
      label.type = item.type == Type::word ? Type::word : label.type == Type::none ? item.type : label.type;
      label.text += item.text;
      label.end = item.end;
      if (item.type == Type::word) {
        // Behind a whole word only digits and letters that a chấm ends may go on.
        break;
      }
    }
    return label;
  }
  static bool domain_word(const Item& label) { return label.type == Type::word; }

  static bool known_domain(std::string_view text) { return domains().contains(text); }

  // chấm label chấm label … from the word chấm at `i`; the last label must be a known domain.
  std::pair<std::size_t, std::string> domain_at(std::size_t i) const {
    std::string text;
    std::pair<std::size_t, std::string> best{0, {}};
    for (int labels = 0; labels < 8 && words_.next(i, Kind::point) && words_[i].value == 1 && words_.follows(i + 1);
         ++labels) {
      const Item label = domain_label(i + 1);
      if (label.type == Type::none) break;
      text += '.' + label.text;
      i = label.end;
      if (known_domain(label.text)) best = {i, text};
    }
    return best;
  }

  // The shortest known domain first: "v n", "com", so that "chấm v n là" ends there; else a label.
  Item domain_label(std::size_t i) const {
    std::string text;
    for (std::size_t end = i; end < i + 4 && (end == i || words_.follows(end)); ++end) {
      const Item item = item_at(end, false);
      if (item.type == Type::none) break;
      text += item.text;
      if (known_domain(text) && !(words_.follows(end + 1) && words_.is(end + 1, Kind::letter)))
        return {Type::word, end + 1, text};
      if (item.type == Type::word) break;
    }
    return label_at(i);
  }

  // `i` is a chấm that may stand in a host: the label before it, the rest of the domain, and a user before that.
  MaybeWritten around(std::size_t i, std::size_t from) const {
    const auto [end, rest] = domain_at(i);
    if (end == 0) return std::nullopt;
    std::size_t begin = label_begin(i, from);
    if (begin == i) return std::nullopt;
    std::string host = joined(begin, i) + rest;
    if (begin >= from + 2 && words_.follows(begin) && at_sign(begin - 2)) {
      const std::size_t user = user_begin(begin - 2, from);
      if (user == begin - 2) return std::nullopt;
      // Letters behind another address (… chấm v n c a còng d …): nothing tells where it ends.
      if (user >= from + 2 && words_[user].joined && at_sign(user - 2)) return std::nullopt;
      return WrittenForm{user, end, FormKind::electronic, joined(user, begin - 2) + "@" + host};
    }
    std::size_t behind = end;
    add_path(behind, host);
    return WrittenForm{begin, behind, FormKind::electronic, host};
  }

  bool at_sign(std::size_t i) const {
    if (!words_.is(i, "a")) return false;
    const std::string second = words_.lower(i + 1);
    return words_.follows(i + 1) && (second == "còng" || second == "móc" || second == "vòng");
  }

  // The first word of the label that ends before word `i`. A word of the language is one label at most.
  std::size_t label_begin(std::size_t i, std::size_t from) const {
    std::size_t begin = i;
    while (begin > from && begin + kLongestLabel > i && words_[begin].joined) {
      const Item item = item_at(begin - 1, false);
      if (item.type == Type::none) break;
      // One word, or the two of a provider behind the sign: a còng hot mail.
      if (item.type == Type::word && begin != i && !(begin >= from + 3 && at_sign(begin - 3))) break;
      if (begin >= 2 && at_sign(begin - 2)) break;
      --begin;
    }
    return begin;
  }

  std::size_t user_begin(std::size_t i, std::size_t from) const {
    std::size_t begin = i;
    while (begin > from && begin + kLongestLabel > i && words_[begin].joined) {
      std::size_t step = 0;
      if (item_at(begin - 1, false).type == Type::letter || item_at(begin - 1, false).type == Type::digit)
        step = 1;
      else if (begin >= from + 2 && at_sign(begin - 2))
        step = 0;
      else if (begin >= from + 2 && item_at(begin - 2, true).type == Type::mark &&
               item_at(begin - 2, true).end == begin)
        step = 2;
      else if (const Item one = item_at(begin - 1, true); one.type == Type::mark && one.text != "&")
        step = 1;
      else if (begin == i && item_at(begin - 1, false).type == Type::word)
        step = 1;
      else if (begin < i && item_at(begin, true).type == Type::mark && item_at(begin - 1, false).type == Type::word)
        step = 1;
      if (step == 0) break;
      begin -= step;
    }
    // A user does not begin with a mark.
    while (begin < i && item_at(begin, true).type == Type::mark) begin = item_at(begin, true).end;
    return begin;
  }

  std::string joined(std::size_t begin, std::size_t end) const {
    std::string text;
    for (std::size_t i = begin; i < end;) {
      const Item item = item_at(i, true);
      text += item.text;
      i = std::max(item.end, i + 1);
    }
    return text;
  }

  // Behind "h t t p" or "h t t p s": the words hai chấm sẹc sẹc; else 0.
  std::size_t protocol(std::size_t i) const {
    for (const std::string_view name : {"h t t p s", "h t t p"})
      if (const std::size_t end = phrase_end(i, name); end > 0 && words_.follows(end))
        for (const std::string_view slashes :
             {"hai chấm sẹc sẹc", "hai chấm gạch chéo gạch chéo", "hai chấm xuyệt xuyệt"})
          if (const std::size_t behind = phrase_end(end, slashes); behind > 0 && words_.follows(behind)) return behind;
    return 0;
  }

  MaybeWritten url(std::size_t i) const {
    const std::size_t host = protocol(i);
    std::string text = phrase_end(i, "h t t p s") > 0 ? "https://" : "http://";
    Item label = label_at(host);
    if (label.type == Type::none) return std::nullopt;
    text += label.text;
    std::size_t end = label.end;
    const auto [behind, rest] = domain_at(end);
    if (behind == 0) return std::nullopt;
    text += rest;
    end = behind;
    add_path(end, text);
    return WrittenForm{i, end, FormKind::electronic, text};
  }

  // sẹc label …
  void add_path(std::size_t& end, std::string& text) const {
    for (int parts = 0; parts < 32 && words_.follows(end); ++parts) {
      const Item mark = item_at(end, true);
      if (mark.type != Type::mark || (mark.text != "/" && mark.text != "-" && mark.text != "_" && mark.text != "?" &&
                                      mark.text != "=" && mark.text != "."))
        return;
      if (!words_.follows(mark.end)) return;
      const Item label = label_at(mark.end);
      if (label.type == Type::none) return;
      text += mark.text + label.text;
      end = label.end;
    }
  }

  const Words& words_;
};
}  // namespace

std::vector<WrittenForm> written_addresses(const WordsView& view) { return AddressWriter(view).read(); }
}  // namespace dau::text::forms
